"""The log summed up by week (`sum_up`, every minute in the worker, so that editors see what happens now), what is read
most, and what is old forgotten: `tidy`, hourly in the worker and by `tick`.

Every change of a log row marks it as not yet summed (`is_tallied`), so a run takes whatever changed since the last
one, however long ago that was. A tally is made anew from the log: a second run changes nothing, two at once take turns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models, transaction
from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from search.models import DocumentViews, Popularity, SearchLog, SearchTally, TuningVersion
from search.past import past_searches, suggestible

__all__ = ["Tidied", "past_searches", "sum_up", "tidy", "week_of"]

KEPT = timedelta(days=400)
POPULAR_DAYS = 30
QUERIES_AT_ONCE = 200
ROWS_AT_ONCE = 1_000
SUMS = ("searches", "days", "empty", "failed", "clicked", "rank_sum", "refined", "solved")


@dataclass(frozen=True)
class Tidied:
    """What a run did: tallies written, documents whose popularity changed, rows forgotten."""

    tallies: int
    popularity: int
    forgotten: int

    def __bool__(self) -> bool:
        return bool(self.tallies or self.popularity or self.forgotten)


def tidy(now: datetime | None = None) -> Tidied:
    now = now or timezone.now()
    return Tidied(sum_up(), _count_popularity(_day(now)), _forget(now))


def sum_up() -> int:
    """Bring the tallies up to the log; how many changed. One small query where nothing did."""
    if not SearchLog.objects.filter(is_tallied=False).exists():
        return 0
    return sum(iter(_tally_some, None))


def week_of(moment: datetime) -> date:
    """The Monday of its week, on the site's calendar."""
    day = _day(moment)
    return day - timedelta(days=day.weekday())


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def _day(moment: datetime) -> date:
    return timezone.localdate(moment, timezone.get_default_timezone())


def _take_turns() -> None:
    """In a transaction: a second run waits here. (On SQLite, transactions take turns by themselves.)"""
    TuningVersion.objects.get_or_create(pk=1)
    TuningVersion.objects.select_for_update().get(pk=1)


@transaction.atomic
def _tally_some() -> int | None:
    """Sum anew up to 200 searches of one week and language; how many tallies that changed, None when all is summed."""
    _take_turns()
    oldest = SearchLog.objects.filter(is_tallied=False).order_by("lang", "created_at")
    first = oldest.values_list("lang", "created_at").first()
    if first is None:
        return None
    lang, week = first[0], week_of(first[1])
    since, until = start_of(week), start_of(week + timedelta(days=7))
    logs = SearchLog.objects.filter(lang=lang, created_at__gte=since, created_at__lt=until).order_by()
    changed = logs.filter(is_tallied=False)
    logs = logs.filter(query__in=list(changed.values_list("query", flat=True).distinct()[:QUERIES_AT_ONCE]))
    logs.filter(is_tallied=False).update(is_tallied=True)
    return _write(list(_sums(logs, week, lang)), week, lang)


def _sums(logs: QuerySet, week: date, lang: str) -> Iterator[SearchTally]:
    ways = logs.values("query", "written").annotate(times=Count("pk")).order_by("times", "written")
    commonest = {way["query"]: way["written"] for way in ways}
    on_days = Count(TruncDate("created_at", tzinfo=timezone.get_default_timezone()), distinct=True)
    rows = logs.values("query").with_sums().annotate(n_key=Max("key"), n_days=on_days)
    for row in rows:
        query = row["query"]
        sums = {name: row[f"n_{name}"] for name in SUMS}
        yield SearchTally(
            week=week, lang=lang, query=query, written=commonest[query] or query, key=row["n_key"], **sums
        )


def _write(made: list[SearchTally], week: date, lang: str) -> int:
    """Store what differs; tell every process when a search that may be suggested is among it."""
    fields = ["written", "key", *SUMS]
    queries = [tally.query for tally in made]
    known = SearchTally.objects.filter(week=week, lang=lang, query__in=queries).values_list("query", *fields)
    before = {query: values for query, *values in known}
    changed = [tally for tally in made if before.get(tally.query) != [getattr(tally, name) for name in fields]]
    SearchTally.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["week", "lang", "query"], update_fields=fields
    )
    if suggestible(lang).filter(query__in=[tally.query for tally in changed]).exists():
        TuningVersion.bump()
    return len(changed)


@transaction.atomic
def _count_popularity(today: date) -> int:
    """Views of the last 30 days, today among them."""
    _take_turns()
    recent = DocumentViews.objects.filter(day__gt=today - timedelta(days=POPULAR_DAYS), day__lte=today)
    sums = dict(recent.values_list("identifier").annotate(Sum("views")))
    before = dict(Popularity.objects.values_list("identifier", "views"))
    changed = [Popularity(identifier=name, views=views) for name, views in sums.items() if before.get(name) != views]
    Popularity.objects.bulk_create(
        changed, ROWS_AT_ONCE, update_conflicts=True, unique_fields=["identifier"], update_fields=["views"]
    )
    gone = [name for name in before if name not in sums]
    for start in range(0, len(gone), ROWS_AT_ONCE):
        Popularity.objects.filter(identifier__in=gone[start : start + ROWS_AT_ONCE]).delete()
    if changed or gone:
        TuningVersion.bump()
    return len(changed) + len(gone)


def _forget(now: datetime) -> int:
    """Delete what is older than 400 days; of a week, as soon as its Monday is."""
    oldest, oldest_day = now - KEPT, _day(now - KEPT)
    too_old = (
        SearchLog.objects.filter(created_at__lt=oldest),
        SearchTally.objects.filter(week__lt=oldest_day),
        DocumentViews.objects.filter(day__lt=oldest_day),
    )
    return sum(_delete(rows) for rows in too_old)


def _delete(rows: QuerySet[models.Model]) -> int:
    deleted = 0
    while keys := list(rows.order_by().values_list("pk", flat=True)[:ROWS_AT_ONCE]):
        rows.model.objects.filter(pk__in=keys).delete()
        deleted += len(keys)
    return deleted
