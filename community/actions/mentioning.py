"""Telling members that a text names them: once, at most five of a text, and nobody who could not read it."""

from collections.abc import Iterable

from accounts.actions import notify
from accounts.models import Notification, User
from community.actions.common import words_for_mail
from community.mentions import TOLD_AT_MOST, mentioned_in
from community.models import Answer, Comment, Thread
from community.permissions import can_see_thread


def tell_mentioned(post: Thread | Answer | Comment, *, actor: User | None, besides: Iterable[User] = ()) -> list[User]:
    """Called where a post is announced, so never before it was screened. Returns whom it told, to be left out where
    the same event is told to others; ``besides`` are told of it otherwise."""
    return _tell(post, mentioned_in(post.body_source)[:TOLD_AT_MOST], actor, besides)


def tell_newly_mentioned(post: Thread | Answer, *, before: str, actor: User) -> list[User]:
    """After an edit: those whom no words before named, as far as five are not told yet."""
    earlier = set(mentioned_in(before))
    new = [number for number in mentioned_in(post.body_source) if number not in earlier]
    if not new:
        return []
    earlier |= _told_of(post, actor)
    new = [number for number in new if number not in earlier]
    return _tell(post, new[: max(0, TOLD_AT_MOST - len(earlier))], actor, ())


def _told_of(post: Thread | Answer, actor: User) -> set[int]:
    """Who was told already that the post names them, also by words that it has not any more."""
    told = Notification.objects.filter(event="mentioned", actor__in={post.author_id, actor.pk} - {None})
    if isinstance(post, Thread):
        told = told.filter(group=f"thread-{post.pk}").exclude(url__contains="#")
    else:
        told = told.filter(url__endswith=f"#answer-{post.pk}")
    return set(told.values_list("recipient", flat=True))


def _tell(
    post: Thread | Answer | Comment, numbers: list[int], actor: User | None, besides: Iterable[User]
) -> list[User]:
    thread = post if isinstance(post, Thread) else post.question if isinstance(post, Comment) else post.thread
    if not numbers or post.is_hidden or thread.is_hidden:
        return []
    told = {user.pk for user in besides if user} | {actor.pk if actor else None}
    people = [user for user in User.objects.filter(pk__in=numbers, is_active=True) if user.pk not in told]
    readers = [user for user in people if can_see_thread(user, thread)]
    notify(readers, "mentioned", url=post.home_url, context=words_for_mail(thread, post.body_html), actor=actor)
    return readers
