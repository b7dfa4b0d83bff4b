"""What stands beside a question's state: locked, outdated, and on which board it is."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import lock, refuse_unless
from community.actions.recording import checked_reason, own_reason, record
from community.actions.settling import settle_proposals, unsettle_proposals
from community.facts import facts_of
from community.models import Board, ModerationAction, Proposal, Thread
from community.models.moderation import Act
from community.permissions import can_mark_outdated, can_moderate, knows_what_is_outdated
from community.signals import thread_changed


@transaction.atomic
def lock_thread(
    thread: Thread,
    *,
    actor: User,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """Only the team changes anything in it: no answers, comments, edits or votes of members. No clock runs."""
    lock(thread)
    refuse_unless(can_moderate(actor), _("Only moderators can lock a question."))
    if not thread.is_locked:
        _set_locked(thread, at or timezone.now(), Act.LOCK, actor=actor, reason=reason, reverses=reverses)


@transaction.atomic
def unlock_thread(
    thread: Thread,
    *,
    actor: User,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """Members take part again; an open question waits from now."""
    lock(thread)
    refuse_unless(can_moderate(actor), _("Only moderators can lock a question."))
    if thread.is_locked:
        _set_locked(thread, None, Act.UNLOCK, actor=actor, reason=reason, reverses=reverses)


def _set_locked(thread: Thread, at: datetime | None, act: Act, *, reason: str, **words) -> None:
    was, thread.locked_at = facts_of(thread), at
    thread.reset_waiting(timezone.now())
    thread.save(update_fields=["locked_at", "waiting_since"])
    record(act, thread, was, reason=own_reason(reason), **words)
    thread_changed.send(Thread, thread=thread)


@transaction.atomic
def mark_outdated(thread: Thread, *, actor: User, reason: str, reverses: ModerationAction | None = None) -> None:
    """What solved it does not hold any more; readers are told why, and others are found before it."""
    lock(thread)
    _refuse_who_cannot_know(actor, thread)
    reason = checked_reason(reason)
    if not thread.is_outdated:
        moment = timezone.now()
        _set_outdated(thread, moment, reason, Act.OUTDATE, actor=actor, reason=reason, reverses=reverses)
        settle_proposals(thread, Proposal.Kind.OUTDATED, actor=actor, at=moment)


@transaction.atomic
def mark_current(thread: Thread, *, actor: User, reason: str = "", reverses: ModerationAction | None = None) -> None:
    """It holds after all, or again; also of what was opened again since."""
    lock(thread)
    refuse_unless(knows_what_is_outdated(actor), _("Only moderators and experienced members can say so."))
    if thread.is_outdated:
        _set_outdated(thread, None, "", Act.UPDATE, actor=actor, reason=own_reason(reason), reverses=reverses)
        if reverses:
            unsettle_proposals(thread, Proposal.Kind.OUTDATED, at=timezone.now())


def _refuse_who_cannot_know(actor: User, thread: Thread) -> None:
    refuse_unless(knows_what_is_outdated(actor), _("Only moderators and experienced members can say so."))
    words = _("Only what was solved or closed can be out of date. Write an answer that says how it is now.")
    refuse_unless(can_mark_outdated(actor, thread), words)


def _set_outdated(thread: Thread, at: datetime | None, why: str, act: Act, **words) -> None:
    was = facts_of(thread)
    thread.outdated_at, thread.outdated_reason = at, why
    thread.save(update_fields=["outdated_at", "outdated_reason"])
    record(act, thread, was, **words)
    thread_changed.send(Thread, thread=thread)


@transaction.atomic
def move_thread(
    thread: Thread,
    board: Board | None,
    *,
    actor: User,
    reason: str,
    reverses: ModerationAction | None = None,
) -> None:
    """To the board where it fits, with everything in it."""
    lock(thread)
    refuse_unless(can_moderate(actor), _("Only moderators can move a question."))
    refuse_unless(board is not None and board.pk != thread.board_id, _("Choose another board."))
    reason = own_reason(reason) if reverses else checked_reason(reason)
    was, thread.board = facts_of(thread), board
    thread.save(update_fields=["board"])
    record(Act.MOVE, thread, was, actor=actor, reason=reason, reverses=reverses)
    thread_changed.send(Thread, thread=thread)
