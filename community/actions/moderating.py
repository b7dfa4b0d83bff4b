"""Hiding and closing by moderators, with a reason, in the log. Hidden is not deleted: everything can be taken back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.accepting import take_acceptance_back
from community.actions.common import count, lock, lock_with_thread, refuse_unless
from community.actions.recording import checked_reason, own_reason, record
from community.actions.reviewing import settle, waits
from community.facts import facts_of
from community.models import Answer, ModerationAction, Thread
from community.models.moderation import Act
from community.models.threads import State
from community.permissions import can_moderate
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
    """Show a hidden thread again; an unsolved one waits from now."""
    lock(thread)
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
def close_thread(thread: Thread, *, actor: User, reason: str = "", reverses: ModerationAction | None = None) -> None:
    """No more answers. What was accepted stays so, and reopening makes the thread solved again."""
    lock(thread)
    refuse_unless(can_moderate(actor), _("Only moderators can close a question."))
    if not thread.is_closed:
        was = facts_of(thread)
        thread.state, thread.solved_at = State.CLOSED, None
        thread.reset_waiting(None)
        thread.save(update_fields=["state", "solved_at", "waiting_since"])
        record(Act.CLOSE, thread, was, actor=actor, reason=own_reason(reason), reverses=reverses)
        thread_changed.send(Thread, thread=thread)


@transaction.atomic
def reopen_thread(
    thread: Thread,
    *,
    actor: User,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """Let people answer again: solved when an answer is accepted, else open and waiting from now."""
    lock(thread)
    refuse_unless(can_moderate(actor), _("Only moderators can open a question again."))
    if thread.is_closed:
        was, accepted = facts_of(thread), thread.answers.accepted().first()
        thread.state = State.SOLVED if accepted else State.OPEN
        thread.solved_at = accepted.accepted_at if accepted else None
        thread.reopened_count += 0 if accepted else 1
        thread.reset_waiting(at or timezone.now())
        thread.save(update_fields=["state", "solved_at", "waiting_since", "reopened_count"])
        record(Act.REOPEN, thread, was, actor=actor, reason=own_reason(reason), reverses=reverses, at=at)
        thread_changed.send(Thread, thread=thread)


def _hide(
    post: Thread | Answer,
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
        settle(post, actor=actor, upheld=True, decision=done)
        thread_changed.send(Thread, thread=thread)


def _restore(
    post: Thread | Answer,
    thread: Thread,
    actor: User,
    reason: str,
    reverses: ModerationAction | None,
    at: datetime,
) -> None:
    """With the rows locked, as `_hide`."""
    refuse_unless(can_moderate(actor), _("Only moderators can show it again."))
    if post.is_hidden:
        was = facts_of(post)
        put_back_in_sight(post, at)
        done = record(Act.RESTORE, post, was, actor=actor, reason=own_reason(reason), reverses=reverses, at=at)
        settle(post, actor=actor, upheld=False, decision=done)
        thread_changed.send(Thread, thread=thread)


def put_out_of_sight(post: Thread | Answer, actor: User | None, reason: str, at: datetime) -> None:
    """Inside another action's transaction, with the rows locked. An accepted answer is not accepted any more."""
    if isinstance(post, Answer) and post.is_accepted:
        take_acceptance_back(post, at)
    by = 0 if post.is_hidden else -1
    post.hidden_at, post.hidden_by, post.hidden_reason = at, actor, reason
    _save_sight(post, at=None, by=by)


def put_back_in_sight(post: Thread | Answer, at: datetime) -> None:
    post.hidden_at, post.hidden_by, post.hidden_reason = None, None, ""
    _save_sight(post, at=at, by=+1)


def _save_sight(post: Thread | Answer, *, at: datetime | None, by: int) -> None:
    if isinstance(post, Answer):
        post.save(update_fields=HIDDEN_FIELDS)
        count(post.thread, "answer_count", by)
    else:
        post.reset_waiting(at)
        post.save(update_fields=[*HIDDEN_FIELDS, "waiting_since"])
