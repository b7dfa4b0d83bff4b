"""How one question came to the team, or why it did not have to."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.models import Thread
from site_config.formats import localized_number
from tickets.models.policies import EscalationPolicy


class EscalationQuerySet(models.QuerySet):
    def waiting(self):
        """Not decided yet: the tick, an event of the thread, or the asker will."""
        return self.filter(state__in=Escalation.WAITING)

    def due(self, moment):
        return self.filter(state__in=Escalation.RUNNING, due_at__lte=moment)

    def notice_due(self, moment):
        return self.filter(state=Escalation.State.SCHEDULED, notice_at__lte=moment, due_at__gt=moment)


class Escalation(models.Model):
    """One passage of a thread to the team. Reopening the thread starts the next generation (RULES §3)."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        NOTIFIED = "notified", _("asker told")
        AWAITING_CONSENT = "awaiting_consent", _("waiting for the asker's consent")
        LINKED = "linked", _("with the team")
        RESOLVED = "resolved", _("solved by the team")
        CANCELLED = "cancelled", _("not needed")

    RUNNING = (State.SCHEDULED, State.NOTIFIED)
    WAITING = (State.SCHEDULED, State.NOTIFIED, State.AWAITING_CONSENT)

    class Trigger(models.TextChoices):
        NO_ANSWER = "no_answer", _("nobody answered")
        NOT_SOLVED = "not_solved", _("nobody solved it")
        ME_TOO = "me_too", _("many people have the same question")
        ASKER_ASKED = "asker_asked", _("the asker asked for it")

    class Cancelled(models.TextChoices):
        ANSWERED = "answered", _("answered in time")
        SOLVED = "solved", _("solved by the community")
        DECLINED = "declined", _("the asker declined")
        WITHDRAWN = "withdrawn", _("the question was withdrawn or hidden")
        DUPLICATE = "duplicate", _("a duplicate")
        SPAM = "spam", _("spam")
        NEEDS_INFO = "needs_info", _("the asker is asked for more information")
        CLOSED = "closed", _("the question was closed")
        POLICY = "policy", _("the rule of the board was changed")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="escalations")
    generation = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State.choices, default=State.SCHEDULED)
    trigger = models.CharField(max_length=12, choices=Trigger.choices)
    # The numbers behind the trigger when it was applied: delay in hours, threshold, count.
    facts = models.JSONField(default=dict)
    policy = models.ForeignKey(EscalationPolicy, models.SET_NULL, null=True, related_name="escalations")
    policy_version = models.PositiveIntegerField(default=1)
    clock_from = models.DateTimeField(help_text="since when the question waits: the thread's own moment")
    due_at = models.DateTimeField()
    notice_at = models.DateTimeField(null=True, blank=True, help_text="when the asker is to be told")
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the asker was told that our team takes it")
    created_at = models.DateTimeField(default=now)
    linked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=12, choices=Cancelled.choices, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["thread", "generation"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "generation"], name="one_escalation_per_thread_and_generation"),
            models.UniqueConstraint(
                fields=["thread"],
                condition=Q(state__in=["scheduled", "notified", "awaiting_consent", "linked"]),
                name="one_unfinished_escalation_per_thread",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") ^ Q(cancelled_because=""), name="escalation_cancelled_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(linked_at__isnull=False) | ~Q(state__in=["linked", "resolved"]),
                name="escalation_linked_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="escalation_due", condition=Q(state__in=["scheduled", "notified"])),
        ]

    def __str__(self):
        return f"{self.thread_id}.{self.generation} {self.state}"

    @property
    def reason(self) -> str:
        """Why the team has it, or will have it, in one sentence of the reader's language."""
        if self.trigger == self.Trigger.ASKER_ASKED:
            return str(_("The asker wanted our team to look at it."))
        if self.trigger == self.Trigger.ME_TOO:
            count = self.facts.get("count", 0)
            return ngettext(
                "%(count)s person has the same question.", "%(count)s people have the same question.", count
            ) % {"count": localized_number(count)}
        hours = self.facts.get("hours", 0)
        return self._time_in_words(hours) % {"hours": localized_number(hours)}

    def _time_in_words(self, hours: int) -> str:
        if self.trigger == self.Trigger.NO_ANSWER:
            return ngettext(
                "Nobody answered within %(hours)s working hour.",
                "Nobody answered within %(hours)s working hours.",
                hours,
            )
        return ngettext(
            "Nobody solved it within %(hours)s working hour.", "Nobody solved it within %(hours)s working hours.", hours
        )
