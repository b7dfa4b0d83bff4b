"""Sums for the boards of honour: of all time, of 30 and of 7 days; over all, by board, by language."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from community.models import PointEntry, Standing, Tally, TallyWindow

WINDOWS = {30: "days_30", 7: "days_7"}
OVERALL = "all"
AT_ONCE = 500  # members in one transaction


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
    since = _first_days(entries, now.astimezone(UTC).date())
    for entry in entries:
        if entry.points:
            for scope in scopes_of(entry):
                row = sums[entry.member_id, scope]
                for place, first in enumerate([date.min, *since(entry.member_id)]):
                    row[place] += entry.points if entry.day >= first else 0
    _upsert([(*key, *row, standings[key[0]].is_ranked) for key, row in sorted(sums.items())])


def _first_days(entries: Iterable[PointEntry], today: date) -> Callable[[int], list[date]]:
    first = [first_day(days, today) for days in WINDOWS]
    if any(entry.day < max(first) for entry in entries):
        return first_days(today)
    return lambda member: first


def first_days(today: date) -> Callable[[int], list[date]]:
    """From when on each window of a member counts: as today says, or since earlier while the tick has not let those
    days go yet. Who asks holds the member, or looks again."""
    kept = {window.days: window for window in TallyWindow.objects.all()}
    first = {days: first_day(days, today) for days in WINDOWS}
    return lambda member: [kept[days].first_day_of(member) if days in kept else first[days] for days in WINDOWS]


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
    """A board is dissolved: what was earned on it, was earned on the other. No day leaves meanwhile."""
    list(TallyWindow.objects.order_by("days").select_for_update())
    PointEntry.objects.filter(board=source).move_to(target)
    old = Tally.objects.filter(scope=scope_of_board(source))
    columns = ("total", "days_30", "days_7", "is_ranked")
    rows = old.order_by("member").values_list("member", *columns)
    _upsert([(member, scope_of_board(target), *numbers) for member, *numbers in rows])
    old.delete()


def carry_member(gone: int, kept: int) -> None:
    """Two accounts became one, and the entries are the other's already. Both standings are held."""
    old, is_ranked = Tally.objects.filter(member=gone), Standing.objects.get(member=kept).is_ranked
    rows = old.order_by("scope").values_list("scope", "total")
    _upsert([(kept, scope, total, 0, 0, is_ranked) for scope, total in rows])
    old.delete()
    for days, first in zip(WINDOWS, first_days(timezone.now().astimezone(UTC).date())(kept), strict=True):
        _count(days, first, {kept: is_ranked})


def let_days_go(now: datetime) -> None:
    """What has grown older than a window leaves its sum; days that were missed go along. Some members at a time, and on
    from where it was interrupted."""
    today, kept = now.astimezone(UTC).date(), TallyWindow.objects.in_bulk()
    for days in WINDOWS:
        first = first_day(days, today)
        while days not in kept or kept[days].next_day or kept[days].first_day < first:
            kept[days] = _let_some_go(days, first)


@transaction.atomic
def _let_some_go(days: int, first: date) -> TallyWindow:
    """Of the next members, who are held meanwhile. A window that was never kept is counted first: until then each entry
    was added as of its own present."""
    started = {"first_day": first, "next_day": first}
    window, _is_new = TallyWindow.objects.select_for_update().get_or_create(days=days, defaults=started)
    if window.next_day is None:
        if window.first_day >= first:  # another process was here
            return window
        window.next_day = first
    some = Standing.objects.filter(pk__gt=window.reached).order_by("pk").select_for_update(no_key=True)
    members = dict(some.values_list("pk", "is_ranked")[:AT_ONCE])
    if window.next_day == window.first_day:
        _count(days, window.first_day, members)
    else:
        gone = PointEntry.objects.filter(day__gte=window.first_day, day__lt=window.next_day)
        _add(days, gone, members, sign=-1)
    window.reached = max(members, default=0)
    if not members:
        window.first_day, window.next_day = window.next_day, None
    window.save(update_fields=["first_day", "next_day", "reached"])
    return window


def _count(days: int, first: date, members: dict[int, bool]) -> None:
    column = WINDOWS[days]
    Tally.objects.filter(member__in=members.keys()).exclude(**{column: 0}).update(**{column: 0})
    _add(days, PointEntry.objects.filter(day__gte=first), members, sign=1)


def _add(days: int, entries: QuerySet[PointEntry], members: dict[int, bool], *, sign: int) -> None:
    """Their sums to those of the window."""
    sums: dict[tuple[int, str], int] = defaultdict(int)
    entries = entries.filter(member__in=members.keys()).exclude(points=0).order_by()
    for member, board, language, points in entries.values_list("member", "board", "language").annotate(Sum("points")):
        for scope in scopes(board, language):
            sums[member, scope] += sign * points
    added = [(key, [points if one == days else 0 for one in WINDOWS]) for key, points in sorted(sums.items()) if points]
    _upsert([(*key, 0, *row, members[key[0]]) for key, row in added])
