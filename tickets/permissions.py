"""Who may do what with requests. Actions refuse by these predicates, and templates hide buttons by them."""

from django.utils import timezone

from accounts.permissions import is_agent
from community.models import Thread
from tickets.models import Escalation, Ticket


def can_work_tickets(user) -> bool:
    return is_agent(user)


def can_open_ticket(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def can_see_ticket(user, ticket: Ticket) -> bool:
    """The customer it belongs to, once the team shows it, and the team."""
    return can_work_tickets(user) or (is_requester(user, ticket) and not ticket.hidden_from_requester)


def is_requester(user, ticket: Ticket) -> bool:
    return bool(user.is_authenticated and user.is_active and ticket.requester_id == user.pk)


def can_solve_own(user, ticket: Ticket) -> bool:
    return is_requester(user, ticket) and ticket.is_unsolved


def can_reopen(user, ticket: Ticket) -> bool:
    """The customer for seven days after it was solved; the team until it is closed."""
    if can_work_tickets(user):
        return ticket.state == "solved"
    return is_requester(user, ticket) and ticket.may_reopen(timezone.now())


def can_decide_escalation(user, escalation: Escalation) -> bool:
    """Consent is the asker's alone."""
    return bool(user.is_authenticated and user.is_active and escalation.thread.author_id == user.pk)


def can_make_private(user, thread: Thread) -> bool:
    """Whether their own question may still become a request of their own: nobody answered, the team has it not."""
    is_own = bool(user.is_authenticated and user.is_active and thread.author_id == user.pk)
    is_shown = not thread.is_merged and (not thread.is_hidden or thread.waits_for_look)
    return is_own and is_shown and thread.answer_count == 0


def can_ask_team(user, thread: Thread) -> bool:
    """Whether the thread is theirs and still open; the board's rule decides the rest."""
    return bool(
        user.is_authenticated and user.is_active and thread.author_id == user.pk and thread.waiting_since is not None
    )
