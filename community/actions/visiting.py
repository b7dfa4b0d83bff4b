"""What a member's pages tell: that they are here, and which question they read for how long. Only they learn of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.actions import mark_group_read
from accounts.models import User
from community.actions.common import refuse_unless
from community.models import Reading, Thread, Visit
from community.models.standing import Level
from community.permissions import can_see_thread, is_member
from community.reputation.ledger import hold
from community.reputation.levels import advance
from community.standing import level_of
from community.visits import PAUSE

LONGEST = 1_800  # seconds of one look at a page that count as reading


@transaction.atomic
def note_visit(*, actor: User) -> None:
    """Somebody is here. After a pause it is a new visit, and where the one before ended is remembered."""
    refuse_unless(is_member(actor), "")
    now = timezone.now()
    visit, is_new = Visit.objects.select_for_update().get_or_create(member=actor)
    if is_new:
        return
    if visit.last_seen_at < now - PAUSE:
        visit.previous_at, visit.began_at = visit.last_seen_at, now
    visit.last_seen_at = now
    visit.save()


@transaction.atomic
def note_reading(thread: Thread, seconds: int, until: datetime, *, actor: User) -> None:
    """A member looked at a question for so many seconds more, and knows what stood in it at ``until``."""
    refuse_unless(is_member(actor) and can_see_thread(actor, thread), "")
    note_visit(actor=actor)
    seconds, until = max(0, min(seconds, LONGEST)), min(until, timezone.now())
    known = {"first_at": until, "last_at": until, "seconds": seconds}
    reading, is_new = Reading.objects.select_for_update().get_or_create(member=actor, thread=thread, defaults=known)
    mark_group_read(actor, f"thread-{thread.pk}", until)
    if not is_new:
        reading.seconds += seconds
        reading.last_at = max(reading.last_at, until)
        reading.save(update_fields=["seconds", "last_at"])
    if level_of(actor) == Level.NEW:
        for standing in hold([actor.pk]).values():
            advance(standing, timezone.now())
