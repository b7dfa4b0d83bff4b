"""Where members stand: points (recognition), level (privileges), and the sums their boards of honour read."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.IntegerChoices):
    NEW = 0, pgettext_lazy("level", "New")
    MEMBER = 1, _("Member")
    HELPER = 2, _("Helper")
    ADVOCATE = 3, _("Advocate")
    EXPERT = 4, _("Expert")
    MODERATOR = 5, _("Moderator")


class Standing(models.Model):
    """One row a member, made with the account. ``balance`` equals the sum of their point entries: both change in one
    transaction, while this row is held. Rows of several members are held in the order of their keys, after threads,
    answers and users.
    """

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="standing", verbose_name=_("member")
    )
    balance = models.IntegerField(_("points"), default=0, help_text="Sum of the entries; below 0 it is shown as 0")
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, default=Level.NEW)
    level_since = models.DateTimeField(default=now)
    badge = models.CharField(max_length=40, blank=True, help_text="Slug of the badge beside the name; empty for none")
    chose_badge = models.BooleanField(default=False, help_text="The badge beside the name is the member's own choice")
    hides_rank = models.BooleanField(
        _("do not list me on the boards of honour"), default=False, help_text="The member's own choice"
    )
    is_ranked = models.BooleanField(default=True, help_text="Neither opted out nor of the team nor gone")
    toured_at = models.DateTimeField(null=True, blank=True, help_text="When the tour was finished")
    tour_step = models.PositiveSmallIntegerField(default=0, help_text="Steps of the tour that are done, 0 to 6")
    due_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when the tick has to look at level and badges; empty when it need not"
    )

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [models.CheckConstraint(condition=Q(level__lte=5), name="standing_level_0_to_5")]
        indexes = [models.Index(fields=["due_at"], name="standing_due", condition=Q(due_at__isnull=False))]

    def __str__(self):
        return f"{self.member_id}: {self.balance}"

    @property
    def points(self) -> int:
        """What is shown: never below 0 (RULES §1)."""
        return max(0, self.balance)


class TallyQuerySet(models.QuerySet):
    def listed(self, scope: str):
        return self.filter(scope=scope, is_ranked=True)


class Tally(models.Model):
    """Points of a member within a scope: ``all``, ``board-<key>`` or ``lang-<code>``. Kept with every entry, and once a
    day what has grown older than a window leaves its sum. Days are days of UTC."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="tallies")
    scope = models.CharField(max_length=24)
    total = models.IntegerField(default=0)
    days_30 = models.IntegerField(default=0)
    days_7 = models.IntegerField(default=0)
    is_ranked = models.BooleanField(default=True, help_text="As the member's standing says")

    objects = TallyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "scope"], name="one_tally_per_member_and_scope")]
        indexes = [
            models.Index(fields=["scope", "-total", "member"], name="tally_total", condition=Q(is_ranked=True)),
            models.Index(fields=["scope", "-days_30", "member"], name="tally_30", condition=Q(is_ranked=True)),
            models.Index(fields=["scope", "-days_7", "member"], name="tally_7", condition=Q(is_ranked=True)),
        ]

    def __str__(self):
        return f"{self.member_id} {self.scope}: {self.total}"


class TallyWindow(models.Model):
    """Up to which day (of UTC) what has grown too old left the sums of so many days: of all members, or of some already
    up to a later one."""

    days = models.PositiveSmallIntegerField(primary_key=True)
    first_day = models.DateField(help_text="The first day that its sums hold")
    next_day = models.DateField(null=True, help_text="The first day they will hold, while earlier days are leaving")
    reached = models.BigIntegerField(default=0, help_text="Key of the last member whose earlier days have left")

    def __str__(self):
        return f"{self.days} days from {self.first_day}"

    def first_day_of(self, member: int) -> date:
        return self.next_day if self.next_day and member <= self.reached else self.first_day
