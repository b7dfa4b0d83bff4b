"""One order of locks everywhere: the thread, then its ticket, then its escalation. Nobody can then wait in a circle."""

from django.utils.translation import gettext as _

from community.errors import Refused
from community.models import Thread
from tickets.models import Ticket


class Stale(Refused):
    """Someone else changed the ticket after the writer last saw it. ``ticket`` is how it stands now."""

    def __init__(self, ticket: Ticket):
        super().__init__(_("Someone changed this request while you were writing. Your text is still here."))
        self.ticket = ticket


def lock_thread(thread_id: int) -> Thread:
    return Thread.objects.select_for_update(of=("self",)).select_related("author", "board").get(pk=thread_id)


def lock_ticket(ticket: Ticket, seen_version: int | None = None) -> Ticket:
    """The ticket as it is now, held until the transaction ends. Raises `Stale` when it is not as it was seen."""
    if ticket.thread_id:
        lock_thread(ticket.thread_id)
    held = (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("requester", "assignee", "thread")
        .get(pk=ticket.pk)
    )
    refuse_stale(held, seen_version)
    return held


def refuse_stale(held: Ticket, seen_version: int | None) -> None:
    if seen_version is not None and held.version != seen_version:
        raise Stale(held)


def save_changed(ticket: Ticket) -> None:
    """Save a held ticket as its next version."""
    ticket.version += 1
    ticket.save()
