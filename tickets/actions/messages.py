"""Storing a message once, however often its form is sent."""

from django.db import IntegrityError, transaction

from accounts.models import User
from tickets.models import Ticket, TicketMessage


def earlier_message(author: User, submission_key: str | None) -> TicketMessage | None:
    """What the same form of this author made before."""
    if not submission_key:
        return None
    return TicketMessage.objects.select_related("ticket").filter(author=author, submission_key=submission_key).first()


def add_message(
    ticket: Ticket, author: User, text: tuple[str, str], *, submission_key: str | None = None, **fields
) -> tuple[TicketMessage, bool]:
    """Store checked text (source, HTML), or find what the same form made at the same moment: ``(message, is_new)``."""
    source, html = text
    try:
        with transaction.atomic():
            message = TicketMessage.objects.create(
                ticket=ticket, author=author, source=source, html=html, submission_key=submission_key or None, **fields
            )
            return message, True
    except IntegrityError:
        if earlier := earlier_message(author, submission_key):
            return earlier, False
        raise
