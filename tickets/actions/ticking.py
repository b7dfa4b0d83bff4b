"""The minute tick. It takes everything that is due by now, never a window of time: a missed tick loses nothing."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tickets.actions.escalating import escalate_if_due, give_notice
from tickets.actions.locking import lock_ticket, save_changed
from tickets.models import Escalation, Ticket, TicketEvent
from tickets.models.tickets import REOPEN_WINDOW, State
from tickets.queries import due_escalations

logger = logging.getLogger(__name__)


@dataclass
class TickReport:
    """What one tick did. ``failed`` holds ids of escalations that raised; they stay due for the next tick."""

    tickets: list[Ticket] = field(default_factory=list)
    awaiting_consent: list[Escalation] = field(default_factory=list)
    notices: int = 0
    closed: int = 0
    failed: list[int] = field(default_factory=list)

    def __bool__(self):
        return bool(self.tickets or self.awaiting_consent or self.notices or self.closed or self.failed)


def tick(now: datetime | None = None) -> TickReport:
    """Escalate what is due, give notices, close what was solved long ago. Each in a transaction of its own."""
    now, report = now or timezone.now(), TickReport()
    for escalation in Escalation.objects.notice_due(now):
        with _collecting_failures(report, escalation):
            report.notices += give_notice(escalation, now)
    for escalation in due_escalations(now):
        with _collecting_failures(report, escalation):
            outcome = escalate_if_due(escalation, now)
            if isinstance(outcome, Ticket):
                report.tickets.append(outcome)
            elif outcome:
                report.awaiting_consent.append(outcome)
    report.closed = close_solved(now)
    return report


def close_solved(now: datetime) -> int:
    """Close tickets solved so long ago that an answer to them starts a follow-up; returns how many."""
    closed = 0
    for ticket in Ticket.objects.filter(state=State.SOLVED, solved_at__lte=now - REOPEN_WINDOW):
        with transaction.atomic():
            held = lock_ticket(ticket)
            if held.state == State.SOLVED and held.solved_at <= now - REOPEN_WINDOW:
                held.state = State.CLOSED
                held.events.create(kind=TicketEvent.Kind.STATE, value=State.CLOSED, created_at=now)
                save_changed(held)
                closed += 1
    return closed


class _collecting_failures:
    """One broken question must not keep the others waiting: log, remember, go on."""

    def __init__(self, report: TickReport, escalation: Escalation):
        self.report, self.escalation = report, escalation

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is None or not isinstance(error, Exception):
            return False
        logger.exception("Escalation %s failed; it stays due.", self.escalation.pk, exc_info=error)
        self.report.failed.append(self.escalation.pk)
        return True
