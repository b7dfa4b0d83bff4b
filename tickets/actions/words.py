"""What notifications of tickets say, and where they point."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import override

from accounts.models import User
from site_config.markdown import plain_text
from tickets.models import Ticket


def ticket_path(ticket: Ticket, reader: User) -> str:
    """The customer's page of a ticket, in the reader's own language."""
    with override(reader.language):
        return reverse("ticket", args=[ticket.pk])


def excerpt(html: str) -> str:
    """The first words of a message, as plain text of at most 300 characters."""
    return Truncator(" ".join(plain_text(html).split())).chars(300)
