"""Writing in a ticket: the customer to the team, the team to the customer, to itself, or to everyone on the thread."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community.actions import answer
from community.errors import Refused
from community.texts import checked_body
from tickets.actions.locking import lock_ticket, refuse_stale, save_changed
from tickets.actions.messages import add_message, earlier_message
from tickets.actions.opening import open_ticket
from tickets.actions.words import excerpt, ticket_path
from tickets.models import Ticket, TicketEvent, TicketMessage
from tickets.models.messages import Visibility
from tickets.models.tickets import State
from tickets.permissions import can_see_ticket, is_requester
from tickets.thanks import is_bare_thanks


@transaction.atomic
def reply(
    ticket: Ticket,
    *,
    author: User,
    body: str,
    visibility: str = Visibility.REQUESTER,
    then: str | None = None,
    seen_version: int | None = None,
    submission_key: str | None = None,
    created_at: datetime | None = None,
) -> TicketMessage:
    """Add a message. ``then`` is the state an agent leaves the ticket in (open, pending_customer or on_hold).

    Raises `Stale` when the ticket is no longer as ``seen_version``. A customer who answers a request closed long ago
    gets a linked follow-up: the returned message is then of another ticket. The same ``submission_key`` of an author
    again returns the first message and changes nothing.
    """
    ticket = lock_ticket(ticket)
    if earlier := earlier_message(author, submission_key):
        return earlier
    refuse_stale(ticket, seen_version)
    if not can_see_ticket(author, ticket):
        raise Refused(_("This request is not yours."))
    text, moment = checked_body(body), created_at or timezone.now()
    if is_requester(author, ticket):
        return _reply_as_customer(ticket, author, text, moment, submission_key)
    return _reply_as_agent(ticket, author, text, visibility, then, moment, submission_key)


def _reply_as_customer(ticket, author, text, moment, submission_key) -> TicketMessage:
    if not ticket.is_unsolved and not ticket.may_reopen(moment):
        subject = ticket.subject
        return open_ticket(
            author, subject, text[0], language=ticket.language, board=ticket.board, follow_up_of=ticket,
            submission_key=submission_key, created_at=moment,
        ).messages.get()  # fmt: skip
    message, is_new = add_message(ticket, author, text, created_at=moment, submission_key=submission_key)
    if is_new and not (ticket.state == State.SOLVED and is_bare_thanks(text[0])):
        _customer_waits(ticket, author, moment)
        save_changed(ticket)
    return message


def _customer_waits(ticket: Ticket, author: User, moment: datetime) -> None:
    ticket.waiting_since = ticket.waiting_since or moment
    if ticket.state == State.SOLVED:
        ticket.state, ticket.solved_at = State.OPEN, None
        ticket.events.create(kind=TicketEvent.Kind.REOPENED, actor=author, created_at=moment)
    elif ticket.state in (State.PENDING_CUSTOMER, State.ON_HOLD):
        ticket.state = State.OPEN
        ticket.events.create(kind=TicketEvent.Kind.STATE, value=State.OPEN, created_at=moment)


def _reply_as_agent(ticket, author, text, visibility, then, moment, submission_key) -> TicketMessage:
    if visibility not in Visibility.values:
        raise Refused(_("Choose who may read this message."))
    if ticket.state == State.CLOSED and visibility != Visibility.INTERNAL:
        raise Refused(_("This request is closed. A note can still be added."))
    on_thread = visibility == Visibility.THREAD
    shown = _answer_on_thread(ticket, author, text[0], moment, submission_key) if on_thread else None
    message, is_new = add_message(
        ticket, author, text, visibility=visibility, from_team=True, answer=shown, created_at=moment,
        submission_key=submission_key,
    )  # fmt: skip
    if not is_new:
        return message
    if visibility != Visibility.INTERNAL:
        _customer_was_answered(ticket, author, then, moment)
        _tell_requester(ticket, message, author)
    save_changed(ticket)
    return message


def _answer_on_thread(ticket: Ticket, author: User, source: str, moment: datetime, submission_key: str | None):
    if ticket.thread is None:
        raise Refused(_("This request has no question in the community to show it on."))
    key = f"ticket:{submission_key}"[:100] if submission_key else None
    return answer(ticket.thread, author, source, created_at=moment, official=True, submission_key=key)


def _customer_was_answered(ticket: Ticket, author: User, then: str | None, moment: datetime) -> None:
    ticket.first_replied_at = ticket.first_replied_at or moment
    ticket.waiting_since = None
    ticket.hidden_from_requester = False
    ticket.assignee = ticket.assignee or author
    if not ticket.is_unsolved:
        return
    state = then if then in (State.OPEN, State.PENDING_CUSTOMER, State.ON_HOLD) else State.OPEN
    if ticket.state != state:
        ticket.state = state
        ticket.events.create(kind=TicketEvent.Kind.STATE, value=state, actor=author, created_at=moment)


def _tell_requester(ticket: Ticket, message: TicketMessage, author: User) -> None:
    """By mail and inbox; not twice when they follow the thread the answer is shown on."""
    requester = ticket.requester
    told_by_thread = message.answer_id and ticket.thread.follows.filter(member=requester, level="everything").exists()
    if requester and not told_by_thread:
        words = {"title": ticket.subject, "excerpt": excerpt(message.html), "number": ticket.pk}
        notify([requester], "ticket_answered", url=ticket_path(ticket, requester), context=words, actor=author)
