"""Changing the words of questions and answers. Text is cleaned and rendered here, once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import lock, lock_with_thread, refuse_silenced, refuse_unless
from community.actions.recording import checked_reason, own_reason, record
from community.actions.reviewing import author_edited
from community.facts import Facts, changed, facts_of
from community.models import Answer, Board, ModerationAction, Thread
from community.models.moderation import Act
from community.models.threads import slug_of
from community.permissions import can_edit_answer, can_edit_thread
from community.signals import thread_changed
from community.texts import checked_body, checked_tags, checked_title, set_tags


@transaction.atomic
def edit_thread(
    thread: Thread,
    *,
    actor: User,
    title: str,
    body: str,
    board: Board | None = None,
    tags: Iterable[str] | None = None,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> Thread:
    """Change the words of a question. Its address follows the title; old addresses lead to the new one.

    A moderator who changes another's question says why; only the board changed is a move.
    """
    lock(thread)
    refuse_silenced(actor)
    refuse_unless(can_edit_thread(actor, thread), _("Only the author may edit this question."))
    reason, was = _reason_to_edit(thread, actor, reason, reverses), facts_of(thread)
    title, (source, html) = checked_title(title), checked_body(body, thread.body_format)
    if tags is not None:
        set_tags(thread, checked_tags(tags))
    thread.title, thread.slug, thread.board = title, slug_of(title), board or thread.board
    if source != thread.body_source:
        thread.body_source, thread.body_html = source, html
    thread.edited_at = at or timezone.now()
    thread.save(update_fields=["title", "slug", "board", "body_source", "body_html", "edited_at"])
    _record_edit(thread, was, actor=actor, reason=reason, reverses=reverses, at=at)
    thread_changed.send(Thread, thread=thread)
    return thread


@transaction.atomic
def edit_answer(
    target: Answer,
    *,
    actor: User,
    body: str,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> Answer:
    """Change the words of an answer. What was accepted stays accepted; who changes another's says why."""
    thread = lock_with_thread(target)
    refuse_silenced(actor)
    refuse_unless(can_edit_answer(actor, target), _("Only the author may edit this answer."))
    reason, was = _reason_to_edit(target, actor, reason, reverses), facts_of(target)
    source, html = checked_body(body, target.body_format)
    if source != target.body_source:
        target.body_source, target.body_html, target.edited_at = source, html, at or timezone.now()
        target.save(update_fields=["body_source", "body_html", "edited_at"])
        _record_edit(target, was, actor=actor, reason=reason, reverses=reverses, at=at)
        thread_changed.send(Thread, thread=thread)
    return target


def _reason_to_edit(post: Thread | Answer, actor: User, reason: str, reverses: ModerationAction | None) -> str:
    is_own = post.author_id == actor.pk
    return own_reason(reason) if is_own or reverses else checked_reason(reason)


def _record_edit(post: Thread | Answer, was: Facts, *, actor: User, **words) -> None:
    """An author's edit brings what is hidden back to the queue; a moderator's is logged when it changed something."""
    changes = changed(was, facts_of(post))[0]
    if changes and post.author_id == actor.pk:
        author_edited(post, words["at"] or timezone.now())
    elif changes:
        record(Act.MOVE if set(changes) == {"board"} else Act.EDIT, post, was, actor=actor, **words)
