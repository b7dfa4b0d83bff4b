"""Following a question, a board or a tag, and how much of it one is told."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import count, lock, refuse_unless
from community.models import Board, Follow, Tag, Thread
from community.models.reactions import followed_as
from community.permissions import can_follow, is_member

Followed = Thread | Board | Tag


@transaction.atomic
def follow(
    followed: Followed, *, actor: User, level: str = Follow.Level.EVERYTHING, at: datetime | None = None
) -> None:
    """Tell the actor what happens there: everything, only solutions, or (mute) nothing, whatever else they follow."""
    if isinstance(followed, Thread):
        lock(followed)
    refuse_unless(is_member(actor), _("Sign in to follow it."))
    refuse_unless(level in Follow.Level.values, _("Choose how much you want to hear."))
    refuse_unless(can_follow(actor, followed), _("This question is hidden."))
    follows = Follow.objects.select_for_update().filter(**followed_as(followed), member=actor)
    before = follows.values_list("level", flat=True).first()
    Follow.objects.update_or_create(
        **followed_as(followed),
        member=actor,
        defaults={"level": level},
        create_defaults={"level": level, "created_at": at or timezone.now()},
    )
    _count_followers(followed, before, level)


@transaction.atomic
def unfollow(followed: Followed, *, actor: User) -> None:
    """As if nothing had ever been said about it."""
    if isinstance(followed, Thread):
        lock(followed)
    follows = Follow.objects.filter(**followed_as(followed), member=actor)
    before = follows.values_list("level", flat=True).first()
    follows.delete()
    _count_followers(followed, before, None)


def add_follower(thread: Thread, member: User, at: datetime | None = None) -> None:
    """Inside another action's transaction: no permission is asked. Whoever muted it before is left alone."""
    _follow, is_new = Follow.objects.get_or_create(
        thread=thread, member=member, defaults={"created_at": at or timezone.now()}
    )
    if is_new:
        count(thread, "follower_count", +1)


def _count_followers(followed: Followed, before: str | None, after: str | None) -> None:
    """A thread counts those who hear of it."""
    heard, hears = (level not in (None, Follow.Level.MUTE) for level in (before, after))
    if isinstance(followed, Thread) and heard != hears:
        count(followed, "follower_count", hears - heard)
