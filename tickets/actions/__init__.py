"""Every write about escalations and tickets. Each checks who may, locks, changes, tells, and keeps the history."""

from tickets.actions.changing import assign, reopen, set_priority, set_state, solve, take
from tickets.actions.escalating import ask_team, decline, escalate_if_due, give_consent, give_notice
from tickets.actions.locking import Stale
from tickets.actions.opening import open_ticket
from tickets.actions.quieting import settle_old_questions
from tickets.actions.replying import reply
from tickets.actions.scheduling import recompute, reschedule
from tickets.actions.ticking import TickReport, close_solved, tick
from tickets.actions.withdrawing import make_private

__all__ = [
    "Stale",
    "TickReport",
    "ask_team",
    "assign",
    "close_solved",
    "decline",
    "escalate_if_due",
    "give_consent",
    "give_notice",
    "make_private",
    "open_ticket",
    "recompute",
    "reopen",
    "reply",
    "reschedule",
    "set_priority",
    "set_state",
    "settle_old_questions",
    "solve",
    "take",
    "tick",
]
