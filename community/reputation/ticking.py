"""What the minute tick does for standing: everything that is due by now, never a window of time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.badges.newcomers import name_newcomers
from community.badges.reviewing import review_badges
from community.models import PendingPoints, Standing
from community.reputation import versions
from community.reputation.ledger import Book, hold
from community.reputation.levels import advance
from community.reputation.tallies import let_days_go

AT_ONCE = 200  # members in one transaction
LOOKS = 20  # the same where each is looked at


def tick_standing(now: datetime | None = None) -> int:
    """Points that waited long enough count; days leave the boards of honour. Returns how many entries were written."""
    now = now or timezone.now()
    written = settle_due(now)
    let_days_go(now)
    look_at_due(now)
    name_newcomers(now)
    return written


def look_at_due(now: datetime) -> None:
    """Levels and badges of those whose points moved, or for whom only time was missing."""
    due = Standing.objects.filter(due_at__lte=now).order_by("pk")
    last = 0
    while members := list(due.filter(pk__gt=last).values_list("pk", flat=True)[:LOOKS]):
        last = members[-1]
        _look_at(members, now)


@transaction.atomic
def _look_at(members: list[int], now: datetime) -> None:
    for standing in hold(members).values():
        if standing.due_at and standing.due_at <= now:  # nobody else did since
            standing.due_at = advance(standing, now)
            standing.save(update_fields=["due_at"])
            review_badges(standing.member, now)


def settle_due(now: datetime) -> int:
    """What waits for a person to decide goes on waiting."""
    due = PendingPoints.objects.filter(due_at__lte=now, review=None).order_by("member")
    members = list(due.values_list("member", flat=True).distinct())
    return sum(_settle(members[start : start + AT_ONCE], now) for start in range(0, len(members), AT_ONCE))


@transaction.atomic
def _settle(members: list[int], now: datetime) -> int:
    book = Book(members, versions.current(), now)
    due = PendingPoints.objects.filter(member__in=members, due_at__lte=now, review=None).select_related("entry")
    for waiting in due.order_by("pk"):
        book.settle(waiting.entry)
    return len(book.close())
