"""Who gave how much to whom within the last weeks, from the ledger: what stands, and was paid or would have been."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import inf

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Greatest, Least

from community.models import PointEntry, PointReview
from community.models.points import Suspicion
from community.reputation.detection.thresholds import BEYOND, FEW


@dataclass(frozen=True)
class Mutual:
    """Votes of two for each other: ``up`` from the lower key to the higher, ``down`` back; worth so many points."""

    low: int
    high: int
    up: int
    down: int
    points: int

    @property
    def number(self) -> int:
        return self.up + self.down


@dataclass(frozen=True)
class Totals:
    """How much some members gave and got, and how much of it is ``inside``: from those looked at here. What came from
    new members or colleagues was worth nothing, and is not counted: it would only hide the rest."""

    given: dict[int, int]
    got: dict[int, int]
    inside: dict[int, int]
    all: int

    def expected(self, giver: int, member: int) -> float:
        """So much would the giver give the member if they voted as everybody else does: by those votes that nobody
        looks at here, so that a large circle does not make itself the measure. Where they are few, anything may be."""
        others = self.all - sum(self.inside.values())
        if others < FEW:
            return inf
        popular = (self.got.get(member, 0) - self.inside.get(member, 0)) / others
        return self.given.get(giver, 0) * popular

    def is_beyond(self, giver: int, member: int, number: int) -> bool:
        return number >= BEYOND * self.expected(giver, member)


def awards_since(first: date, rules: Iterable[str]) -> QuerySet[PointEntry]:
    """Awards and what became of them: their signs sum to how many stand."""
    paid = PointEntry.objects.filter(rule__in=rules, day__gte=first, giver__isnull=False).exclude(amount=0)
    return paid.order_by()


def mutual_pairs(first: date, rules: Iterable[str], *, at_least: int) -> list[Mutual]:
    """Pairs that gave each other so much, each way. Grouped by the database, read as a stream."""
    upwards = Q(giver__lt=F("member"))
    rows = awards_since(first, rules).annotate(low=Least("giver", "member"), high=Greatest("giver", "member"))
    rows = rows.values_list("low", "high").annotate(
        up=Sum("sign", filter=upwards), down=Sum("sign", filter=~upwards), points=Sum("amount")
    )
    rows = rows.filter(up__gte=at_least, down__gte=at_least)
    found = [Mutual(*row) for row in rows.order_by("low", "high").iterator()]
    return [pair for pair in _without_kept(found, first, rules) if min(pair.up, pair.down) >= at_least]


def totals_of(inside: dict[int, int], members: set[int], first: date, rules: Iterable[str]) -> Totals:
    """Two passes over the same rows, grouped by the database. ``inside``: what each got of those looked at."""
    given, got, together = {}, {}, 0
    rows = awards_since(first, rules)
    for giver, number in rows.values_list("giver").annotate(number=Sum("sign")).iterator():
        together += number
        if giver in members:
            given[giver] = number
    for member, number in rows.values_list("member").annotate(number=Sum("sign")).iterator():
        if member in members:
            got[member] = number
    return Totals(given, got, inside, together)


def totals_of_pairs(pairs: list[Mutual], first: date, rules: Iterable[str]) -> Totals:
    inside: dict[int, int] = defaultdict(int)
    for pair in pairs:
        inside[pair.high] += pair.up
        inside[pair.low] += pair.down
    return totals_of(inside, set(inside), first, rules)


def _without_kept(pairs: list[Mutual], first: date, rules: Iterable[str]) -> list[Mutual]:
    """What a person looked at, and kept, is nothing new: only what came after it counts."""
    kept = kept_groups(first)
    if not kept:
        return pairs
    fresh = []
    for pair in pairs:
        since = max((at for members, at in kept if pair.low in members and pair.high in members), default=None)
        fresh.append(_since(pair, since, rules) if since else pair)
    return fresh


def kept_groups(first: date) -> list[tuple[set[int], datetime]]:
    causes = [Suspicion.RECIPROCAL, Suspicion.CIRCLE]
    kept = PointReview.objects.filter(cause__in=causes, verdict=PointReview.Verdict.KEPT)
    kept = kept.filter(decided_at__date__gte=first - timedelta(days=1)).prefetch_related("members")
    return [({member.pk for member in review.members.all()}, review.decided_at) for review in kept]


def _since(pair: Mutual, moment: datetime, rules: Iterable[str]) -> Mutual:
    """Awards of later facts, not those that were given back when the person decided."""
    members = [pair.low, pair.high]
    rows = PointEntry.objects.filter(rule__in=rules, giver__in=members, member__in=members, at__gt=moment, turn=1)
    sums = defaultdict(int)
    for giver, sign, amount in rows.exclude(amount=0).values_list("giver", "sign", "amount"):
        sums[giver] += sign
        sums["points"] += amount
    return Mutual(pair.low, pair.high, max(0, sums[pair.low]), max(0, sums[pair.high]), sums["points"])
