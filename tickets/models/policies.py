"""When a question is passed to the team."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from community.models import Board
from tickets.models.calendars import BusinessCalendar

NOTICE_HOURS = 8  # so that the asker looks again, and helpers may still spare the team a request


class Priority(models.IntegerChoices):
    LOW = 10, _("Low")
    NORMAL = 20, _("Normal")
    HIGH = 30, _("High")
    URGENT = 40, _("Urgent")


class EscalationPolicy(models.Model):
    """The rule of one board, or (without a board) of all boards that have none of their own."""

    class WaitsFor(models.TextChoices):
        NO_ANSWER = "no_answer", _("nobody has answered")
        NOT_SOLVED = "not_solved", _("no answer is accepted")
        NOTHING = "nothing", _("time alone passes nothing on")

    class Consent(models.TextChoices):
        NOTIFY = "notify", _("tell the asker")
        ASK = "ask", _("ask the asker first")
        STAFF_ONLY = "staff_only", _("the team only; the asker sees it when the team replies")

    board = models.OneToOneField(
        Board,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="escalation_policy",
        verbose_name=_("board"),
        help_text=_("Leave empty for the rule of all other boards."),
    )
    waits_for = models.CharField(
        _("passed on when"), max_length=12, choices=WaitsFor.choices, default=WaitsFor.NOT_SOLVED
    )
    delay_hours = models.PositiveSmallIntegerField(
        _("for so many working hours"), default=24, validators=[MinValueValidator(1)]
    )
    me_too_threshold = models.PositiveSmallIntegerField(
        _("or when so many people have the same question"),
        null=True,
        blank=True,
        default=15,
        validators=[MinValueValidator(1)],
    )
    asker_may_ask = models.BooleanField(_("the asker may pass it on at any time"), default=False)
    calendar = models.ForeignKey(
        BusinessCalendar, models.PROTECT, related_name="policies", verbose_name=_("working hours")
    )
    notice_hours = models.PositiveSmallIntegerField(
        _("tell the asker so many hours before"),
        default=NOTICE_HOURS,
        help_text=_("Hours by the clock; 0 means no notice, and no bonus for who answers in time."),
    )
    consent = models.CharField(_("consent"), max_length=12, choices=Consent.choices, default=Consent.NOTIFY)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("escalation rule")
        verbose_name_plural = _("escalation rules")
        constraints = [
            models.UniqueConstraint(Coalesce("board_id", 0), name="escalation_policy_one_per_board_and_one_default"),
            models.CheckConstraint(condition=models.Q(delay_hours__gte=1), name="escalation_policy_waits_at_all"),
        ]

    def __str__(self):
        return str(self.board) if self.board_id else str(_("All other boards"))

    def save(self, *args, **kwargs):
        """Every change is a new version: an escalation remembers the one that was applied to it."""
        if self.pk and not self._state.adding:
            self.version += 1
        super().save(*args, **kwargs)

    def clean(self):
        others = EscalationPolicy.objects.exclude(pk=self.pk)
        if self.board_id is None and others.filter(board=None).exists():
            raise ValidationError({"board": _("There is a rule for all other boards already. Choose a board.")})

    @property
    def delay(self) -> timedelta:
        """Working time, to be counted in `calendar`."""
        return timedelta(hours=self.delay_hours)

    @property
    def notice(self) -> timedelta:
        return timedelta(hours=self.notice_hours)
