"""Groups that vote for one another: each two stay below what a pair may, all together live on themselves."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from community.reputation.detection.edges import Mutual, Totals, mutual_pairs, totals_of_pairs
from community.reputation.detection.pairs import is_beyond, is_share
from community.reputation.detection.thresholds import CIRCLE_EDGE, CIRCLE_SIZE, CIRCLE_VOTES, GIVEN


@dataclass(frozen=True)
class Circle:
    members: tuple[int, ...]
    inside: int  # votes and acceptances among them
    got: int  # in all
    points: int


def circles(first: date) -> Iterator[Circle]:
    """Ties are two who gave each other far more than chance explains; of each connected group those are left out, again
    and again, who got most of what they have from others. So no honest friend of a circle is drawn into it, and no
    circle hides behind its honest friends."""
    pairs = mutual_pairs(first, GIVEN, at_least=CIRCLE_EDGE)
    totals = totals_of_pairs(pairs, first, GIVEN)
    ties: dict[int, dict[int, Mutual]] = defaultdict(dict)
    for pair in pairs:
        if is_beyond(pair, totals):
            ties[pair.low][pair.high] = ties[pair.high][pair.low] = pair
    for group in _connected(_who_live_on_each_other(ties, totals), ties):
        if len(group) >= CIRCLE_SIZE:
            yield _circle(group, ties, totals)


def _who_live_on_each_other(ties: dict[int, dict[int, Mutual]], totals: Totals) -> set[int]:
    inside = {member: sum(_got(member, pair) for pair in others.values()) for member, others in ties.items()}
    group = set(ties)
    leaving = [member for member in group if not _lives_on(inside[member], totals.got.get(member, 0))]
    while leaving:
        member = leaving.pop()
        if member not in group:
            continue
        group.discard(member)
        for other, pair in ties[member].items():
            inside[other] -= _got(other, pair)
            if other in group and not _lives_on(inside[other], totals.got.get(other, 0)):
                leaving.append(other)
    return group


def _lives_on(inside: int, got: int) -> bool:
    return inside >= CIRCLE_VOTES and is_share(inside, got)


def _got(member: int, pair: Mutual) -> int:
    return pair.up if member == pair.high else pair.down


def _connected(members: set[int], ties: dict[int, dict[int, Mutual]]) -> Iterator[list[int]]:
    left = set(members)
    while left:
        reached, next_ones = set(), [min(left)]
        while next_ones:
            member = next_ones.pop()
            if member in left:
                left.discard(member)
                reached.add(member)
                next_ones += [other for other in ties[member] if other in left]
        yield sorted(reached)


def _circle(group: list[int], ties: dict[int, dict[int, Mutual]], totals: Totals) -> Circle:
    within = {(pair.low, pair.high): pair for member in group for other, pair in ties[member].items() if other in group}
    number = sum(pair.number for pair in within.values())
    got = sum(totals.got.get(member, 0) for member in group)
    return Circle(tuple(group), number, got, sum(pair.points for pair in within.values()))
