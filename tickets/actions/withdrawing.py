"""A question for everyone becomes a request to the team alone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community.actions import withdraw_thread
from community.errors import Refused
from community.models import Thread
from tickets.actions.locking import lock_thread
from tickets.actions.words import excerpt, ticket_path
from tickets.models import Ticket, TicketEvent, TicketMessage


@transaction.atomic
def make_private(thread: Thread, *, actor: User, now: datetime | None = None) -> Ticket:
    """The asker's own question, which nobody answered, with all its words; it is hidden and its escalation ends.

    A second call finds the first ticket. Refused when somebody answered, or when the team has the question already.
    """
    now, thread = now or timezone.now(), lock_thread(thread.pk)
    earlier = thread.tickets.order_by("pk").first()
    if earlier and thread.is_withdrawn and thread.author_id == actor.pk:
        return earlier
    if earlier and thread.author_id == actor.pk:
        raise Refused(_("Our team has this question already. Go on in your request."))
    withdraw_thread(thread, actor=actor, at=now)
    ticket = Ticket.objects.create(
        requester=actor, subject=thread.title, language=thread.language, board=thread.board, thread=thread,
        created_at=now, waiting_since=now,
    )  # fmt: skip
    message = TicketMessage.objects.create(
        ticket=ticket, author=actor, source=thread.body_source, html=thread.body_html, created_at=now
    )
    ticket.events.create(kind=TicketEvent.Kind.WITHDRAWN, actor=actor, created_at=now)
    words = {"title": ticket.subject, "excerpt": excerpt(message.html), "number": ticket.pk}
    notify([actor], "ticket_received", url=ticket_path(ticket, actor), context=words)
    return ticket
