"""Once a day: pairs are reversed or shown to a person, circles shown to a person. The same night twice does nothing:
what was reversed stands no more, what waits is not opened again, what a person kept counts for nothing new."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.models import PendingPoints, PointReview
from community.models.points import Suspicion, Why
from community.reputation.detection.circles import Circle, circles
from community.reputation.detection.pairs import SuspectPair, suspect_pairs
from community.reputation.detection.stars import stars
from community.reputation.detection.thresholds import AT_MOST, LOOK_BACK, REVERSED_AT_ONCE
from community.reputation.evidence import awards_of
from community.reputation.ledger import hold, take_back
from community.reputation.watching import forget_groups

logger = logging.getLogger(__name__)
Verdict = PointReview.Verdict


@dataclass(frozen=True)
class Found:
    """What a night found: reversed at once, or for a person."""

    cause: Suspicion
    members: tuple[int, ...]
    inside: int
    got: int
    points: int
    is_reversed: bool = False
    is_small: bool = False


def watch(now: datetime | None = None, *, dry_run: bool = False) -> list[Found]:
    """One night. Returns what was found new; with ``dry_run`` nothing is written."""
    now = now or timezone.now()
    since = (now - LOOK_BACK).date()
    done: list[Found] = []
    for found in _found(since):
        if len(done) == AT_MOST:
            logger.warning("More than %s cases of points in a night: the rest comes tomorrow.", AT_MOST)
            break
        if _is_known(found):
            continue
        if dry_run or (found := _act(found, since.isoformat(), now)):
            done.append(found)
    if not dry_run:
        close_empty(now)
    return done


def _found(since) -> Iterator[Found]:
    """Circles first: who is in one is no pair besides."""
    within: set[int] = set()
    for circle in [*circles(since), *stars(since)]:
        within |= set(circle.members)
        yield _of_circle(circle)
    for pair in list(suspect_pairs(since)):
        if not {pair.pair.low, pair.pair.high} <= within:
            yield _of_pair(pair)


def _of_circle(circle: Circle) -> Found:
    return Found(Suspicion.CIRCLE, circle.members, circle.inside, circle.got, circle.points)


def _of_pair(suspect: SuspectPair) -> Found:
    pair = suspect.pair
    return Found(
        Suspicion.RECIPROCAL,
        (pair.low, pair.high),
        pair.number,
        suspect.got,
        pair.points,
        is_reversed=pair.points <= REVERSED_AT_ONCE and not suspect.is_small,
        is_small=suspect.is_small,
    )


def _is_known(found: Found) -> bool:
    """A person looks at most of the same members already."""
    causes = [Suspicion.RECIPROCAL, Suspicion.CIRCLE]
    waiting = PointReview.objects.filter(decided_at=None, cause__in=causes, members__in=found.members).distinct()
    for review in waiting.prefetch_related("members"):
        same = {member.pk for member in review.members.all()} & set(found.members)
        if 2 * len(same) > len(found.members):
            return True
    return False


@transaction.atomic
def _act(found: Found, since: str, now: datetime) -> Found | None:
    """The members are held, and what stands by then is what counts: somebody may have taken a vote back meanwhile."""
    hold(found.members)
    names = "-".join(map(str, found.members))[:100]
    evidence = {"members": list(found.members), "since": since, "inside": found.inside, "got": found.got}
    review = PointReview(cause=found.cause, key=f"{found.cause}-{names}", opened_at=now)
    review.evidence = {**evidence, "is_small": found.is_small}
    review.points = found.points
    if found.is_reversed:
        review.verdict, review.decided_at = Verdict.REVERSED, now
    review.save()
    review.members.add(*found.members)
    if found.is_reversed:
        taken = take_back(awards_of(review), why=Why.TO_AND_FRO, review=review, now=now)
        found = replace(found, points=-sum(entry.amount for entry in taken))
    forget_groups()
    return found


def close_empty(now: datetime) -> int:
    """Reviews of acceptances and bursts of which nothing waits any more, because it was taken back: nobody needs to
    look. What is given again later is looked at like anything new."""
    causes = [Suspicion.QUICK, Suspicion.REPEATED, Suspicion.BURST]
    waiting = PointReview.objects.filter(decided_at=None, cause__in=causes, opened_at__lt=now - timedelta(days=1))
    empty = waiting.exclude(pk__in=PendingPoints.objects.filter(review__isnull=False).values("review"))
    return empty.update(verdict=Verdict.KEPT, decided_at=now)
