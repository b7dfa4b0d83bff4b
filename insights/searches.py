"""The report on searches, from weekly tallies only: 400 days of a busy site open as fast as a week of a small one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from insights.figures import FEW, Figure, how_failed_is_counted, share_of
from insights.periods import Weeks
from search.models import NeverSuggested, SearchTally
from site_config.formats import localized_number

PER_PAGE = 50
MAX_LISTED, MAX_EXPORTED = 1_000, 10_000
SHORT, KEPT = 12, 600  # weeks that are summed up for each page; seconds that longer periods are kept
SUMS = ("searches", "empty", "failed", "clicked", "rank_sum", "refined", "solved")
# What each list holds, by what it is ordered.
LISTS = {"top": Sum("searches"), "nothing": Sum("empty"), "unopened": Sum("failed") - Sum("empty")}


@dataclass(frozen=True)
class Sums:
    """What became of some searches."""

    searches: int = 0
    empty: int = 0
    failed: int = 0
    clicked: int = 0
    rank_sum: int = 0
    refined: int = 0
    solved: int = 0

    @property
    def unopened(self) -> int:
        """Something was found, and nothing opened within 60 seconds, and no other words tried."""
        return self.failed - self.empty

    @property
    def mean_rank(self) -> str:
        return localized_number(self.rank_sum / self.clicked, 1) if self.clicked else ""


@dataclass(frozen=True)
class Row:
    """One search in a period."""

    lang: str
    query: str
    written: str
    sums: Sums
    before: int
    share_passed: float
    is_never_suggested: bool = False

    @property
    def trend(self) -> str:
        """Searches a day against the period of the same length before, in words."""
        now, before = self.sums.searches / self.share_passed, self.before
        if not before:
            return _("new")
        if self.sums.searches + before < FEW:
            return _("too few to tell")
        change = round(100 * (now - before) / before)
        if abs(change) < 10:
            return _("about the same")
        number = {"number": localized_number(abs(change))}
        return _("%(number)s %% more") % number if change > 0 else _("%(number)s %% fewer") % number


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    number: int
    has_next: bool

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


def page_of(weeks: Weeks, which: str, number: int) -> Page:
    start = (number - 1) * PER_PAGE
    found = _kept(weeks, f"ranked {which}", lambda: list(_ranked(weeks, which)[:MAX_LISTED]))
    return Page(list(_rows(found[start : start + PER_PAGE], weeks)), number, len(found) > start + PER_PAGE)


def exported(weeks: Weeks, which: str) -> Iterator[Row]:
    """The first 10,000 of a list, some hundred at a time."""
    found = list(_ranked(weeks, which)[:MAX_EXPORTED])
    for start in range(0, len(found), 500):
        yield from _rows(found[start : start + 500], weeks)


def by_week(weeks: Weeks) -> list[tuple[date, Sums]]:
    return _kept(weeks, "weeks", lambda: _by_week(weeks))


def _kept(weeks: Weeks, what: str, read: Callable[[], list]) -> list:
    """Long periods of a busy site take seconds to sum up, and change by the hour: they are kept for some minutes."""
    if weeks.count <= SHORT:
        return read()
    return cache.get_or_set(f"searches {what} {weeks.first} {weeks.count} {weeks.lang}".replace(" ", ":"), read, KEPT)


def _by_week(weeks: Weeks) -> list[tuple[date, Sums]]:
    found = SearchTally.objects.filter(weeks.tallies).order_by().values("week").annotate(**_sums())
    sums = {row["week"]: _sums_of(row) for row in found}
    return [(monday, sums.get(monday, Sums())) for monday in weeks.mondays]


def totals(by_week: list[tuple[date, Sums]]) -> Sums:
    return Sums(**{name: sum(getattr(sums, name) for _, sums in by_week) for name in SUMS})


def empty_in(week: date) -> int:
    return SearchTally.objects.filter(week=week).aggregate(Sum("empty"))["empty__sum"] or 0


def figures(sums: Sums) -> list[Figure]:
    """The line above the lists."""
    n = sums.searches
    return [
        Figure(_("Searches"), _("searches on the results page, without those of the team and of crawlers"),
               localized_number(n), n),
        Figure(_("Zero-result rate"), _("searches that found nothing ÷ searches"), share_of(sums.empty, n), n),
        Figure(_("Failed searches"), how_failed_is_counted(), share_of(sums.failed, n), n),
        Figure(_("Result opened"), _("searches of which a result was opened ÷ searches"), share_of(sums.clicked, n), n),
        Figure(_("Mean place"), _("mean place in the list of the result that was opened first"), sums.mean_rank,
               sums.clicked),
        Figure(_("Searched again"), _("searches after which the same tab searched in other words within 10 minutes, "
                                      "with nothing opened ÷ searches"), share_of(sums.refined, n), n),
        Figure(_("Solved"), _("readers who said on the opened article that it solved their question ÷ searches of "
                              "which a result was opened"), share_of(sums.solved, sums.clicked), sums.clicked),
    ]  # fmt: skip


def _sums() -> dict:
    return {f"n_{name}": Sum(name) for name in SUMS}


def _sums_of(row: dict) -> Sums:
    return Sums(**{name: row[f"n_{name}"] for name in SUMS})


def _ranked(weeks: Weeks, which: str) -> QuerySet:
    """(language, query) of every search that belongs to a list, the most frequent first: read from an index alone."""
    rows = SearchTally.objects.filter(weeks.tallies).order_by().values("lang", "query")
    rows = rows.annotate(weight=LISTS[which]).filter(weight__gt=0)
    return rows.order_by("-weight", "lang", "query").values_list("lang", "query")


def _rows(found: list[tuple[str, str]], weeks: Weeks) -> Iterator[Row]:
    """With their sums, how each is written most often, how often it was made before, and whether it is kept back."""
    mine = SearchTally.objects.filter(query__in={query for _, query in found}).order_by()
    now = mine.filter(weeks.tallies)
    sums = {(row["lang"], row["query"]): _sums_of(row) for row in now.values("lang", "query").annotate(**_sums())}
    ways = now.order_by("searches", "written").values_list("lang", "query", "written")
    written = {(lang, query): way for lang, query, way in ways}
    earlier = mine.filter(weeks.before.tallies).values_list("lang", "query").annotate(Sum("searches"))
    before = {(lang, query): times for lang, query, times in earlier}
    never = set(NeverSuggested.objects.filter(query__in={query for _, query in found}).values_list("lang", "query"))
    for which in filter(sums.__contains__, found):
        yield Row(*which, written[which], sums[which], before.get(which, 0), weeks.share_passed, which in never)
