"""When the team works."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from accounts.models import validate_timezone
from tickets.business_time import Calendar, Shift


class BusinessCalendar(ClusterableModel):
    """A week of working hours in one time zone, with holidays. `as_calendar` is what computations use."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        default=settings.TIME_ZONE,
        validators=[validate_timezone],
        help_text=_("The hours below are wall clock time there, for example Europe/Berlin."),
    )

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def as_calendar(self) -> Calendar:
        holidays = {day.date: day.hours for day in self.holidays.all()}
        shifts = tuple(Shift(hours.weekday, hours.opens_at, hours.closes_at) for hours in self.hours.all())
        return Calendar(ZoneInfo(self.timezone), shifts, holidays)


class BusinessHours(models.Model):
    """One shift that begins on a weekday; closing at or before opening means the next day (overnight)."""

    WEEKDAYS = [
        (0, _("Monday")),
        (1, _("Tuesday")),
        (2, _("Wednesday")),
        (3, _("Thursday")),
        (4, _("Friday")),
        (5, _("Saturday")),
        (6, _("Sunday")),
    ]

    calendar = ParentalKey(BusinessCalendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=WEEKDAYS)
    opens_at = models.TimeField(_("from"))
    closes_at = models.TimeField(_("to"), help_text=_("Earlier than “from” means on the next day."))

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "weekday", "opens_at"], name="shift_opens_once"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="shift_weekday_exists"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"


class Holiday(models.Model):
    """A day that does not follow the week: closed, or open for the hours given only."""

    calendar = ParentalKey(BusinessCalendar, on_delete=models.CASCADE, related_name="holidays")
    date = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    opens_at = models.TimeField(_("open from"), null=True, blank=True, help_text=_("Leave both empty when closed."))
    closes_at = models.TimeField(_("open to"), null=True, blank=True)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="holiday_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(opens_at=None, closes_at=None)
                | models.Q(opens_at__isnull=False, closes_at__isnull=False),
                name="holiday_hours_both_or_none",
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.name}".strip()

    @property
    def hours(self) -> tuple:
        return () if self.opens_at is None else ((self.opens_at, self.closes_at),)

    def clean(self):
        if (self.opens_at is None) != (self.closes_at is None):
            raise ValidationError(_("Give both hours of a half day, or none for a day off."))
