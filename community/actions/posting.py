"""Asking, answering and editing. Text is cleaned and rendered here, once."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import (
    count,
    lock,
    lock_with_thread,
    refuse_silenced,
    refuse_unless,
    tell_followers,
    words_for_mail,
)
from community.actions.reactions import add_follower
from community.actions.recording import checked_reason, own_reason, record
from community.actions.reviewing import author_edited
from community.facts import Facts, changed, facts_of
from community.limits import refuse_over_limit
from community.models import Answer, Board, ModerationAction, Thread
from community.models.moderation import Act
from community.models.threads import slug_of
from community.permissions import (
    can_answer,
    can_answer_officially,
    can_ask,
    can_edit_answer,
    can_edit_thread,
)
from community.signals import thread_changed
from community.texts import checked_body, checked_tags, checked_title, set_tags


@transaction.atomic
def ask(
    board: Board,
    author: User,
    title: str,
    body: str,
    lang: str,
    *,
    tags: Iterable[str] = (),
    created_at: datetime | None = None,
    submission_key: str | None = None,
) -> Thread:
    """A new question; its author follows it. The same author and ``submission_key`` again returns the first thread."""
    refuse_silenced(author)
    refuse_unless(can_ask(author), _("Sign in to ask."))
    refuse_unless(lang in dict(settings.LANGUAGES), _("This language is not one of the site's."))
    title, (source, html), tags = checked_title(title), checked_body(body), checked_tags(tags)
    moment = created_at or timezone.now()
    thread, is_new = _create_once(
        Thread,
        author,
        submission_key,
        limit="" if created_at else "ask",
        board=board, language=lang, title=title, slug=slug_of(title), body_source=source, body_html=html,
        created_at=moment, last_activity_at=moment, waiting_since=moment,
    )  # fmt: skip
    if is_new:
        set_tags(thread, tags)
        add_follower(thread, author, moment)
        thread_changed.send(Thread, thread=thread)
    return thread


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
def answer(
    thread: Thread,
    author: User,
    body: str,
    *,
    created_at: datetime | None = None,
    official: bool = False,
    submission_key: str | None = None,
) -> Answer:
    """A new answer: its author follows the thread from now on, and those who follow it already are told."""
    lock(thread)
    refuse_unless(not thread.is_hidden, _("This question is hidden; it takes no answers."))
    refuse_silenced(author)
    if official:
        refuse_unless(can_answer_officially(author, thread), _("Only our team gives official answers."))
    else:
        refuse_unless(not thread.is_closed, _("This question is closed; it takes no more answers."))
        refuse_unless(can_answer(author, thread), _("Sign in to answer."))
    source, html = checked_body(body)
    moment = created_at or timezone.now()
    new, is_new = _create_once(
        Answer,
        author,
        submission_key,
        limit="" if created_at else "answer",
        thread=thread, body_source=source, body_html=html, created_at=moment, is_official=official,
    )  # fmt: skip
    if is_new:
        _announce_answer(thread, new)
    return new


def _announce_answer(thread: Thread, new: Answer) -> None:
    thread.last_activity_at = max(thread.last_activity_at, new.created_at)
    Thread.objects.filter(pk=thread.pk).update(last_activity_at=thread.last_activity_at)
    count(thread, "answer_count", +1)
    words = words_for_mail(thread, new.body_html)
    tell_followers(thread, "thread_answered", url=new.home_url, context=words, actor=new.author)
    if not new.is_official:  # The team is told through its tickets.
        add_follower(thread, new.author, new.created_at)
    thread_changed.send(Thread, thread=thread)


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


def _create_once(model, author: User, submission_key: str | None, *, limit: str, **fields):
    """Create a row, or find the one that the same form made before: ``(row, is_new)``.

    ``limit`` names the limit a new one counts for; empty for what happened at another time, in imports and demos.
    """
    same_form = model.objects.filter(author=author, submission_key=submission_key)
    if submission_key and (earlier := same_form.first()):
        return earlier, False
    if limit:
        refuse_over_limit(author, limit)
    try:
        with transaction.atomic():
            return model.objects.create(author=author, submission_key=submission_key or None, **fields), True
    except IntegrityError:
        if submission_key and (earlier := same_form.first()):
            return earlier, False
        raise
