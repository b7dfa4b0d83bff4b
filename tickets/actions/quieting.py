"""Closing questions that went quiet, but none that our team has or is about to get."""

from datetime import datetime

from community.actions import archive_old, close_quiet
from tickets.models import Escalation


def settle_old_questions(now: datetime | None = None) -> tuple[int, int]:
    """Close the quiet ones and archive those closed for a year: how many of each. Two at once do nothing twice."""
    return close_quiet(now, keep=cared_for), archive_old(now)


def cared_for(threads: list[int]) -> set[int]:
    """Whose escalation runs or became a request. One whose asker never consented waits for nobody."""
    states = [*Escalation.RUNNING, Escalation.State.LINKED]
    return set(Escalation.objects.filter(thread__in=threads, state__in=states).values_list("thread_id", flat=True))
