"""What moderators read: the queue, and the record of who wrote what waits."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from community.models import Answer, Appeal, Comment, Flag, ModerationAction, Proposal, Review, Thread
from community.models.flags import FIRST_LOOKS
from community.models.moderation import Act

LATELY, ENOUGH_LOOKS, USUAL_HOURS = timedelta(days=30), 5, 12
APPEALS = "appeals"


def queue(cause: str = "") -> QuerySet[Review]:
    """What waits, the oldest and heaviest first; each with ``review.waiting_flags`` and ``review.waiting_appeals``.

    ``cause`` narrows it: why it waits, or `APPEALS`.
    """
    return with_posts(_waiting(cause).in_turn())


def _waiting(cause: str) -> QuerySet[Review]:
    waiting = Review.objects.waiting()
    if cause == APPEALS:
        return waiting.filter(appeals__granted=None, appeals__isnull=False)
    return waiting.filter(cause=cause) if cause else waiting


def next_for(moderator: User, cause: str = "", *, after: Review | None = None) -> Review | None:
    """What to look at next: not what another moderator looks at now, nor their own; ``after`` passes one over."""
    free = _waiting(cause).exclude(Q(claimed_until__gt=timezone.now()) & ~Q(claimed_by=moderator))
    own = Q(comment__author=moderator) | Q(answer__author=moderator)
    own |= Q(thread__author=moderator, answer=None, comment=None, thanks=None) | Q(thanks__member=moderator)
    free = free.exclude(own).in_turn()
    if after:
        later = Q(rank_at__gt=after.rank_at) | Q(rank_at=after.rank_at, pk__gt=after.pk)
        free = free.filter(later)
    return free.first()


@dataclass(frozen=True)
class Waiting:
    """How many wait for each cause, and since when the oldest does."""

    counts: dict[str, int]
    oldest: datetime | None

    @property
    def total(self) -> int:
        return sum(number for cause, number in self.counts.items() if cause != APPEALS)


def what_waits() -> Waiting:
    waiting = Review.objects.waiting().order_by()
    rows = list(waiting.values_list("cause").annotate(number=Count("pk"), oldest=Min("opened_at")))
    counts = {cause: number for cause, number, _oldest in rows}
    appeals = Appeal.objects.filter(granted=None, review__closed_at=None, review__isnull=False).count()
    return Waiting({**counts, APPEALS: appeals}, min((oldest for *_row, oldest in rows), default=None))


def with_posts(reviews: QuerySet[Review]) -> QuerySet[Review]:
    flags = Flag.objects.filter(state=Flag.State.WAITING).select_related("reporter").order_by("-weight", "pk")
    appeals = Appeal.objects.filter(granted=None)
    return reviews.select_related(
        *("thread__author__standing", "thread__board", "answer__author__standing", "comment__author__standing"),
        *("thanks__member__standing", "thanks__answer"),
        *("claimed_by", "closed_by", "decision", "spam_check"),
    ).prefetch_related(
        "thread__board__texts",
        Prefetch("flags", flags, to_attr="waiting_flags"),
        Prefetch("appeals", appeals, to_attr="waiting_appeals"),
    )


def waiting_count() -> int:
    return Review.objects.waiting().count()


def waiting_in_all() -> int:
    """Posts, and what members proposed: one query."""
    kinds = (Review.objects.waiting(), Proposal.objects.waiting())
    reviews, proposals = (rows.order_by().values_list("pk") for rows in kinds)
    return reviews.union(proposals, all=True).count()


def usual_wait_hours() -> int:
    """Within how many hours four of five first posts were looked at lately; kept for an hour."""

    def counted():
        since = timezone.now() - LATELY
        looks = Review.objects.filter(cause__in=FIRST_LOOKS, closed_at__gt=since).exclude(closed_by=None)
        moments = looks.order_by("-closed_at").values_list("opened_at", "closed_at")[:100]
        waits = sorted(closed - opened for opened, closed in moments)
        if len(waits) < ENOUGH_LOOKS:
            return USUAL_HOURS
        return max(1, math.ceil(waits[len(waits) * 4 // 5] / timedelta(hours=1)))

    return cache.get_or_set("usual-wait", counted, 3_600)


@dataclass(frozen=True)
class Record:
    """What somebody wrote here, and how much of it was taken out of sight."""

    posts: int
    hidden: int


def records_of(members: set[int]) -> dict[int, Record]:
    """The records of several members: four queries however many."""
    hidden = ModerationAction.objects.filter(member__in=members, act=Act.HIDE, reversed_by=None)
    counts = [_by(model.objects.filter(author__in=members), "author") for model in (Thread, Answer, Comment)]
    hidden_counts = _by(hidden, "member")
    return {pk: Record(sum(count.get(pk, 0) for count in counts), hidden_counts.get(pk, 0)) for pk in members}


def _by(rows: QuerySet, field: str) -> dict[int, int]:
    return dict(rows.order_by().values(field).annotate(number=Count("pk")).values_list(field, "number"))


def record_of_author(member: User | None) -> Record | None:
    return records_of({member.pk})[member.pk] if member else None
