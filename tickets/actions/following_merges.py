"""When two questions become one, the request that came of the one belongs to the other; it goes back when they part."""

from datetime import datetime

from community.models import Thread
from tickets.models import Escalation, Ticket, TicketEvent

State, Kind = Escalation.State, TicketEvent.Kind


def take_requests_along(source: Thread, target: Thread, at: datetime) -> None:
    """Requests of the source show, and are shown on, the target. Its escalation goes along when the target has none
    with the team; else both requests stand, and each keeps its own."""
    for ticket in Ticket.objects.select_for_update(of=("self",)).filter(thread=source):
        ticket.thread = target
        ticket.version += 1
        ticket.save(update_fields=["thread", "version"])
        ticket.events.create(kind=Kind.MERGED, value=str(source.pk), created_at=at)
    linked = source.escalations.filter(state=State.LINKED).first()
    if linked and not target.escalations.filter(state=State.LINKED).exists():
        target.escalations.filter(state__in=Escalation.WAITING).update(
            state=State.CANCELLED, cancelled_because=Escalation.Cancelled.DUPLICATE, ended_at=at
        )
        _give(linked, target)


def give_requests_back(source: Thread, target: Thread) -> None:
    """What `take_requests_along` took from the source, as the requests' own history tells."""
    events = TicketEvent.objects.filter(kind=Kind.MERGED, value=str(source.pk), ticket__thread=target)
    for ticket in Ticket.objects.select_for_update(of=("self",)).filter(pk__in=events.values("ticket")):
        ticket.thread = source
        ticket.version += 1
        ticket.save(update_fields=["thread", "version"])
        ticket.events.create(kind=Kind.UNMERGED, value=str(source.pk))
        escalation = ticket.escalation
        if escalation and escalation.thread_id == target.pk:
            _give(escalation, source)


def _give(escalation: Escalation, thread: Thread) -> None:
    last = thread.escalations.order_by("-generation").first()
    escalation.thread, escalation.generation = thread, last.generation + 1 if last else 1
    escalation.save(update_fields=["thread", "generation"])
