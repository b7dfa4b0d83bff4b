"""The ledger of points: rows are added and read. What was undone has a row of its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from community.models.answers import Answer
from community.models.boards import Board
from community.models.threads import Thread


class RulesVersion(models.Model):
    """The values of the rules from a moment on. The newest holds; every entry names the one it was decided by."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    values = models.JSONField(_("values"), help_text="As `community.reputation.rules.DEFAULTS`")
    note = models.CharField(_("why"), max_length=240, blank=True)
    applies_backwards = models.BooleanField(_("applies backwards"), default=False)
    progress = models.JSONField(default=dict, help_text="How far applying it backwards has come")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("from"), default=now)

    class Meta:
        verbose_name = _("version of the rules")
        verbose_name_plural = _("versions of the rules")
        ordering = ["-number"]

    def __str__(self):
        return f"#{self.number}"


class Suspicion(models.TextChoices):
    """Why a person looks at points before, or after, they count."""

    QUICK = "quick", _("Accepted within minutes")
    REPEATED = "repeated", _("Accepted again and again between two")
    BURST = "burst", _("Many votes within minutes")
    RECIPROCAL = "reciprocal", _("Votes to and fro")
    CIRCLE = "circle", _("Votes within a circle")
    SINGLE = "single", _("A moderator looked at one entry")


class PointReview(models.Model):
    """Points that a person decides on, with the evidence: who gave how much to whom."""

    class Verdict(models.TextChoices):
        KEPT = "kept", _("Kept")
        REVERSED = "reversed", _("Reversed")

    cause = models.CharField(_("why"), max_length=12, choices=Suspicion)
    key = models.CharField(max_length=120, help_text="What it is about: the same is not opened twice while it waits")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="point_reviews", verbose_name=_("members"))
    evidence = models.JSONField(default=dict, help_text="Of the moment it was opened: names of facts and numbers only")
    points = models.IntegerField(_("points"), default=0, help_text="That are at stake")
    opened_at = models.DateTimeField(_("opened"), default=now)
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reason = models.CharField(_("reason"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("review of points")
        verbose_name_plural = _("reviews of points")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(decided_at=None), name="one_point_review_waits_per_key"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, verdict="") | (Q(decided_at__isnull=False) & ~Q(verdict="")),
                name="point_review_decided_has_verdict",
            ),
        ]

    def __str__(self):
        return f"{self.get_cause_display()} · {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None


class Step(models.TextChoices):
    AWARD = "award", _("Awarded")
    SETTLE = "settle", _("Counted now")
    REVERSE = "reverse", _("Taken back")


class Why(models.TextChoices):
    """What an entry says besides its rule: which cap it met, what it waits for, why it was taken back."""

    PLAIN = "", ""
    # Awarded less than the rule gives, or nothing.
    CAP_OBJECT = "cap_object", _("This post has earned all it can this way")
    CAP_DAY = "cap_day", _("All that can be earned this way in a day")
    CAP_WEEK = "cap_week", _("All that can be earned this way in a week")
    CAP_MONTH = "cap_month", _("All that this post can earn this way in a month")
    CAP_INCOME = "cap_income", _("All that votes can bring in a day")
    PAIR_DAY = "pair_day", _("The same member helped enough today")
    PAIR_MONTH = "pair_month", _("The same member helped enough in 30 days")
    NEW_VOTER = "new_voter", _("From a new member: it counts for the order only")
    COMPANY = "company", _("Somebody from the same company or household")
    PARTED = "parted", _("A person found that it came from each other before: for half a year it counts for nothing")
    FLOOR = "floor", _("Points do not fall below 0")
    # Waits.
    PENDING = "pending", _("Waits, in case it is taken back")
    HELD = "held", _("Waits for a person to look at it")
    # Taken back.
    WITHDRAWN = "withdrawn", _("It was taken back by the one who gave it")
    HIDDEN = "hidden", _("The post is hidden")
    MERGED = "merged", _("Questions or accounts were put together")
    REVIEWED = "reviewed", _("A person looked at it and took it back")
    TO_AND_FRO = "to_and_fro", _("Votes to and fro between two count for the order only")
    RULES = "rules", _("The rules changed, and the change applies backwards")
    REBUILT = "rebuilt", _("Counted again from the facts")
    # Given back.
    SHOWN = "shown", _("The post is shown again")
    APPEALED = "appealed", _("A person looked at it again and gave it back")


# Taken back for good, although the fact stands: until a person gives it back.
TAKEN = (Why.REVIEWED, Why.TO_AND_FRO)


class PointEntryQuerySet(models.QuerySet):
    def update(self, **changes):
        raise TypeError("The ledger only grows: write another entry instead.")

    def delete(self):
        raise TypeError("The ledger only grows: write another entry instead.")

    def carry(self, to, *, after: int = 0) -> int:
        """Two accounts became one: its entries are the other's from now on, after so many turns of its own."""
        return super().update(member=to, turn=models.F("turn") + after)

    def carry_given(self, to) -> int:
        """What the one gave, the other gave."""
        return super().update(giver=to)

    def move_to(self, board) -> int:
        """Their board was dissolved: they count on this one from now on."""
        return super().update(board=board)


