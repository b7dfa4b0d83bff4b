"""How much of each cap is used up, counted in memory: for whoever walks through all entries of a member."""

from collections import defaultdict
from datetime import timedelta

from community.models.points import TAKEN, Step, Why
from community.reputation.facts import Fact
from community.reputation.rules import RULES, Cap

# What is hidden keeps its room, since it may be shown again; what is withdrawn for good makes room for others.
_NEITHER = (Why.HIDDEN, Why.SHOWN)


def _bounds() -> dict[str, list[Cap]]:
    """Which caps an award of each rule uses up."""
    caps = {(cap.value, rule.bound_by(cap)): cap for rule in RULES.values() for cap in rule.caps}
    return {slug: [cap for (_value, bound), cap in caps.items() if slug in bound] for slug in RULES}


BOUNDS = _bounds()


class Rooms:
    """``used(fact)`` for whoever told it every entry that could count."""

    recent = 0  # bursts are a matter of the moment

    def __init__(self):
        self._sums: dict[tuple, int] = defaultdict(int)
        self._taken: dict[tuple, int] = defaultdict(int)
        self.is_taken = False

    def used(self, fact: Fact) -> dict[Cap, int]:
        place = fact.member, fact.giver, fact.answer, fact.thread
        self.is_taken = fact.giver is not None and self._taken.get((fact.rule, *place), 0) > 0
        return {cap: self._sum(cap, fact.day, place) for cap in RULES[fact.rule].caps}

    def add(self, entry) -> None:
        """A row of the ledger, stored or not."""
        place = entry.member_id, entry.giver_id, entry.answer_id, entry.thread_id
        if entry.step == Step.REVERSE and entry.why in TAKEN:
            self._taken[entry.rule, *place] += 1
        if entry.step == Step.AWARD and entry.why == Why.APPEALED:
            self._taken[entry.rule, *place] -= 1
        if entry.why in _NEITHER or not entry.amount:
            return
        for cap in BOUNDS[entry.rule]:
            self._sums[_key(cap, _span(cap, entry.day), place)] += entry.sign if cap.votes else entry.amount

    def stored(self) -> None:
        """What was added stays added."""

    def _sum(self, cap: Cap, day, place: tuple) -> int:
        if cap.span == "30_days":
            days = (day - timedelta(days=earlier) for earlier in range(30))
            return sum(self._sums.get(_key(cap, one, place), 0) for one in days)
        return self._sums.get(_key(cap, _span(cap, day), place), 0)


def _span(cap: Cap, day):
    days = cap.days(day)
    return None if days is None else days[1]


def _key(cap: Cap, span, place: tuple) -> tuple:
    member, giver, answer, thread = place
    about = (answer, None if answer else thread) if cap.of_object else None
    return cap.value, member, span, about, giver if cap.of_pair else None
