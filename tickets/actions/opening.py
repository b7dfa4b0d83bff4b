"""A customer writes to the team."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community.errors import Refused
from community.models import Board
from community.texts import checked_body, checked_title
from tickets.actions.messages import add_message, earlier_message
from tickets.actions.words import excerpt, ticket_path
from tickets.models import Ticket, TicketEvent
from tickets.permissions import can_open_ticket


@transaction.atomic
def open_ticket(
    requester: User,
    subject: str,
    body: str,
    *,
    language: str,
    board: Board | None = None,
    follow_up_of: Ticket | None = None,
    submission_key: str | None = None,
    created_at: datetime | None = None,
) -> Ticket:
    """A new request, acknowledged by mail. The same ``submission_key`` of a customer again returns the first ticket."""
    if not can_open_ticket(requester):
        raise Refused(_("Sign in to write to us."))
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("This language is not one of the site's."))
    subject, text = checked_title(subject), checked_body(body)
    if earlier := earlier_message(requester, submission_key):
        return earlier.ticket
    moment = created_at or timezone.now()
    ticket = Ticket.objects.create(
        requester=requester, subject=subject, language=language, board=board, follow_up_of=follow_up_of,
        thread=follow_up_of.thread if follow_up_of else None, created_at=moment, waiting_since=moment,
    )  # fmt: skip
    message, is_new = add_message(ticket, requester, text, created_at=moment, submission_key=submission_key)
    if not is_new:  # The same form arrived twice at once; the other one won.
        ticket.delete()
        return message.ticket
    kind = TicketEvent.Kind.FOLLOW_UP if follow_up_of else TicketEvent.Kind.OPENED
    ticket.events.create(kind=kind, actor=requester, created_at=moment)
    words = {"title": ticket.subject, "excerpt": excerpt(message.html), "number": ticket.pk}
    notify([requester], "ticket_received", url=ticket_path(ticket, requester), context=words)
    return ticket
