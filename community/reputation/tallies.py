"""Sums for the boards of honour: of all time, of 30 and of 7 days; over all, by board, by language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from community.models import PointEntry, Standing, Tally, TallyWindow

WINDOWS = {30: "days_30", 7: "days_7"}
OVERALL = "all"


def scope_of_board(board: int) -> str:
    return f"board-{board}"


def scope_of_language(language: str) -> str:
    return f"lang-{language}"


def scopes(board: int | None, language: str) -> list[str]:
    """Where points of this board and language count."""
    found = [OVERALL]
    if board:
        found.append(scope_of_board(board))
    if language:
        found.append(scope_of_language(language))
    return found


def scopes_of(entry: PointEntry) -> list[str]:
    return scopes(entry.board_id, entry.language)


def first_day(days: int, today: date) -> date:
    return today - timedelta(days=days - 1)


def add_to_tallies(entries: Iterable[PointEntry], standings: dict[int, Standing], now: datetime) -> None:
    """One statement. The members' standings are held. Windows are those of today, whenever it is said to have
    happened."""
    now = max(now, timezone.now())
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    since = [date.min, *_first_days(entries, now.astimezone(UTC).date())]
    for entry in entries:
        if entry.points:
            for scope in scopes_of(entry):
                row = sums[entry.member_id, scope]
                for place, first in enumerate(since):
                    row[place] += entry.points if entry.day >= first else 0
    _upsert([(*key, *row, standings[key[0]].is_ranked) for key, row in sorted(sums.items())])


def _first_days(entries: Iterable[PointEntry], today: date) -> list[date]:
    """From when on each window counts: as today says, or since earlier while the tick has not let those days go yet."""
    first = {days: first_day(days, today) for days in WINDOWS}
    if any(entry.day < max(first.values()) for entry in entries):
        first |= {window.days: window.first_day for window in TallyWindow.objects.all()}
    return [first[days] for days in WINDOWS]


def _upsert(rows: list[tuple]) -> None:
    """(member, scope, total, days_30, days_7, is_ranked): added to what is there. Both databases say it alike."""
    columns = ["member_id", "scope", "total", "days_30", "days_7", "is_ranked"]
    table, names = connection.ops.quote_name(Tally._meta.db_table), ", ".join(columns)
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in columns[2:5])
    for start in range(0, len(rows), 100):
        some = rows[start : start + 100]
        places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({names}) VALUES {places} "  # noqa: S608
                f"ON CONFLICT (member_id, scope) DO UPDATE SET {added}",
                [value for row in some for value in row],
            )


def carry_board(source: int, target: int) -> None:
    """A board is dissolved: what was earned on it, was earned on the other."""
    PointEntry.objects.filter(board=source).move_to(target)
    old = Tally.objects.filter(scope=scope_of_board(source))
    columns = ("total", "days_30", "days_7", "is_ranked")
    rows = old.order_by("member").values_list("member", *columns)
    _upsert([(member, scope_of_board(target), *numbers) for member, *numbers in rows])
    old.delete()


def carry_member(gone: int, kept: int) -> None:
    """Two accounts became one. Both standings are held."""
    old = Tally.objects.filter(member=gone)
    listed = Standing.objects.get(member=kept).is_ranked
    rows = old.order_by("scope").values_list("scope", "total", "days_30", "days_7")
    _upsert([(kept, *row, listed) for row in rows])
    old.delete()


@transaction.atomic
def let_days_go(now: datetime) -> None:
    """What has grown older than a window leaves its sum; days that were missed go along."""
    today = now.astimezone(UTC).date()
    for days, column in WINDOWS.items():
        first = first_day(days, today)
        window, is_new = TallyWindow.objects.select_for_update().get_or_create(days=days, defaults={"first_day": first})
        if is_new:
            _count_first(column, first)
        if window.first_day >= first:
            continue
        gone = PointEntry.objects.filter(day__gte=window.first_day, day__lt=first).exclude(points=0).order_by()
        for member, scope, points in _sums(gone):
            Tally.objects.filter(member=member, scope=scope).update(**{column: F(column) - points})
        window.first_day = first
        window.save(update_fields=["first_day"])


def _sums(entries: QuerySet[PointEntry]) -> Iterator[tuple[int, str, int]]:
    """In the order in which `add_to_tallies` takes its rows, so that the two never wait for each other."""
    for scope_field, prefix in (("", OVERALL), ("board", "board-"), ("language", "lang-")):
        keys = ["member", scope_field] if scope_field else ["member"]
        some = entries.exclude(**{scope_field: "" if scope_field == "language" else None}) if scope_field else entries
        for *key, points in some.order_by(*keys).values_list(*keys).annotate(points=Sum("points")).iterator():
            yield key[0], f"{prefix}{key[1]}" if scope_field else prefix, points


def _count_first(column: str, first: date) -> None:
    """Until a window was ever kept, each entry was added as of its own present."""
    Tally.objects.exclude(**{column: 0}).update(**{column: 0})
    for member, scope, points in _sums(PointEntry.objects.filter(day__gte=first).exclude(points=0)):
        Tally.objects.filter(member=member, scope=scope).update(**{column: points})
