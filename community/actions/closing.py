"""Closing, opening again and archiving: by moderators, and by the rules when nobody writes any more."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import tell_in_inbox
from accounts.models import User
from community import states
from community.actions.common import lock, refuse_fixed, refuse_unless
from community.actions.recording import own_reason, record
from community.facts import facts_of
from community.models import ModerationAction, Thread
from community.models.moderation import Act
from community.models.threads import ClosedBecause, State
from community.permissions import can_decide_proposals_in, can_moderate
from community.signals import thread_changed
from search.actions import enqueue

logger = logging.getLogger(__name__)
BATCH = 200
Keep = Callable[[list[int]], set[int]]


@transaction.atomic
def close_thread(thread: Thread, *, actor: User, reason: str = "", reverses: ModerationAction | None = None) -> None:
    """No more answers. What was accepted stays so, and reopening makes the thread solved again."""
    lock(thread)
    may = can_decide_proposals_in(actor, thread)
    refuse_unless(may, _("Only moderators, and experts on their boards, can close a question."))
    if not can_moderate(actor):
        refuse_fixed(actor, thread)
    if not thread.is_closed:
        _go(thread, "close", Act.CLOSE, actor=actor, reason=own_reason(reason), reverses=reverses)


@transaction.atomic
def archive_thread(thread: Thread, *, actor: User, reason: str = "", reverses: ModerationAction | None = None) -> None:
    """Out of the lists, still found by searching; nothing new comes to it."""
    lock(thread)
    refuse_unless(can_moderate(actor), _("Only moderators can archive a question."))
    if not thread.is_archived:
        _go(thread, "archive", Act.ARCHIVE, actor=actor, reason=own_reason(reason), reverses=reverses)


@transaction.atomic
def reopen_thread(
    thread: Thread,
    *,
    actor: User,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """Let people answer again: solved when an answer is accepted, else open and waiting from now.

    What is undone goes back to where it was: waiting for information, or closed and not archived.
    """
    lock(thread)
    may = can_decide_proposals_in(actor, thread)
    refuse_unless(may, _("Only moderators, and experts on their boards, can open a question again."))
    if not can_moderate(actor):
        refuse_fixed(actor, thread)
    if not thread.is_closed:
        return
    was, before = facts_of(thread), reverses.before.get("state") if reverses else None
    if before in (State.NEEDS_INFO, State.CLOSED):
        states.put_in(thread, State(before), at=at or timezone.now())
        states.save(thread)
    else:
        states.go(thread, "reopen", at=at or timezone.now())
    enqueue(thread)
    record(Act.REOPEN, thread, was, actor=actor, reason=own_reason(reason), reverses=reverses, at=at)
    thread_changed.send(Thread, thread=thread)


def _go(thread: Thread, way: str, act: Act, *, actor: User | None, because: str = "", **words) -> None:
    was = facts_of(thread)
    states.go(thread, way, at=words.get("at") or timezone.now(), because=because, reason=words.get("reason", ""))
    enqueue(thread)
    record(act, thread, was, actor=actor, **words)
    thread_changed.send(Thread, thread=thread)


def close_quiet(now: datetime | None = None, *, keep: Keep = lambda keys: set()) -> int:
    """Close what nobody wrote in for 30 days; returns how many. ``keep`` names those that somebody takes care of.

    Each in a transaction of its own that looks again: two at once close nothing twice, nor what was just written in.
    What was imported open and never spoken in here started no clock, and stays.
    """
    now = now or timezone.now()
    return sum(_each(_quiet(now), keep, lambda pk: _close_if_quiet(pk, now, keep)))


def archive_old(now: datetime | None = None) -> int:
    """Archive what has been closed for a year; returns how many."""
    now = now or timezone.now()
    return sum(_each(_closed_long(now), lambda keys: set(), lambda pk: _archive_if_old(pk, now)))


def _quiet(now: datetime) -> QuerySet[Thread]:
    since = now - states.QUIET_AFTER
    waits_long = Q(state=State.OPEN, waiting_since__lte=since) | Q(state=State.NEEDS_INFO)
    return Thread.objects.unsolved().filter(
        waits_long, last_activity_at__lte=since, hidden_at=None, merged_into=None, locked_at=None
    )


def _closed_long(now: datetime) -> QuerySet[Thread]:
    return Thread.objects.filter(state=State.CLOSED, closed_at__lte=now - states.ARCHIVED_AFTER, merged_into=None)


def _each(threads: QuerySet[Thread], keep: Keep, act: Callable[[int], bool]) -> Iterator[bool]:
    """A few at a time, so that no list is long and no transaction either; one that fails keeps no other waiting."""
    last = 0
    while keys := list(threads.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last, kept = keys[-1], keep(keys)
        for key in keys:
            try:
                yield key not in kept and act(key)
            except Exception:
                logger.exception("Thread %s was not closed or archived; the next tick tries again.", key)


@transaction.atomic
def _close_if_quiet(key: int, now: datetime, keep: Keep) -> bool:
    thread = _quiet(now).select_for_update(of=("self",)).filter(pk=key).first()
    if thread is None or keep([key]):
        return False
    _go(thread, "close_quiet", Act.CLOSE, actor=None, because=ClosedBecause.QUIET, at=now)
    context = {"title": thread.title, "number": 1}
    tell_in_inbox([thread.author], "thread_quiet", url=thread.home_url, context=context, add_up=["number"])
    return True


@transaction.atomic
def _archive_if_old(key: int, now: datetime) -> bool:
    thread = _closed_long(now).select_for_update(of=("self",)).filter(pk=key).first()
    if thread is None:
        return False
    _go(thread, "archive_old", Act.ARCHIVE, actor=None, at=now)
    return True
