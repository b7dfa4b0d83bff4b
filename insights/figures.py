"""Self-service in figures (RULES §5). Each says how it is counted and from how many events; all only read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Thread
from search.models import SearchLog
from search.models.logs import SOON
from site_config.formats import localized_number
from tickets.actions.scheduling import default_calendar
from tickets.business_time import business_seconds_between
from tickets.models import Escalation, Ticket

FEW = 10  # events below which a figure says that it rests on few
SOLVED_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """Half open: from ``start`` until just before ``end``."""

    start: datetime
    end: datetime

    def of(self, field: str) -> Q:
        return Q(**{f"{field}__gte": self.start, f"{field}__lt": self.end})


@dataclass(frozen=True)
class Figure:
    """One number with its formula. ``n`` counts the events it rests on; ``value`` is empty when there is none."""

    name: str
    formula: str
    value: str
    n: int

    @property
    def is_from_few(self) -> bool:
        return self.n < FEW


def at_a_glance(period: Period) -> list[Figure]:
    return [figure(period) for figure in FIGURES]


def searches(period: Period) -> Figure:
    count = SearchLog.objects.filter(period.of("created_at")).count()
    return Figure(_("Searches"), _("searches on the results page"), localized_number(count), count)


def zero_results(period: Period) -> Figure:
    logged = SearchLog.objects.filter(period.of("created_at"))
    count, empty = logged.count(), logged.filter(count=0).count()
    return Figure(_("Zero-result rate"), _("searches that found nothing ÷ searches"), share_of(empty, count), count)


def failed_searches(period: Period) -> Figure:
    """The last minute is left out: its readers may still open something."""
    decided = SearchLog.objects.filter(period.of("created_at"), created_at__lt=timezone.now() - SOON)
    count = decided.count()
    return Figure(_("Failed searches"), how_failed_is_counted(), share_of(decided.failed().count(), count), count)


def how_failed_is_counted() -> str:
    return _(
        "searches that found nothing, or of which nothing was opened within 60 seconds and no other words were tried ÷ "
        "searches"
    )


def questions(period: Period) -> Figure:
    count = _asked(period).count()
    return Figure(_("Questions asked"), _("visible questions asked in the community"), localized_number(count), count)


def community_resolution(period: Period) -> Figure:
    """Solved soon, and by the community alone: an acceptance after escalation does not count."""
    asked = _asked(period)
    solved = asked.filter(solved_at__lt=F("created_at") + SOLVED_WITHIN).exclude(escalations__linked_at__isnull=False)
    formula = _("questions accepted within 7 days without escalation ÷ questions asked; the newest may still follow")
    return Figure(_("Community resolution"), formula, share_of(solved.distinct().count(), asked.count()), asked.count())


def escalated(period: Period) -> Figure:
    count = Escalation.objects.filter(period.of("linked_at")).count()
    return Figure(_("Escalated"), _("questions passed to the team in this time"), localized_number(count), count)


def requests(period: Period) -> Figure:
    count = Ticket.objects.filter(period.of("created_at")).count()
    formula = _("requests by form and from escalated questions")
    return Figure(_("Requests opened"), formula, localized_number(count), count)


def first_response(period: Period) -> Figure:
    calendar = default_calendar()
    moments = Ticket.objects.filter(period.of("created_at"), first_replied_at__isnull=False)
    waits = [
        business_seconds_between(created, replied, calendar)
        for created, replied in moments.values_list("created_at", "first_replied_at")
        if calendar
    ]
    formula = _("working time from creation to the first reply a customer can read, of requests opened in this time")
    return Figure(_("First response: median · 90th percentile"), formula, _median_and_90th(waits), len(waits))


FIGURES: list[Callable[[Period], Figure]] = [
    searches,
    zero_results,
    failed_searches,
    questions,
    community_resolution,
    escalated,
    requests,
    first_response,
]


def _asked(period: Period):
    return Thread.objects.public().filter(period.of("created_at"))


def share_of(part: int, whole: int) -> str:
    return _("%(number)s %%") % {"number": localized_number(round(100 * part / whole))} if whole else ""


def _median_and_90th(waits: list[float]) -> str:
    if not waits:
        return ""
    ninetieth = quantiles(waits, n=10, method="inclusive")[-1] if len(waits) > 1 else waits[0]
    return f"{_working_time(median(waits))} · {_working_time(ninetieth)}"


def _working_time(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 60:
        words = ngettext("%(count)s minute", "%(count)s minutes", minutes)
        return words % {"count": localized_number(minutes)}
    hours = round(minutes / 60, 1)
    words = ngettext("%(count)s hour", "%(count)s hours", 1 if hours == 1 else 2)
    return words % {"count": localized_number(hours, 0 if hours.is_integer() else 1)}
