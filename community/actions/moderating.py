"""Hiding by moderators, with a reason, in the log. Hidden is not deleted: everything can be taken back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.accepting import take_acceptance_back
from community.actions.announcing import announce, begin, is_unannounced
from community.actions.common import (
    count,
    lock,
    lock_post,
    lock_with_thread,
    refuse_own_that_waits,
    refuse_unless,
)
from community.actions.recording import checked_reason, own_reason, record
from community.actions.reviewing import put_in_queue, settle, waits
from community.actions.thanking import hide_thanks, show_thanks
from community.facts import facts_of
from community.models import Answer, Comment, ModerationAction, Review, Thanks, Thread
from community.models.comments import Post
from community.models.moderation import Act
from community.models.points import Why
from community.models.reasons import SCREENING
from community.permissions import can_moderate
from community.reputation.facts import OF_POSTS
from community.reputation.ledger import score
from community.signals import thread_changed

HIDDEN_FIELDS = ["hidden_at", "hidden_by", "hidden_reason"]


@transaction.atomic
def hide_thread(
    thread: Thread,
    *,
    actor: User,
    reason: str,
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """Take a thread from everyone's sight but its author's and the moderators'.

    What reports or another moderator hid, and waits to be looked at again, stays hidden for this reason now.
    """
    lock(thread)
    _hide(thread, thread, actor, reason, reverses, at or timezone.now())


@transaction.atomic
def restore_thread(
    thread: Thread,
    *,
    actor: User,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """Show a hidden thread again; an unsolved one waits from now. What its author took back stays so."""
    lock(thread)
    refuse_unless(not thread.is_withdrawn, _("Its author took it back, to ask our team privately."))
    _restore(thread, thread, actor, reason, reverses, at or timezone.now())


@transaction.atomic
def hide_answer(
    answer: Answer,
    *,
    actor: User,
    reason: str,
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """Hide an answer. If it was the accepted one, the thread is unsolved again."""
    _hide(answer, lock_with_thread(answer), actor, reason, reverses, at or timezone.now())


@transaction.atomic
def restore_answer(
    answer: Answer,
    *,
    actor: User,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    _restore(answer, lock_with_thread(answer), actor, reason, reverses, at or timezone.now())


@transaction.atomic
def hide_comment(
    comment: Comment,
    *,
    actor: User,
    reason: str,
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    thread = lock_post(comment)
    refuse_unless(not comment.is_withdrawn, _("Its author deleted it."))
    _hide(comment, thread, actor, reason, reverses, at or timezone.now())


@transaction.atomic
def restore_comment(
    comment: Comment,
    *,
    actor: User,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """What its author took back stays so."""
    thread = lock_post(comment)
    refuse_unless(not comment.is_withdrawn, _("Its author deleted it."))
    _restore(comment, thread, actor, reason, reverses, at or timezone.now())


HIDE = {Thread: hide_thread, Answer: hide_answer, Comment: hide_comment, Thanks: hide_thanks}
RESTORE = {Thread: restore_thread, Answer: restore_answer, Comment: restore_comment, Thanks: show_thanks}


def _hide(
    post: Post,
    thread: Thread,
    actor: User,
    reason: str,
    reverses: ModerationAction | None,
    at: datetime,
) -> None:
    """With the rows locked: the act, its entry in the log, and the end of what waited for a decision."""
    refuse_unless(can_moderate(actor), _("Only moderators can hide posts."))
    reason = checked_reason(reason)
    if not post.is_hidden or waits(post):
        was = facts_of(post)
        put_out_of_sight(post, actor, reason, at)
        done = record(Act.HIDE, post, was, actor=actor, reason=reason, reverses=reverses, at=at)
        score("removed", members=[post.author_id], now=at)
        settle(post, actor=actor, upheld=True, decision=done)
        thread_changed.send(Thread, thread=thread)


def _restore(
    post: Post,
    thread: Thread,
    actor: User,
    reason: str,
    reverses: ModerationAction | None,
    at: datetime,
) -> None:
    """With the rows locked, as `_hide`."""
    refuse_unless(can_moderate(actor), _("Only moderators can show it again."))
    refuse_own_that_waits(post, actor)
    if post.is_hidden:
        show(post, thread, actor=actor, reason=own_reason(reason), reverses=reverses, at=at)


def show(
    post: Post,
    thread: Thread,
    *,
    actor: User | None,
    reason: str,
    at: datetime,
    reverses: ModerationAction | None = None,
) -> None:
    """With the rows locked. What nobody has seen yet begins now, and is announced."""
    was, is_first = facts_of(post), is_unannounced(post)
    put_back_in_sight(post, at)
    if is_first:
        begin(post, at)
    act = Act.APPROVE if is_first else Act.RESTORE
    done = record(act, post, was, actor=actor, reason=reason, reverses=reverses, at=at)
    settle(post, actor=actor, upheld=False, decision=done)
    if is_first:
        announce(post)
    else:
        thread_changed.send(Thread, thread=thread)


def put_back_to_wait(
    post: Post, thread: Thread, *, actor: User | None, at: datetime, reverses: ModerationAction | None = None
) -> None:
    """With the rows locked: what was decided after a first look is taken back, and somebody looks once more."""
    was = facts_of(post)
    put_out_of_sight(post, None, SCREENING, at)
    record(Act.HIDE, post, was, actor=actor, reason=SCREENING, reverses=reverses, at=at)
    put_in_queue(post, at, cause=Review.Cause.SCREENING)
    thread_changed.send(Thread, thread=thread)


def put_out_of_sight(post: Post, actor: User | None, reason: str, at: datetime) -> None:
    """Inside another action's transaction, with the rows locked. An accepted answer is not accepted any more."""
    if isinstance(post, Answer) and post.is_accepted:
        take_acceptance_back(post, at, why=Why.HIDDEN)
    by = 0 if post.is_hidden else -1
    post.hidden_at, post.hidden_by, post.hidden_reason = at, actor, reason
    _save_sight(post, at=None, by=by)
    _score_sight(post, at)


def put_back_in_sight(post: Post, at: datetime) -> None:
    post.hidden_at, post.hidden_by, post.hidden_reason = None, None, ""
    _save_sight(post, at=at, by=+1)
    _score_sight(post, at)
    score("removed", members=[post.author_id], why=Why.APPEALED, now=at)


def _score_sight(post: Post, at: datetime) -> None:
    """What a post earned its author and others is taken back while nobody sees it, and given back with it."""
    if not isinstance(post, Comment):
        about = {"threads": [post.pk]} if isinstance(post, Thread) else {"answers": [post.pk]}
        score(*OF_POSTS, why=Why.HIDDEN, now=at, **about)


def _save_sight(post: Post, *, at: datetime | None, by: int) -> None:
    if isinstance(post, Comment):
        post.save(update_fields=HIDDEN_FIELDS)
        count(post.post, "comment_count", by)
    elif isinstance(post, Answer):
        post.save(update_fields=HIDDEN_FIELDS)
        count(post.thread, "answer_count", by)
    else:
        post.reset_waiting(at)
        post.save(update_fields=[*HIDDEN_FIELDS, "waiting_since"])
