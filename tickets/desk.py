"""What the desk's pages show: rows of a queue with their due time in words, and one ticket with its forms."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.shortcuts import render
from django.utils import timezone

from accounts.models import AGENTS, User
from site_config.formats import time_ago
from site_config.models import SiteSettings
from tickets.actions.scheduling import default_calendar
from tickets.business_time import NeverOpen, add_business_time
from tickets.forms import AgentReplyForm, SolveForm
from tickets.models import Ticket
from tickets.models.policies import Priority
from tickets.models.tickets import State
from tickets.queries import QUEUES, best_answers, queue, queue_counts

ROWS_BESIDE = 30  # of the queue, beside an open ticket


@dataclass(frozen=True)
class Row:
    """A ticket in a list, and when the customer should have our reply (nothing while we wait for them)."""

    ticket: Ticket
    due_at: datetime | None
    is_overdue: bool

    @property
    def due(self) -> str:
        return time_ago(self.due_at) if self.due_at else ""


class Promise:
    """When a waiting customer should have our reply: the site's promised time, counted in working hours."""

    def __init__(self):
        self.calendar, self.now = default_calendar(), timezone.now()
        self.time = timedelta(hours=SiteSettings.load().reply_within_hours)

    def row(self, ticket: Ticket) -> Row:
        due_at = self._due_at(ticket)
        return Row(ticket, due_at, bool(due_at and due_at < self.now))

    def _due_at(self, ticket: Ticket) -> datetime | None:
        if not self.calendar or not ticket.waiting_since or ticket.state not in (State.NEW, State.OPEN):
            return None
        try:
            return add_business_time(ticket.waiting_since, self.time, self.calendar)
        except NeverOpen:
            return None


def desk_page(request, ticket: Ticket, *, status=200, reply=None, solve=None, preview=None, changes=None):
    """One ticket on the desk. Forms that are handed in keep what was typed."""
    counts, name = queue_counts(request.user), request.GET.get("queue")
    name = name if name in QUEUES else _queue_with(ticket, request.user)
    promise = Promise()
    conversation = sorted([*ticket.messages.all(), *ticket.events.all()], key=lambda entry: entry.created_at)
    words = {
        "ticket": ticket,
        "conversation": conversation,
        "answers": best_answers(ticket.thread) if ticket.thread_id else [],
        "reply_form": reply or reply_form(ticket),
        "solve_form": solve or SolveForm(initial=_seen(ticket)),
        "seen": _seen(ticket),
        "preview": preview,
        "changes": changes,
        "agent_choices": [(agent.pk, str(agent)) for agent in _agents()],
        "priorities": Priority.choices,
        "queue": name,
        "queue_name": QUEUES[name],
        "queues": QUEUES,
        "counts": counts,
        "rows": [promise.row(other) for other in queue(name, request.user)[:ROWS_BESIDE]],
        "row": promise.row(ticket),
    }
    return render(request, "desk/desk_ticket.html", words, status=status)


def _agents():
    return User.objects.filter(groups__name=AGENTS, is_active=True).order_by("display_name")


def reply_form(ticket: Ticket, typed=None) -> AgentReplyForm:
    """An unbound composer that knows how the ticket stands now, with what was typed before."""
    kept = {name: typed[name] for name in ("body", "visibility", "then", "key_field") if name in typed} if typed else {}
    return AgentReplyForm(initial={**_seen(ticket), **kept}, has_thread=ticket.may_show_on_thread)


def _seen(ticket: Ticket) -> dict:
    return {
        "version": ticket.version,
        "seen_message": max((message.pk for message in ticket.messages.all()), default=0),
        "seen_event": max((event.pk for event in ticket.events.all()), default=0),
    }


def _queue_with(ticket: Ticket, agent: User) -> str:
    """The queue an agent would look for it in."""
    if ticket.state in (State.SOLVED, State.CLOSED):
        return "solved"
    if ticket.assignee_id == agent.pk:
        return "mine"
    if ticket.state in (State.PENDING_CUSTOMER, State.ON_HOLD):
        return "pending" if ticket.state == State.PENDING_CUSTOMER else "on_hold"
    return "open" if ticket.assignee_id else "unassigned"
