"""From a due question to a ticket: exactly one, whoever else is trying at the same moment."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions import notify
from accounts.models import User
from community.errors import Refused
from community.models import Thread
from tickets.actions.locking import lock_thread
from tickets.actions.scheduling import policy_for, recompute
from tickets.actions.words import excerpt, ticket_path
from tickets.models import Escalation, EscalationPolicy, Ticket, TicketEvent, TicketMessage
from tickets.permissions import can_ask_team, can_decide_escalation

State, Consent = Escalation.State, EscalationPolicy.Consent


@transaction.atomic
def escalate_if_due(escalation: Escalation, now: datetime) -> Ticket | Escalation | None:
    """Pass one question to the team if, with the thread locked, it is still due.

    Returns the ticket, or the escalation when it now waits for the asker's consent, or nothing when it is not due.
    """
    thread = lock_thread(escalation.thread_id)
    escalation = recompute(thread, now)
    if escalation is None or escalation.state not in Escalation.RUNNING or escalation.due_at > now:
        return None
    needs_consent = escalation.policy.consent == Consent.ASK and escalation.trigger != escalation.Trigger.ASKER_ASKED
    return _ask_consent(escalation, thread, now) if needs_consent else _link(escalation, thread, now)


@transaction.atomic
def give_notice(escalation: Escalation, now: datetime) -> bool:
    """Tell the asker, ahead of time, that the team will take it."""
    thread = lock_thread(escalation.thread_id)
    escalation = recompute(thread, now)
    if escalation is None or escalation.state != State.SCHEDULED or not escalation.notice_at:
        return False
    if not escalation.notice_at <= now < escalation.due_at or escalation.policy.consent == Consent.STAFF_ONLY:
        return False
    escalation.state, escalation.told_at = State.NOTIFIED, now
    escalation.save()
    _tell_asker(thread, "escalation_notice", _thread_path(thread, thread.author), due_at=escalation.due_at.isoformat())
    return True


@transaction.atomic
def ask_team(thread: Thread, *, actor: User, now: datetime | None = None) -> Ticket:
    """The asker passes the question on, where the board's rule allows it. A second call finds the first ticket."""
    now = now or timezone.now()
    thread = lock_thread(thread.pk)
    escalation = recompute(thread, now)
    if escalation and escalation.state == State.LINKED and thread.author_id == actor.pk:
        return escalation.ticket
    policy = policy_for(thread)
    if not can_ask_team(actor, thread) or not policy or not policy.asker_may_ask:
        raise Refused(_("This question cannot be passed to our team now."))
    if escalation is None or escalation.state not in Escalation.WAITING:
        escalation = Escalation(
            thread=thread,
            generation=escalation.generation + 1 if escalation else 1,
            clock_from=thread.waiting_since,
            policy=policy,
            policy_version=policy.version,
        )
    escalation.trigger, escalation.facts, escalation.due_at = Escalation.Trigger.ASKER_ASKED, {}, now
    escalation.save()
    return _link(escalation, thread, now)


@transaction.atomic
def give_consent(escalation: Escalation, *, actor: User, now: datetime | None = None) -> Ticket:
    thread, escalation = _held_for_decision(escalation, actor)
    return _link(escalation, thread, now or timezone.now())


@transaction.atomic
def decline(escalation: Escalation, *, actor: User, now: datetime | None = None) -> Escalation:
    """The asker would rather wait for the community. Reopening the question later starts anew."""
    _thread, escalation = _held_for_decision(escalation, actor)
    escalation.state, escalation.cancelled_because = State.CANCELLED, Escalation.Cancelled.DECLINED
    escalation.ended_at = now or timezone.now()
    escalation.save()
    return escalation


def _held_for_decision(escalation: Escalation, actor: User) -> tuple[Thread, Escalation]:
    thread = lock_thread(escalation.thread_id)
    escalation = Escalation.objects.select_related("policy", "thread").get(pk=escalation.pk)
    escalation.policy = escalation.policy or policy_for(thread)
    is_open = escalation.state in Escalation.WAITING and escalation.policy is not None
    if not is_open or not can_decide_escalation(actor, escalation):
        raise Refused(_("There is nothing to decide here any more."))
    return thread, escalation


def _ask_consent(escalation: Escalation, thread: Thread, now: datetime) -> Escalation:
    escalation.state, escalation.told_at = State.AWAITING_CONSENT, escalation.told_at or now
    escalation.save()
    _tell_asker(thread, "escalation_notice", _thread_path(thread, thread.author), needs_consent=True)
    return escalation


def _link(escalation: Escalation, thread: Thread, now: datetime) -> Ticket:
    """Escalation, ticket, first message, history and notification: all or nothing."""
    staff_only = escalation.policy.consent == Consent.STAFF_ONLY
    escalation.state, escalation.linked_at = State.LINKED, now
    escalation.save()
    ticket = Ticket.objects.create(
        requester=thread.author,
        subject=thread.title,
        language=thread.language,
        board=thread.board,
        thread=thread,
        escalation=escalation,
        priority=escalation.policy.priority,
        created_at=now,
        waiting_since=now,
        hidden_from_requester=staff_only,
    )
    TicketMessage.objects.create(
        ticket=ticket, author=thread.author, source=thread.body_source, html=thread.body_html, created_at=now
    )
    ticket.events.create(kind=TicketEvent.Kind.ESCALATED, created_at=now)
    if not staff_only:
        _tell_asker(thread, "thread_escalated", ticket_path(ticket, thread.author))
    return ticket


def _tell_asker(thread: Thread, event: str, url: str, **words) -> None:
    context = {"title": thread.title, "excerpt": excerpt(thread.body_html), **words}
    notify([thread.author], event, url=url, context=context)


def _thread_path(thread: Thread, reader: User) -> str:
    with override(reader.language):
        return thread.get_absolute_url()
