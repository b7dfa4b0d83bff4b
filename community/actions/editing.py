"""Changing the words of questions and answers: the words before are kept, with who changed them, when and why."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import lock, lock_with_thread, refuse_fixed, refuse_silenced, refuse_unless
from community.actions.informing import told_more_by_edit
from community.actions.looking_again import look_again
from community.actions.mentioning import tell_newly_mentioned
from community.actions.picturing import let_go
from community.actions.recording import checked_reason, own_reason, record
from community.actions.reviewing import author_edited
from community.errors import Refused
from community.facts import Facts, changed, facts_of
from community.limits import refuse_over_level, refuse_over_limit
from community.models import Answer, Board, ModerationAction, Revision, Thread
from community.models.moderation import Act
from community.models.threads import slug_of
from community.permissions import can_ask_in, can_edit_answer, can_edit_thread, can_moderate, why_not_ask_in
from community.signals import thread_changed
from community.texts import checked_tags, checked_title, render, set_tags
from community.versions import is_a_slip, version_of
from community.writing import written


class Stale(Refused):
    """Somebody else changed the post while its form was open."""


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
    version: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> Thread:
    """Change the words of a question. Its address follows the title; old addresses lead to the new one.

    A moderator who changes another's question says why; only the board changed is a move. ``version``: of the words
    the actor saw; refused when they are not these any more.
    """
    lock(thread)
    refuse_silenced(actor)
    if not can_moderate(actor):
        refuse_fixed(actor, thread)
    refuse_unless(can_edit_thread(actor, thread), _("Only the author may edit this question."))
    if not (can_moderate(actor) or thread.author_id == actor.pk):
        board = tags = None  # advocates change words; tags are another act, boards a moderator's
    moves = board is not None and board.pk != thread.board_id
    refuse_unless(not moves or can_ask_in(actor, board), why_not_ask_in(actor, board) if moves else "")
    _refuse_stale(thread, version)
    moment = at or timezone.now()
    reason, was = _reason_to_edit(thread, actor, reason, reverses), facts_of(thread)
    before, title = _kept(thread), checked_title(title)
    words = written(body, thread=thread, body_format=thread.body_format, at=moment)
    if tags is not None:
        set_tags(thread, checked_tags(tags))
    thread.title, thread.slug, thread.board = title, slug_of(title), board or thread.board
    if words.source != thread.body_source:
        _refuse_over_level(thread, actor, words.html)
        thread.body_source, thread.body_html = words.source, words.html
    _keep(before, thread, actor=actor, reason=reason, at=moment)
    thread.save(update_fields=["title", "slug", "board", "body_source", "body_html", "edited_at"])
    _record_edit(thread, was, actor=actor, reason=reason, reverses=reverses, at=at)
    tell_newly_mentioned(thread, before=before.body_source, actor=actor)
    if thread.body_source != before.body_source or thread.title != before.title:
        told_more_by_edit(thread, actor=actor, at=moment)
    thread_changed.send(Thread, thread=thread)
    return thread


@transaction.atomic
def edit_answer(
    target: Answer,
    *,
    actor: User,
    body: str,
    reason: str = "",
    version: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> Answer:
    """Change the words of an answer. What was accepted stays accepted; who changes another's says why."""
    thread = lock_with_thread(target)
    refuse_silenced(actor)
    if not can_moderate(actor):
        refuse_fixed(actor, thread)
    refuse_unless(can_edit_answer(actor, target), _("Only the author may edit this answer."))
    _refuse_stale(target, version)
    moment = at or timezone.now()
    reason, was, before = _reason_to_edit(target, actor, reason, reverses), facts_of(target), _kept(target)
    words = written(body, thread=thread, body_format=target.body_format, at=moment)
    if words.source != target.body_source:
        _refuse_over_level(target, actor, words.html)
        target.body_source, target.body_html = words.source, words.html
        _keep(before, target, actor=actor, reason=reason, at=moment)
        target.save(update_fields=["body_source", "body_html", "edited_at"])
        _record_edit(target, was, actor=actor, reason=reason, reverses=reverses, at=at)
        tell_newly_mentioned(target, before=before.body_source, actor=actor)
        thread_changed.send(Thread, thread=thread)
    return target


