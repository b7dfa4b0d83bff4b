"""Hiding and closing, by moderators, with a reason. Hidden is not deleted: everything can be taken back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.accepting import take_acceptance_back
from community.actions.common import count, lock, lock_with_thread, refuse_unless
from community.models import Answer, Thread
from community.models.threads import State
from community.permissions import can_moderate
from community.signals import thread_changed
from community.texts import clean_title, has_words


@transaction.atomic
def hide_thread(thread: Thread, *, actor: User, reason: str, at: datetime | None = None) -> None:
    """Take a thread from everyone's sight but its author's and the moderators'."""
    lock(thread)
    reason = _checked_reason(actor, reason)
    if not thread.is_hidden:
        _hide(thread, actor, reason, at or timezone.now())
        thread.waiting_since = None
        thread.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "waiting_since"])
        thread_changed.send(Thread, thread=thread)


@transaction.atomic
def restore_thread(thread: Thread, *, actor: User, at: datetime | None = None) -> None:
    """Show a hidden thread again; an unsolved one waits from now."""
    lock(thread)
    refuse_unless(can_moderate(actor), _("Only moderators can show it again."))
    if thread.is_hidden:
        _show(thread)
        thread.reset_waiting(at or timezone.now())
        thread.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "waiting_since"])
        thread_changed.send(Thread, thread=thread)


@transaction.atomic
def hide_answer(answer: Answer, *, actor: User, reason: str, at: datetime | None = None) -> None:
    """Hide an answer. If it was the accepted one, the thread is unsolved again."""
    thread = lock_with_thread(answer)
    reason, moment = _checked_reason(actor, reason), at or timezone.now()
    if not answer.is_hidden:
        if answer.is_accepted:
            take_acceptance_back(answer, moment)
        _hide(answer, actor, reason, moment)
        answer.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        count(thread, "answer_count", -1)
        thread_changed.send(Thread, thread=thread)


@transaction.atomic
def restore_answer(answer: Answer, *, actor: User) -> None:
    thread = lock_with_thread(answer)
    refuse_unless(can_moderate(actor), _("Only moderators can show it again."))
    if answer.is_hidden:
        _show(answer)
        answer.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        count(thread, "answer_count", +1)
        thread_changed.send(Thread, thread=thread)


@transaction.atomic
def close_thread(thread: Thread, *, actor: User) -> None:
    """No more answers. What was accepted stays so, and reopening makes the thread solved again."""
    lock(thread)
    refuse_unless(can_moderate(actor), _("Only moderators can close a question."))
    if not thread.is_closed:
        thread.state, thread.solved_at = State.CLOSED, None
        thread.reset_waiting(None)
        thread.save(update_fields=["state", "solved_at", "waiting_since"])
        thread_changed.send(Thread, thread=thread)


@transaction.atomic
def reopen_thread(thread: Thread, *, actor: User, at: datetime | None = None) -> None:
    """Let people answer again: solved when an answer is accepted, else open and waiting from now."""
    lock(thread)
    refuse_unless(can_moderate(actor), _("Only moderators can open a question again."))
    if thread.is_closed:
        accepted = thread.answers.accepted().first()
        thread.state = State.SOLVED if accepted else State.OPEN
        thread.solved_at = accepted.accepted_at if accepted else None
        thread.reopened_count += 0 if accepted else 1
        thread.reset_waiting(at or timezone.now())
        thread.save(update_fields=["state", "solved_at", "waiting_since", "reopened_count"])
        thread_changed.send(Thread, thread=thread)


def _checked_reason(actor: User, reason: str) -> str:
    refuse_unless(can_moderate(actor), _("Only moderators can hide posts."))
    reason = clean_title(reason)
    refuse_unless(has_words(reason), _("Say why: the author will read it."))
    return reason[: Thread._meta.get_field("hidden_reason").max_length]


def _hide(post: Thread | Answer, actor: User, reason: str, at: datetime) -> None:
    post.hidden_at, post.hidden_by, post.hidden_reason = at, actor, reason


def _show(post: Thread | Answer) -> None:
    post.hidden_at, post.hidden_by, post.hidden_reason = None, None, ""
