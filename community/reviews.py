"""What moderators read: the queue, and the record of who wrote what waits."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from accounts.models import User
from community.models import Answer, Appeal, Flag, ModerationAction, Review, Thread
from community.models.moderation import Act


def queue() -> QuerySet[Review]:
    """What waits, the oldest and heaviest first; each with ``review.waiting_flags`` and ``review.waiting_appeals``."""
    return with_posts(Review.objects.waiting().in_turn())


def with_posts(reviews: QuerySet[Review]) -> QuerySet[Review]:
    flags = Flag.objects.filter(state=Flag.State.WAITING).select_related("reporter").order_by("-weight", "pk")
    appeals = Appeal.objects.filter(granted=None)
    return reviews.select_related(
        "thread__author", "thread__board", "answer__author", "claimed_by", "closed_by", "decision"
    ).prefetch_related(
        "thread__board__texts",
        Prefetch("flags", flags, to_attr="waiting_flags"),
        Prefetch("appeals", appeals, to_attr="waiting_appeals"),
    )


def waiting_count() -> int:
    return Review.objects.waiting().count()


@dataclass(frozen=True)
class Record:
    """What somebody wrote here, and how much of it was taken out of sight."""

    posts: int
    hidden: int


def records_of(members: set[int]) -> dict[int, Record]:
    """The records of several members: three queries however many."""
    hidden = ModerationAction.objects.filter(member__in=members, act=Act.HIDE, reversed_by=None)
    counts = [_by(model.objects.filter(author__in=members), "author") for model in (Thread, Answer)]
    hidden_counts = _by(hidden, "member")
    return {pk: Record(sum(count.get(pk, 0) for count in counts), hidden_counts.get(pk, 0)) for pk in members}


def _by(rows: QuerySet, field: str) -> dict[int, int]:
    return dict(rows.order_by().values(field).annotate(number=Count("pk")).values_list(field, "number"))


def record_of_author(member: User | None) -> Record | None:
    return records_of({member.pk})[member.pk] if member else None