@transaction.atomic
def forget_words(revision: Revision, *, actor: User, reason: str = "", at: datetime | None = None) -> None:
    """Empty an earlier version, also in the log: for private data that was edited out. The log says who did it; it
    cannot be undone."""
    post = revision.post
    lock_with_thread(post) if isinstance(post, Answer) else lock(post)
    lock(revision)
    refuse_unless(can_moderate(actor), _("Only moderators can take earlier words away."))
    if revision.forgotten_at is None:
        html = render(revision.body_source, revision.body_format)
        is_title_gone = revision.title != getattr(post, "title", "")
        ModerationAction.objects.about(post).forget(revision.body_source, *[revision.title] * is_title_gone)
        revision.title, revision.body_source, revision.forgotten_at = "", "", at or timezone.now()
        revision.save(update_fields=["title", "body_source", "forgotten_at"])
        let_go([html])
        record(Act.FORGET, post, facts_of(post), actor=actor, reason=own_reason(reason), at=at)


def _refuse_stale(post: Thread | Answer, version: str) -> None:
    if version and version != version_of(post):
        raise Stale(_("Somebody changed this while you wrote. Compare the two texts, then save yours."))


def _refuse_over_level(post: Thread | Answer, actor: User, html: str) -> None:
    if post.author_id == actor.pk:
        refuse_over_level(actor, html)


def _kept(post: Thread | Answer) -> Revision:
    """The words before, not stored yet."""
    place = {"answer": post} if isinstance(post, Answer) else {"thread": post, "title": post.title}
    return Revision(**place, body_source=post.body_source, body_format=post.body_format, was_hidden=post.is_hidden)


def _keep(before: Revision, post: Thread | Answer, *, actor: User, reason: str, at: datetime) -> None:
    """Nothing is kept where no word changed, nor while an author puts a slip right that nobody reacted to."""
    is_changed = (before.title, before.body_source) != (getattr(post, "title", ""), post.body_source)
    if is_changed and not is_a_slip(post, actor, at):
        refuse_over_limit(actor, "edit")
        before.editor, before.reason, before.created_at = actor, reason, at
        before.save()
        post.edited_at = at


def _reason_to_edit(post: Thread | Answer, actor: User, reason: str, reverses: ModerationAction | None) -> str:
    is_own = post.author_id == actor.pk
    return own_reason(reason) if is_own or reverses else checked_reason(reason)


def _record_edit(post: Thread | Answer, was: Facts, *, actor: User, **words) -> None:
    """An author's edit brings what is hidden back to the queue; a moderator's is logged when it changed something."""
    changes = changed(was, facts_of(post))[0]
    if changes and post.author_id == actor.pk:
        moment = words["at"] or timezone.now()
        author_edited(post, moment)
        look_again(post, was, moment)
    elif changes:
        record(Act.MOVE if set(changes) == {"board"} else Act.EDIT, post, was, actor=actor, **words)


@transaction.atomic
def put_words_back(revision: Revision, *, actor: User) -> None:
    """What another changed, its author takes back: the words are again what they were before."""
    post = revision.post
    lock_with_thread(post) if isinstance(post, Answer) else lock(post)
    refuse_unless(post.author_id == actor.pk, _("Only the author takes that back; others edit it."))
    is_newest = not post.revisions.filter(pk__gt=revision.pk).exists()
    refuse_unless(is_newest and revision.forgotten_at is None, _("It was changed again since. Edit it instead."))
    if isinstance(post, Answer):
        edit_answer(post, actor=actor, body=revision.body_source)
    else:
        edit_thread(post, actor=actor, title=revision.title, body=revision.body_source)
