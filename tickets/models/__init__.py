"""What becomes of a question nobody solved, and of a request a customer makes: see RULES §3 and §4."""

from tickets.models.calendars import BusinessCalendar, BusinessHours, Holiday
from tickets.models.escalations import Escalation
from tickets.models.events import TicketEvent
from tickets.models.messages import TicketMessage
from tickets.models.policies import EscalationPolicy
from tickets.models.tickets import Ticket

__all__ = [
    "BusinessCalendar",
    "BusinessHours",
    "Escalation",
    "EscalationPolicy",
    "Holiday",
    "Ticket",
    "TicketEvent",
    "TicketMessage",
]
