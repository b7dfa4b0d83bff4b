"""How much of each cap is used up: read once from the ledger, and counted on while entries are written."""

from datetime import datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from community.models import PointEntry
from community.models.points import TAKEN, Step, Why
from community.reputation.detection.thresholds import BURST_WITHIN, VOTES
from community.reputation.facts import Fact
from community.reputation.rules import RULES, Cap

# What is hidden keeps its room, since it may be shown again; what is withdrawn for good makes room for others.
_NEITHER = (Why.HIDDEN, Why.SHOWN)


class Windows:
    """``used(fact)``: points, or how many votes, that count together with the fact up to each cap. With the same query
    come ``recent``, the votes for the member in the last moments, and ``is_taken``: a person took the same from the
    same two back before."""

    def __init__(self, now: datetime):
        self._now = now
        self._new: list[PointEntry] = []
        self.recent, self.is_taken = 0, False

    def used(self, fact: Fact) -> dict[Cap, int]:
        """One query for all caps of the fact's rule."""
        self.recent, self.is_taken = 0, False
        rule = RULES[fact.rule]
        sums = {
            f"cap_{number}": Coalesce(Sum("sign" if cap.votes else "amount", filter=_counts(cap, fact)), 0)
            for number, cap in enumerate(rule.caps)
        }
        if not sums:
            return {}
        sums["recent"] = Coalesce(
            Sum("sign", filter=Q(rule__in=VOTES, at__range=(self._now - BURST_WITHIN, self._now))), 0
        )
        same = Q(rule=fact.rule, giver=fact.giver, answer=fact.answer, thread=fact.thread)
        sums["taken"] = Count("pk", filter=same & Q(step=Step.REVERSE, why__in=TAKEN))
        sums["returned"] = Count("pk", filter=same & Q(step=Step.AWARD, why=Why.APPEALED))
        found = PointEntry.objects.filter(_may_count(fact), member=fact.member).order_by().aggregate(**sums)
        new = [entry for entry in self._new if entry.member_id == fact.member and entry.rule in VOTES]
        self.recent = found["recent"] + sum(entry.sign for entry in new)
        self.is_taken = fact.giver is not None and found["taken"] > found["returned"]
        return {
            cap: found[f"cap_{number}"] + sum(self._one(cap, fact, entry) for entry in self._new)
            for number, cap in enumerate(rule.caps)
        }

    def add(self, entry: PointEntry) -> None:
        """An entry that is decided, and not stored yet."""
        self._new.append(entry)

    def stored(self) -> None:
        self._new = []

    @staticmethod
    def _one(cap: Cap, fact: Fact, entry: PointEntry) -> int:
        return (entry.sign if cap.votes else entry.amount) if counts(cap, fact, entry) else 0


def _may_count(fact: Fact) -> Q:
    """What any cap could ask for, by an index: of the last weeks, or of the same post."""
    first = min((days[0] for cap in RULES[fact.rule].caps if (days := cap.days(fact.day))), default=fact.day)
    may = Q(day__gte=first)
    if any(cap.span == "object" for cap in RULES[fact.rule].caps):
        may |= Q(answer=fact.answer) if fact.answer else Q(thread=fact.thread)
    return may


def _counts(cap: Cap, fact: Fact) -> Q:
    found = Q(rule__in=RULES[fact.rule].bound_by(cap)) & ~Q(why__in=_NEITHER)
    if days := cap.days(fact.day):
        found &= Q(day__range=days)
    if cap.of_object:
        found &= Q(answer=fact.answer) if fact.answer else Q(thread=fact.thread)
    if cap.of_pair:
        found &= Q(giver=fact.giver)
    if cap.votes:
        found &= ~Q(amount=0) & ~Q(step=Step.SETTLE)
    return found


def counts(cap: Cap, fact: Fact, entry: PointEntry) -> bool:
    """`_counts` of an entry in hand."""
    if entry.member_id != fact.member or entry.rule not in RULES[fact.rule].bound_by(cap) or entry.why in _NEITHER:
        return False
    days = cap.days(fact.day)
    if days and not days[0] <= entry.day <= days[1]:
        return False
    if cap.of_object and (entry.answer_id, entry.thread_id) != (fact.answer, fact.thread):
        return False
    if cap.of_pair and entry.giver_id != fact.giver:
        return False
    return not cap.votes or entry.amount != 0
