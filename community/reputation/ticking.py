"""What the minute tick does for standing: everything that is due by now, never a window of time."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.badges.newcomers import name_newcomers
from community.badges.reviewing import review_badges
from community.models import PendingPoints, Standing
from community.reputation import versions
from community.reputation.ledger import Book, hold
from community.reputation.levels import advance
from community.reputation.tallies import let_days_go
from community.reputation.terms import end_terms

logger = logging.getLogger(__name__)
AT_ONCE = 200  # members in one transaction
LOOKED_AT = 2_000  # members in one tick: points go on counting while many wait, as after new values of the rules
AGAIN = timedelta(hours=1)


def tick_standing(now: datetime | None = None) -> int:
    """Points that waited long enough count; days leave the boards of honour. Returns how many entries were written."""
    now = now or timezone.now()
    written = settle_due(now)
    let_days_go(now)
    end_terms(now)
    look_at_due(now, most=LOOKED_AT)
    name_newcomers(now)
    return written


def look_at_due(now: datetime, *, most: int | None = None) -> None:
    """Levels and badges of those whose points moved, or for whom only time was missing. Who cannot be looked at now is
    looked at in an hour, and keeps nobody else waiting. ``most``: so many now, who waits longest first."""
    due = Standing.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    for member in list(due.values_list("pk", flat=True)[:most]):
        try:
            _look_at(member, now)
        except Exception:
            logger.exception("Level and badges of member %s could not be looked at", member)
            Standing.objects.filter(pk=member).update(due_at=now + AGAIN)


@transaction.atomic
def _look_at(member: int, now: datetime) -> None:
    for standing in hold([member]).values():
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
