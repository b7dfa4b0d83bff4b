"""Whose it is, how urgent, and what state it is in."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community.errors import Refused
from community.texts import clean_body, has_words
from tickets.actions.locking import lock_ticket, save_changed
from tickets.actions.words import ticket_path
from tickets.models import Escalation, Ticket, TicketEvent
from tickets.models.policies import Priority
from tickets.models.tickets import State
from tickets.permissions import can_reopen, can_solve_own, can_work_tickets

Kind = TicketEvent.Kind
SUMMARY_LENGTH = 2_000


@transaction.atomic
def assign(
    ticket: Ticket,
    assignee: User | None,
    *,
    actor: User,
    seen_version: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Give a ticket to an agent, or (None) back to the queue."""
    ticket = _held_by_agent(ticket, actor, seen_version)
    if assignee and not can_work_tickets(assignee):
        raise Refused(_("%(name)s does not work on requests.") % {"name": assignee})
    if ticket.assignee_id != (assignee.pk if assignee else None):
        ticket.assignee = assignee
        kind = Kind.ASSIGNED if assignee else Kind.UNASSIGNED
        name = str(assignee or "")[:80]
        ticket.events.create(kind=kind, actor=actor, value=name, created_at=at or timezone.now())
        save_changed(ticket)
    return ticket


@transaction.atomic
def take(ticket: Ticket, *, actor: User, seen_version: int | None = None, at: datetime | None = None) -> Ticket:
    """An agent makes a ticket their own. Refused when a colleague was quicker."""
    held = _held_by_agent(ticket, actor, None)
    if held.assignee_id not in (None, actor.pk) and held.assignee_id != ticket.assignee_id:
        raise Refused(_("%(name)s has just taken it.") % {"name": held.assignee})
    return assign(held, actor, actor=actor, seen_version=seen_version, at=at)


@transaction.atomic
def set_priority(ticket: Ticket, priority: int, *, actor: User, seen_version: int | None = None) -> Ticket:
    ticket = _held_by_agent(ticket, actor, seen_version)
    if priority not in Priority.values:
        raise Refused(_("Choose one of the priorities."))
    if ticket.priority != priority:
        ticket.priority = priority
        ticket.events.create(kind=Kind.PRIORITY, actor=actor, value=str(priority))
        save_changed(ticket)
    return ticket


@transaction.atomic
def set_state(
    ticket: Ticket, state: str, *, actor: User, seen_version: int | None = None, at: datetime | None = None
) -> Ticket:
    """Between open, waiting for the customer and on hold. Solving is `solve`, which asks for a summary."""
    ticket = _held_by_agent(ticket, actor, seen_version)
    if state not in (State.OPEN, State.PENDING_CUSTOMER, State.ON_HOLD) or not ticket.is_unsolved:
        raise Refused(_("A request cannot go from “%(old)s” to that.") % {"old": ticket.get_state_display()})
    _move(ticket, state, actor, at or timezone.now())
    return ticket


@transaction.atomic
def solve(
    ticket: Ticket,
    *,
    actor: User,
    public_summary: str = "",
    is_private: bool = False,
    seen_version: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Solved. An agent says in a few public words how, or that it is private; the customer need say nothing."""
    ticket, moment = lock_ticket(ticket, seen_version), at or timezone.now()
    if not can_solve_own(actor, ticket):
        _require_agent(actor)
        ticket.public_summary, ticket.is_private = _checked_summary(public_summary, is_private)
    if not ticket.is_unsolved:
        return ticket
    ticket.solved_at, ticket.waiting_since = moment, None
    _move(ticket, State.SOLVED, actor, moment)
    Escalation.objects.filter(ticket=ticket, state=Escalation.State.LINKED).update(
        state=Escalation.State.RESOLVED, ended_at=moment
    )
    if ticket.requester and not ticket.hidden_from_requester:
        words = {"title": ticket.subject, "excerpt": ticket.public_summary[:300], "number": ticket.pk}
        notify(
            [ticket.requester], "ticket_solved", url=ticket_path(ticket, ticket.requester), context=words, actor=actor
        )
    return ticket


@transaction.atomic
def reopen(ticket: Ticket, *, actor: User, seen_version: int | None = None, at: datetime | None = None) -> Ticket:
    """Not solved after all. After seven days a customer writes a follow-up instead."""
    ticket = lock_ticket(ticket, seen_version)
    if ticket.is_unsolved:
        return ticket
    if not can_reopen(actor, ticket):
        raise Refused(_("It is too late to reopen this request. Reply to it, and a new one is opened and linked."))
    moment = at or timezone.now()
    ticket.state, ticket.solved_at = State.OPEN, None
    ticket.waiting_since = ticket.waiting_since or moment
    ticket.events.create(kind=Kind.REOPENED, actor=actor, created_at=moment)
    save_changed(ticket)
    return ticket


def _move(ticket: Ticket, state: str, actor: User, moment: datetime) -> None:
    if ticket.state != state:
        ticket.state = state
        ticket.events.create(kind=Kind.STATE, actor=actor, value=state, created_at=moment)
        save_changed(ticket)


def _checked_summary(public_summary: str, is_private: bool) -> tuple[str, bool]:
    summary = clean_body(public_summary)
    if is_private:
        return "", True
    if not has_words(summary):
        raise Refused(_("Say in a few words how it was solved, or mark it as private."))
    if len(summary) > SUMMARY_LENGTH:
        raise Refused(_("The summary is too long: at most %(limit)s characters.") % {"limit": SUMMARY_LENGTH})
    return summary, False


def _held_by_agent(ticket: Ticket, actor: User, seen_version: int | None) -> Ticket:
    _require_agent(actor)
    return lock_ticket(ticket, seen_version)


def _require_agent(actor: User) -> None:
    if not can_work_tickets(actor):
        raise Refused(_("Only our team works on requests."))