class PointEntry(models.Model):
    """What one fact did to one member's points.

    A fact (``rule`` and ``fact``: the key of the vote, answer, flag … it is) is awarded, perhaps settled after a wait,
    and reversed when it is gone; each time it comes back is another ``turn``. ``amount`` is what the decision is worth,
    after every cap; ``points`` what the entry moved the balance by, which is 0 while it waits. ``sign`` is +1 for an
    award, -1 for a reversal, 0 else: a fact stands while its signs sum to 1.
    """

    Step, Why = Step, Why

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="point_entries")
    rule = models.CharField(max_length=24)
    fact = models.BigIntegerField()
    turn = models.PositiveIntegerField(default=1)
    step = models.CharField(max_length=8, choices=Step)
    sign = models.SmallIntegerField()
    amount = models.IntegerField()
    points = models.IntegerField()
    why = models.CharField(max_length=12, choices=Why, blank=True, default=Why.PLAIN)
    reason = models.CharField(max_length=240, blank=True, help_text="A person's own words")
    version = models.ForeignKey(RulesVersion, models.PROTECT, db_index=False, related_name="+")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, db_index=False, related_name="points_given"
    )
    answer = models.ForeignKey(Answer, models.SET_NULL, null=True, db_index=False, related_name="point_entries")
    thread = models.ForeignKey(
        Thread, models.SET_NULL, null=True, db_index=False, related_name="point_entries", help_text="Of no answer"
    )
    board = models.ForeignKey(Board, models.SET_NULL, null=True, db_index=False, related_name="+")
    language = models.CharField(max_length=8, blank=True)
    review = models.ForeignKey(PointReview, models.SET_NULL, null=True, related_name="entries")
    due_at = models.DateTimeField(null=True, help_text="When an award that waits counts, if it still stands")
    day = models.DateField(help_text="Of UTC, on which the fact happened: caps and boards of honour count by it")
    at = models.DateTimeField(default=now, help_text="When it was written")

    objects = PointEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("point entry")
        verbose_name_plural = _("point entries")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "fact", "member", "turn", "step"], name="one_point_entry_per_rule_fact_and_step"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="points_member_newest"),
            models.Index(fields=["member", "rule", "-at", "-id"], name="points_member_rule"),
            models.Index(fields=["member", "day"], name="points_member_day"),
            models.Index(fields=["answer"], name="points_answer", condition=Q(answer__isnull=False)),
            models.Index(fields=["thread"], name="points_thread", condition=Q(thread__isnull=False)),
            models.Index(fields=["giver", "day"], name="points_giver_day", condition=Q(giver__isnull=False)),
            models.Index(fields=["day"], name="points_day"),
        ]

    def __str__(self):
        return f"{self.member_id} {self.rule} {self.points:+}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The ledger only grows: write another entry instead.")
        super().save(*args, **kwargs)

    @property
    def may_be_appealed(self) -> bool:
        """Somebody, or the night, took it back although the fact stands. Of a hidden post its author asks there."""
        return self.step == Step.REVERSE and self.why in TAKEN

    @property
    def waits(self) -> bool:
        """Whether it counts later: what became of it since, `PendingPoints` knows."""
        return self.step == Step.AWARD and self.why in (Why.PENDING, Why.HELD)


class PendingPoints(models.Model):
    """An award that does not count yet: until a moment, until a person decided, or both. Gone once it counts or is
    reversed."""

    entry = models.OneToOneField(PointEntry, models.CASCADE, primary_key=True, related_name="pending")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pending_points")
    due_at = models.DateTimeField(db_index=True)
    review = models.ForeignKey(PointReview, models.SET_NULL, null=True, related_name="pending")

    def __str__(self):
        return f"{self.entry_id} until {self.due_at}"


class PointAppeal(models.Model):
    """A member asks a person to look again at points that were taken back. ``granted`` is empty until decided."""

    entry = models.OneToOneField(PointEntry, models.CASCADE, related_name="appeal")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="point_appeals")
    words = models.CharField(max_length=500)
    created_at = models.DateTimeField(default=now)
    granted = models.BooleanField(null=True, blank=True)
    reply = models.CharField(max_length=240, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request for another look")
        verbose_name_plural = _("requests for another look")
        ordering = ["-created_at"]

    def __str__(self):
        return f"Appeal of {self.member_id}"


class Organisation(models.Model):
    """People who pay one another no points: by the domains of their addresses, or by how they sign in."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    domains = models.TextField(_("email domains"), blank=True, help_text=_("One on each line, such as example.com."))
    providers = models.TextField(
        _("sign-in providers"), blank=True, help_text=_("One on each line: the provider's id as it is set up here.")
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Household(models.Model):
    """Two members who belong together, as a person found: they pay each other no points from then on."""

    one = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_household_per_pair"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="household_pair_in_order"),
        ]

    def __str__(self):
        return f"{self.one_id} and {self.other_id}"


class MemberMerge(models.Model):
    """Two accounts of one person became one. ``carried``: points that would be lost because each gave to the other."""

    kept = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="merges")
    gone = models.BigIntegerField(help_text="Key of the account that is no more")
    carried = models.IntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    def __str__(self):
        return f"{self.gone} is {self.kept_id} now"
