"""A customer closes their account: nobody is left to answer, so open requests are solved; the words stay with us."""

from django.dispatch import receiver

from accounts.closing import is_part_of_export
from accounts.models import User
from accounts.signals import account_closing
from site_config.imports import iso
from tickets.actions import solve
from tickets.models import Ticket, TicketMessage


@receiver(account_closing)
def solve_open_requests(user: User, **kwargs) -> None:
    for ticket in Ticket.objects.of_customer(user).unsolved().order_by("thread", "pk"):
        solve(ticket, actor=user)


@is_part_of_export("requests")
def own_requests(user: User) -> list[dict]:
    messages = TicketMessage.objects.filter(ticket__in=Ticket.objects.of_customer(user)).for_customer()
    return [
        {"request": one.ticket_id, "from_team": one.from_team, "text": one.source, "at": iso(one.created_at)}
        for one in messages.order_by("pk")
    ]
