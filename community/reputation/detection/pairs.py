"""Two who vote for each other more than for anybody, and are voted for by few others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from community.reputation.detection.edges import Mutual, Totals, mutual_pairs, totals_of_pairs
from community.reputation.detection.thresholds import RECIPROCAL, SHARE, VOTES


@dataclass(frozen=True)
class SuspectPair:
    """``is_small``: so few people vote that chance may explain it. ``got``: of which one of them got so much inside."""

    pair: Mutual
    got: int
    is_small: bool


def suspect_pairs(first: date) -> Iterator[SuspectPair]:
    """The share is of what either got: whom one votes for besides costs nothing, and hides nothing."""
    pairs = mutual_pairs(first, VOTES, at_least=RECIPROCAL // 2)
    totals = totals_of_pairs(pairs, first, VOTES)
    for pair in pairs:
        to_high, to_low = totals.got.get(pair.high, 0), totals.got.get(pair.low, 0)
        if is_share(pair.up, to_high) or is_share(pair.down, to_low):
            yield SuspectPair(pair, to_high + to_low, is_small=not is_beyond(pair, totals))


def is_share(number: int, of: int) -> bool:
    return number * 100 > SHARE * of


def is_beyond(pair: Mutual, totals: Totals) -> bool:
    """Whether both gave each other far more than who is active here, and who is not, explains."""
    return totals.is_beyond(pair.low, pair.high, pair.up) and totals.is_beyond(pair.high, pair.low, pair.down)
