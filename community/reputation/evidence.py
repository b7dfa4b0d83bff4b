"""What a review of points is about: its entries, those that wait and those that were paid before somebody looked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from community.models import PointEntry, PointReview
from community.models.points import Step, Suspicion
from community.reputation.detection.thresholds import GIVEN, VOTES
from community.reputation.facts import OF_ACCEPTANCE

PAIR_RULES = {Suspicion.RECIPROCAL: VOTES, Suspicion.CIRCLE: (*GIVEN, "rescue", "deflection", "accepting")}


def awards_of(review: PointReview) -> QuerySet[PointEntry]:
    """Every award the decision is about, that stands now."""
    return standing(PointEntry.objects.filter(Q(review=review) | _about(review), step=Step.AWARD))


def standing(awards: QuerySet[PointEntry]) -> QuerySet[PointEntry]:
    """Those awards of which nothing was taken back since."""
    same = {name: OuterRef(name) for name in ("rule", "fact", "member", "turn")}
    return awards.exclude(Exists(PointEntry.objects.filter(**same, step=Step.REVERSE)))


def _about(review: PointReview) -> Q:
    seen, before = review.evidence, Q(at__lte=review.opened_at)
    if review.cause == Suspicion.SINGLE:
        return Q(pk=seen["entry"])
    if review.cause in (Suspicion.QUICK, Suspicion.REPEATED):
        return Q(rule__in=OF_ACCEPTANCE, answer__in=seen["answers"])
    if review.cause == Suspicion.BURST:
        return before & Q(rule__in=VOTES, member=seen["member"], at__gt=datetime.fromisoformat(seen["since"]))
    members = seen["members"]
    return before & Q(rule__in=PAIR_RULES[review.cause], giver__in=members, member__in=members, day__gte=seen["since"])


@dataclass(frozen=True)
class Given:
    """What one gave another within a review: how many awards, worth how much."""

    giver: int
    member: int
    number: int
    points: int


def who_gave_whom(entries: list[PointEntry]) -> list[Given]:
    """The most first. Of who left nothing is told."""
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for entry in entries:
        if entry.giver_id:
            row = sums[entry.giver_id, entry.member_id]
            row[0] += 1
            row[1] += entry.amount
    given = [Given(giver, member, *row) for (giver, member), row in sums.items()]
    return sorted(given, key=lambda one: (-one.points, -one.number, one.giver, one.member))
