"""Reads of the desk, of the customer's pages, and of what is due."""

from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.models import Answer
from tickets.models import Escalation, Ticket, TicketMessage
from tickets.models.tickets import State

QUEUES = {
    "mine": _("Mine"),
    "unassigned": _("Unassigned"),
    "open": _("All open"),
    "pending": _("Waiting for the customer"),
    "on_hold": _("On hold"),
    "solved": _("Solved"),
}
_OPEN = Q(state__in=[State.NEW, State.OPEN])


def due_escalations(now: datetime) -> QuerySet[Escalation]:
    """Every question that is due by ``now`` and not decided, the longest overdue first."""
    return Escalation.objects.due(now).select_related("thread__board", "policy").order_by("due_at", "pk")


def queue(name: str, agent) -> QuerySet[Ticket]:
    """The tickets of one queue of the desk, in the order in which they want attention."""
    tickets = Ticket.objects.filter(_conditions(agent)[name])
    ordered = tickets.order_by("-solved_at") if name == "solved" else tickets.by_urgency()
    return ordered.select_related("requester", "assignee", "board", "thread").prefetch_related("board__texts")


def queue_counts(agent) -> dict[str, int]:
    """How many tickets each queue holds; one query."""
    return Ticket.objects.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in _conditions(agent).items()}
    )


def _conditions(agent) -> dict[str, Q]:
    return {
        "mine": Q(assignee=agent) & Q(state__in=[State.NEW, State.OPEN, State.PENDING_CUSTOMER, State.ON_HOLD]),
        "unassigned": Q(assignee=None) & _OPEN,
        "open": _OPEN,
        "pending": Q(state=State.PENDING_CUSTOMER),
        "on_hold": Q(state=State.ON_HOLD),
        "solved": Q(state__in=[State.SOLVED, State.CLOSED]),
    }


def ticket_for_desk() -> QuerySet[Ticket]:
    """A ticket with everything its page on the desk shows."""
    messages = TicketMessage.objects.select_related("author", "answer__thread")
    return Ticket.objects.select_related(
        "requester", "assignee", "board", "thread__board", "thread__author", "escalation__policy", "follow_up_of"
    ).prefetch_related(Prefetch("messages", messages), "events__actor", "board__texts", "thread__board__texts")


def ticket_for_customer(user) -> QuerySet[Ticket]:
    """The customer's own tickets; their messages without the team's internal notes."""
    messages = TicketMessage.objects.for_customer().select_related("author", "answer__thread")
    return (
        Ticket.objects.of_customer(user)
        .select_related("thread", "escalation", "requester", "board", "follow_up_of")
        .prefetch_related(Prefetch("messages", messages), "follow_ups")
    )


def best_answers(thread, most: int = 5) -> list[Answer]:
    """What the community said so far, the best first: context for the agent."""
    return list(thread.answers.public().select_related("author").best_first()[:most])
