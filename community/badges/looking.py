"""Who is looked at by the next tick because of something that moves no points of theirs."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from community.badges.deeds import EARLY_QUESTIONS
from community.models import Answer, Standing


def look_again(members: Iterable[int], now: datetime) -> None:
    """After the present transaction, row by row: it may hold others already."""
    due = sorted(set(members))
    transaction.on_commit(lambda: [_set_due(member, now) for member in due])


def _set_due(member: int, now: datetime) -> None:
    Standing.objects.filter(Q(due_at=None) | Q(due_at__gt=now), pk=member).update(due_at=now)


def look_at_mentors_of(member: User, now: datetime) -> None:
    """Somebody became a helper: whoever solved one of their first questions may be a mentor now."""
    first = list(member.threads.order_by("created_at", "pk").values_list("pk", flat=True)[:EARLY_QUESTIONS])
    solved = Answer.objects.accepted().filter(thread__in=first, author__isnull=False).exclude(author=member)
    look_again(solved.values_list("author", flat=True), now)
