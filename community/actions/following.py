"""Following: who is told what happens in a thread."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import count, lock, refuse_unless
from community.models import Follow, Thread
from community.permissions import can_follow, is_member


@transaction.atomic
def follow(thread: Thread, *, actor: User, at: datetime | None = None) -> None:
    """Tell the actor what happens in the thread."""
    lock(thread)
    refuse_unless(is_member(actor), _("Sign in to follow a question."))
    refuse_unless(can_follow(actor, thread), _("This question is hidden."))
    add_follower(thread, actor, at)


@transaction.atomic
def unfollow(thread: Thread, *, actor: User) -> None:
    lock(thread)
    deleted, _rows = Follow.objects.filter(thread=thread, member=actor).delete()
    if deleted:
        count(thread, "follower_count", -1)


def add_follower(thread: Thread, member: User, at: datetime | None = None) -> None:
    """Inside another action's transaction: no permission is asked."""
    _follow, is_new = Follow.objects.get_or_create(
        thread=thread, member=member, defaults={"created_at": at or timezone.now()}
    )
    if is_new:
        count(thread, "follower_count", +1)
