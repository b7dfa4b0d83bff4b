"""The boards of honour: places by points within a time and a scope, shared by equal sums (RULES §1)."""

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from accounts.models import User
from community.models import BadgeAward, Tally
from community.reputation.tallies import OVERALL, WINDOWS

TOP, AROUND = 10, 3
COLUMNS = {None: "total", **WINDOWS}  # by days; None is all time
NEWCOMER = "newcomer-of-the-month"

# Every part enters the index of its order. ``me`` is empty for guests and whoever is not listed.
_SQL = """
WITH me AS (
    SELECT member_id, {points} AS points FROM {tally}
    WHERE scope = %(scope)s AND is_ranked AND {points} > 0 AND member_id = %(me)s
), top AS (
    SELECT member_id, {points} AS points FROM {tally}
    WHERE scope = %(scope)s AND is_ranked AND {points} > 0 ORDER BY {points} DESC, member_id LIMIT %(top)s
), equals_before AS (
    SELECT member_id, {points} AS points FROM {tally}
    WHERE scope = %(scope)s AND is_ranked AND {points} = (SELECT points FROM me)
    AND member_id < (SELECT member_id FROM me) ORDER BY member_id DESC LIMIT %(around)s
), better AS (
    SELECT member_id, {points} AS points FROM {tally}
    WHERE scope = %(scope)s AND is_ranked AND {points} > (SELECT points FROM me)
    ORDER BY {points}, member_id DESC LIMIT %(around)s
), equals_after AS (
    SELECT member_id, {points} AS points FROM {tally}
    WHERE scope = %(scope)s AND is_ranked AND {points} = (SELECT points FROM me)
    AND member_id > (SELECT member_id FROM me) ORDER BY member_id LIMIT %(around)s
), worse AS (
    SELECT member_id, {points} AS points FROM {tally}
    WHERE scope = %(scope)s AND is_ranked AND {points} > 0 AND {points} < (SELECT points FROM me)
    ORDER BY {points} DESC, member_id LIMIT %(around)s
), sums AS (
    SELECT MIN(points) AS points FROM top UNION SELECT points FROM me UNION SELECT points FROM better
    UNION SELECT points FROM worse
)
SELECT 'top' AS part, member_id, points FROM top
UNION ALL SELECT 'me', member_id, points FROM me
UNION ALL SELECT 'before', member_id, points FROM equals_before
UNION ALL SELECT 'before', member_id, points FROM better
UNION ALL SELECT 'after', member_id, points FROM equals_after
UNION ALL SELECT 'after', member_id, points FROM worse
UNION ALL SELECT 'above', COUNT(*), 0 FROM {tally}
    WHERE scope = %(scope)s AND is_ranked AND {points} > (SELECT points FROM me)
UNION ALL SELECT 'ahead', COUNT(*), 0 FROM {tally}
    WHERE scope = %(scope)s AND is_ranked AND {points} = (SELECT points FROM me)
    AND member_id < (SELECT member_id FROM me)
UNION ALL SELECT 'equal', (SELECT COUNT(*) FROM {tally}
    WHERE scope = %(scope)s AND is_ranked AND {points} = sums.points), points FROM sums WHERE points IS NOT NULL
UNION ALL SELECT * FROM (
    SELECT 'newcomer', member_id, 0 FROM {award} WHERE badge = %(newcomer)s AND revoked_at IS NULL
    ORDER BY month DESC LIMIT 1
) AS of_month
"""


@dataclass(frozen=True)
class Place:
    """``place``: 1 + how many have more."""

    place: int
    member: User
    points: int
    is_own: bool = False


@dataclass(frozen=True)
class BoardOfHonour:
    """The first ten, and the reader's own place with three before and after it where those are not among them.
    ``more``: how many share the last place of the first ten without standing there."""

    top: list[Place]
    around: list[Place]
    has_gap: bool
    more: int
    own: Place | None
    next_place: Place | None  # the nearest with more points than the reader
    newcomer: User | None = None

    @property
    def to_next(self) -> int:
        return self.next_place.points - self.own.points if self.next_place else 0


def board_of_honour(days: int | None, scope: str = OVERALL, reader: User | None = None) -> BoardOfHonour:
    """Two queries, whatever the number of members: one finds the rows, one their names."""
    found = _rows(COLUMNS[days], scope, reader.pk if reader and reader.is_authenticated else 0)
    named = [member for part, rows in found.items() if part not in ("above", "ahead", "equal") for member, _ in rows]
    members = User.objects.select_related("standing").in_bulk(named)
    equal = {points: number for number, points in found["equal"]}
    top = _placed(found["top"], 1, Counter(points for _, points in found["top"]), members)
    near, first = _around(found, equal, members)
    own = next((one for one in near if one.is_own), None)
    tied = sum(1 for one in top if one.points == top[-1].points)
    return BoardOfHonour(
        top=[own if own and one.member == own.member else one for one in top],
        around=[one for number, one in enumerate(near, first) if number > len(top)],
        has_gap=first > len(top) + 1,
        more=equal[top[-1].points] - tied if top else 0,
        own=own,
        next_place=next((one for one in reversed(near) if own and one.points > own.points), None),
        newcomer=next((members[member] for member, _ in found["newcomer"] if members[member].standing.is_ranked), None),
    )


def first_of(days: int | None, limit: int) -> list[Tally]:
    """Who leads over all: one query, each with ``points``."""
    column = COLUMNS[days]
    found = Tally.objects.listed(OVERALL).filter(**{f"{column}__gt": 0}).order_by(f"-{column}", "member")[:limit]
    found = list(found.select_related("member__standing"))
    for tally in found:
        tally.points = getattr(tally, column)
    return found


def _rows(column: str, scope: str, reader: int) -> dict[str, list[tuple[int, int]]]:
    names = {"tally": Tally._meta.db_table, "award": BadgeAward._meta.db_table, "points": column}
    sql = _SQL.format(**{name: connection.ops.quote_name(value) for name, value in names.items()})
    values = {"scope": scope, "me": reader, "top": TOP, "around": AROUND, "newcomer": NEWCOMER}
    found = {part: [] for part in ("top", "me", "before", "after", "above", "ahead", "equal", "newcomer")}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for part, number, points in cursor.fetchall():
            found[part].append((number, points))
    return found


def _around(found: dict, equal: dict[int, int], members: dict[int, User]) -> tuple[list[Place], int]:
    """The reader's row with those next to it, and the how manieth the first of them is. Empty where they have none."""
    if not found["me"]:
        return [], 0
    [(me, points)], [(above, _)], [(ahead, _)] = found["me"], found["above"], found["ahead"]
    before = sorted(found["before"], key=lambda row: (row[1], -row[0]))[:AROUND][::-1]
    after = sorted(found["after"], key=lambda row: (-row[1], row[0]))[:AROUND]
    better = {sum_of for _, sum_of in before if sum_of > points}
    place = 1 + above - sum(equal[sum_of] for sum_of in better)
    rows = _placed([*before, (me, points), *after], place, equal, members, me)
    return rows, 1 + above + ahead - len(before)


def _placed(rows: list[tuple], place: int, equal: dict, members: dict[int, User], me: int = 0) -> list[Place]:
    """Neighbours in order; ``place`` is that of the first. Equal sums share one, the next comes after all of them."""
    placed, last = [], rows[0][1] if rows else 0
    for member, points in rows:
        place += equal[last] if points != last else 0
        last = points
        placed.append(Place(place, members[member], points, member == me))
    return placed
