"""Accounts that are there for one member: they vote for them, accept their answers, and give hardly anybody else."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Sum

from community.reputation.detection.circles import Circle
from community.reputation.detection.edges import awards_since, kept_groups, totals_of
from community.reputation.detection.pairs import is_share
from community.reputation.detection.thresholds import CIRCLE_VOTES, FAN_SHARE, FAN_VOTES, FANS, GIVEN

Fan = tuple[int, int, int]  # giver, how many awards, points


def circles_of_fans(first: date) -> Iterator[Circle]:
    """Who is loved by many others is none of these: that everybody gives them much explains their fans."""
    fans = _devoted(first)
    inside = {member: sum(number for _giver, number, _points in some) for member, some in fans.items()}
    members = set(fans) | {giver for some in fans.values() for giver, *_rest in some}
    totals = totals_of(inside, members, first, GIVEN)
    for member, some in sorted(fans.items()):
        true = [fan for fan in some if totals.is_beyond(fan[0], member, fan[1])]
        number, got = sum(fan[1] for fan in true), totals.got.get(member, 0)
        if len(true) >= FANS and number >= CIRCLE_VOTES and is_share(number, got):
            group = sorted({member, *(fan[0] for fan in true)})
            yield Circle(tuple(group), number, got, sum(fan[2] for fan in true))


def _devoted(first: date) -> dict[int, list[Fan]]:
    """By the member they are devoted to. Whom a person looked at, and kept, is left alone."""
    rows = awards_since(first, GIVEN)
    given = dict(rows.values_list("giver").annotate(number=Sum("sign")).iterator())
    kept = [members for members, _at in kept_groups(first)]
    pairs = rows.values_list("giver", "member").annotate(number=Sum("sign"), points=Sum("amount"))
    found = defaultdict(list)
    for giver, member, number, points in pairs.filter(number__gte=FAN_VOTES).iterator():
        is_devoted = number * 100 > FAN_SHARE * given[giver]
        if is_devoted and not any({giver, member} <= members for members in kept):
            found[member].append((giver, number, points))
    return found
