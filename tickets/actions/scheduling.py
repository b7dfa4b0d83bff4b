"""When a thread is due for the team. Derived anew from the facts at every event of the thread (RULES §3)."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.models import Thread
from tickets.actions.locking import lock_thread
from tickets.business_time import Calendar, NeverOpen, add_business_time
from tickets.models import Escalation, EscalationPolicy, TicketEvent

logger = logging.getLogger(__name__)

# A question that is older when we first hear of it (an import, an old archive) waits for nobody any more.
TOO_OLD_TO_START = timedelta(days=30)
State, Trigger, Cancelled = Escalation.State, Escalation.Trigger, Escalation.Cancelled


@dataclass(frozen=True)
class Plan:
    """Which trigger comes first, when, and the numbers behind it."""

    trigger: str
    due_at: datetime
    facts: dict = field(default_factory=dict)


def policy_for(thread: Thread) -> EscalationPolicy | None:
    """The rule of the thread's board, else the default; none when an admin removed both."""
    policies = EscalationPolicy.objects.filter(Q(board=thread.board_id) | Q(board=None)).select_related("calendar")
    return max(policies, key=lambda policy: policy.board_id is not None, default=None)


def default_calendar() -> Calendar | None:
    """Working hours of the rule for all other boards."""
    policy = EscalationPolicy.objects.filter(board=None).select_related("calendar").first()
    return policy.calendar.as_calendar() if policy else None


def recompute(thread: Thread, now: datetime | None = None) -> Escalation | None:
    """Bring the thread's escalation in line with the thread: schedule, move, cancel, or start the next generation.

    Runs in the transaction of the change, which holds the thread's lock.
    """
    now = now or timezone.now()
    last = thread.escalations.order_by("-generation").first()
    if last and last.state == State.LINKED:
        _tell_ticket(last, thread)
        return last
    policy = policy_for(thread)
    plan = _plan(thread, policy, last, now) if policy and _waits_for_someone(thread) else None
    if last and last.state in Escalation.WAITING:
        return _adjust(last, thread, policy, plan, now)
    if plan is None or not _may_start(thread, last, now):
        return last
    return Escalation.objects.create(
        thread=thread,
        generation=last.generation + 1 if last else 1,
        clock_from=thread.waiting_since,
        created_at=now,
        **_fields(policy, plan),
    )


def reschedule(policy: EscalationPolicy) -> None:
    """Apply a changed rule (or calendar) to every question it governs that still waits."""
    threads = Thread.objects.filter(waiting_since__gte=timezone.now() - TOO_OLD_TO_START)
    if policy.board_id:
        threads = threads.filter(board=policy.board_id)
    for thread_id in threads.values_list("pk", flat=True):
        with transaction.atomic():
            recompute(lock_thread(thread_id))


def _waits_for_someone(thread: Thread) -> bool:
    return thread.waiting_since is not None and thread.author is not None and thread.author.is_active


def _plan(thread: Thread, policy: EscalationPolicy, last: Escalation | None, now: datetime) -> Plan | None:
    plans = []
    if last and last.state in Escalation.WAITING and last.trigger == Trigger.ASKER_ASKED:
        return Plan(Trigger.ASKER_ASKED, last.due_at, last.facts)
    if policy.waits_for == policy.WaitsFor.NOT_SOLVED or (
        policy.waits_for == policy.WaitsFor.NO_ANSWER and thread.answer_count == 0
    ):
        try:
            due_at = add_business_time(thread.waiting_since, policy.delay, policy.calendar.as_calendar())
            plans.append(Plan(Trigger(policy.waits_for), due_at, {"hours": policy.delay_hours}))
        except NeverOpen:
            logger.warning("Working hours %r never open: nothing escalates by time.", policy.calendar.name)
    if policy.me_too_threshold and thread.me_too_count >= policy.me_too_threshold:
        reached = last.due_at if last and last.state in Escalation.WAITING and last.trigger == Trigger.ME_TOO else now
        plans.append(Plan(Trigger.ME_TOO, reached, {"count": thread.me_too_count}))
    return min(plans, key=lambda plan: plan.due_at, default=None)


def _may_start(thread: Thread, last: Escalation | None, now: datetime) -> bool:
    """The first time unless it is an old archive; after an end, only when the thread waits anew."""
    if last is None:
        return thread.waiting_since >= now - TOO_OLD_TO_START
    if last.state == State.CANCELLED and last.cancelled_because in (
        Cancelled.ANSWERED,
        Cancelled.POLICY,
        Cancelled.DUPLICATE,  # asked only of what stands alone (again)
    ):
        return True
    return thread.waiting_since > last.clock_from


def _adjust(escalation, thread, policy, plan, now) -> Escalation:
    if plan is None:
        return _cancel(escalation, _why_not(thread, policy), now)
    if escalation.state in Escalation.RUNNING:
        fields = _fields(policy, plan)
        if fields["due_at"] > now + policy.notice and escalation.state == State.NOTIFIED:
            fields.update(state=State.SCHEDULED, told_at=None)  # Moved far away again: a new notice will be due.
        for name, value in fields.items():
            setattr(escalation, name, value)
        escalation.save()
    return escalation


def _fields(policy: EscalationPolicy, plan: Plan) -> dict:
    return {
        "policy": policy,
        "policy_version": policy.version,
        "trigger": plan.trigger,
        "facts": plan.facts,
        "due_at": plan.due_at,
        "notice_at": plan.due_at - policy.notice if policy.notice_hours else None,
    }


def _why_not(thread: Thread, policy: EscalationPolicy | None) -> str:
    if thread.is_merged:
        return Cancelled.DUPLICATE
    if thread.is_solved:
        return Cancelled.SOLVED
    if thread.needs_info and not thread.is_hidden:
        return Cancelled.NEEDS_INFO
    if thread.is_closed and not thread.is_hidden:
        return Cancelled.CLOSED
    if thread.waiting_since is None:
        return Cancelled.WITHDRAWN
    if policy and policy.waits_for == policy.WaitsFor.NO_ANSWER and thread.answer_count:
        return Cancelled.ANSWERED
    return Cancelled.POLICY


def _cancel(escalation: Escalation, why: str, now: datetime) -> Escalation:
    escalation.state, escalation.cancelled_because, escalation.ended_at = State.CANCELLED, why, now
    escalation.save()
    return escalation


def _tell_ticket(escalation: Escalation, thread: Thread) -> None:
    """Write into the ticket's history that the community solved it after all, or took that back."""
    kinds = TicketEvent.Kind
    solved_kinds = (kinds.COMMUNITY_SOLVED, kinds.COMMUNITY_UNSOLVED)
    ticket = getattr(escalation, "ticket", None)
    if ticket is None:
        return
    last = ticket.events.filter(kind__in=solved_kinds).values_list("kind", flat=True).last()
    kind = kinds.COMMUNITY_SOLVED if thread.is_solved else kinds.COMMUNITY_UNSOLVED
    if kind != (last or kinds.COMMUNITY_UNSOLVED):
        ticket.events.create(kind=kind)
