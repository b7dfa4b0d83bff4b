"""The events behind one row of the report on searches: by day, and one by one."""

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from insights.periods import Weeks
from insights.searches import Sums
from search.models import SearchLog

MOST_EVENTS = 50


def days_of(weeks: Weeks, query: str) -> list[tuple[date, Sums]]:
    """Days on which it was searched for, the latest first."""
    days = _events(weeks, query).order_by().annotate(day=TruncDate("created_at", tzinfo=_zone())).values("day")
    rows = days.with_sums().order_by("-day")
    return [(row.pop("day"), Sums(**{name.removeprefix("n_"): number for name, number in row.items()})) for row in rows]


def latest_events(weeks: Weeks, query: str) -> list[SearchLog]:
    return list(_events(weeks, query).order_by("-created_at")[:MOST_EVENTS])


def _events(weeks: Weeks, query: str) -> QuerySet[SearchLog]:
    events = SearchLog.objects.filter(weeks.period.of("created_at"), query=query)
    return events.filter(lang=weeks.lang) if weeks.lang else events


def _zone():
    return timezone.get_default_timezone()
