"""The demo's agents, escalated questions and private requests, by the actions. Safe to run again; nobody is told."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import quietly
from accounts.models import User
from community.actions import accept_answer
from community.models import Board, Thread
from community.texts import clean_title
from site_config.demo.staff import address_of, agent_for, load_staff, person
from tickets import actions
from tickets.actions.scheduling import default_calendar
from tickets.business_time import add_business_time, business_seconds_between
from tickets.models import Escalation, Ticket, TicketMessage

HERE = Path(__file__).parent
LANGUAGES = [code for code, _ in settings.LANGUAGES]
BOARDS = {
    "en-t1": "payments",
    "en-t4": "delivery",
    "en-t5": "warranty",
    "en-t6": "payments",
    "en-t7": "orders",
    "en-t8": "account",
}


def load_requests() -> None:
    """Staff first, then what escalated, then what customers wrote privately."""
    load_staff()
    with quietly():
        for lang in LANGUAGES:
            for told in _read(f"threads.{lang}.json"):
                if told["escalation"]:
                    _escalate(lang, told)
            for told in _read(f"tickets.{lang}.json"):
                _open(lang, told)
        actions.close_solved(timezone.now())


@transaction.atomic
def _escalate(lang: str, told: dict) -> None:
    """Pass a question to the team at the moment it was due, and answer it there as the text says."""
    escalation = _escalation_of(told)
    if escalation is None or escalation.state not in Escalation.RUNNING or escalation.due_at > timezone.now():
        return
    ticket = actions.escalate_if_due(escalation, escalation.due_at)
    reply, state = told["escalation"]["reply"], told["escalation"]["state"]
    if not reply:
        agent = agent_for(lang, "")
        actions.take(ticket, actor=agent, at=_working_hours_after(ticket.created_at, 1))
        actions.set_state(ticket, state, actor=agent, at=_working_hours_after(ticket.created_at, 1))
        return
    answered_at = _working_hours_after(ticket.created_at, 2)
    message = actions.reply(
        ticket,
        author=agent_for(lang, reply),
        body=reply,
        visibility="thread",
        then="pending_customer" if state == "pending_customer" else "open",
        created_at=answered_at,
    )
    if state == "solved":
        happy_at = min(answered_at + timedelta(hours=5), timezone.now())
        accept_answer(message.answer, actor=ticket.requester, at=happy_at)
        actions.solve(ticket, actor=ticket.requester, at=max(happy_at, _days_ago(5)))


def _escalation_of(told: dict) -> Escalation | None:
    threads = Thread.objects.filter(author__email=address_of(told["author"]), title=clean_title(told["title"]))
    return Escalation.objects.filter(thread__in=threads).order_by("-generation").first()


@transaction.atomic
def _open(lang: str, told: dict) -> None:
    """One private request with its messages, left in the state the text gives."""
    customer, key = person(told["customer"]), f"demo:{told['key']}"
    if TicketMessage.objects.filter(author=customer, submission_key=key).exists():
        return
    opened_at = timezone.now() - timedelta(hours=told["opened_hours_ago"])
    if told["messages"]:
        opened_at = _while_the_team_works(opened_at)
    ticket = actions.open_ticket(
        customer,
        told["subject"],
        told["body"],
        language=lang,
        board=Board.objects.filter(slug=BOARDS.get(told["key"], "returns")).first(),
        submission_key=key,
        created_at=opened_at,
    )
    agent, said_at = None, opened_at
    for message in told["messages"]:
        said_at = opened_at + timedelta(hours=message["hours_after"])
        agent = _say(ticket, lang, message, agent, said_at)
    if agent:
        _leave(ticket, told["state"], agent, said_at)


def _say(ticket: Ticket, lang: str, message: dict, agent: User | None, said_at: datetime) -> User | None:
    """Add one message; returns the agent who has the request."""
    words = {"body": message["body"], "created_at": said_at}
    if message["from"] == "customer":
        actions.reply(ticket, author=ticket.requester, **words)
        return agent
    if message["from"] == "internal":
        actions.reply(ticket, author=agent or agent_for(lang, ""), visibility="internal", **words)
        return agent
    agent = agent or agent_for(lang, message["body"])
    actions.reply(ticket, author=agent, then="pending_customer", **words)
    return agent


def _leave(ticket: Ticket, state: str, agent: User, said_at: datetime) -> None:
    ticket.refresh_from_db()
    if state == "solved":  # Lately: after seven days a solved request is closed.
        actions.solve(ticket, actor=agent, is_private=True, at=max(said_at, _days_ago(2 + ticket.pk % 4)))
    elif state == "closed":
        actions.solve(ticket, actor=agent, is_private=True, at=said_at)
    else:
        actions.set_state(ticket, state, actor=agent, at=said_at)


def _working_hours_after(moment: datetime, hours: int) -> datetime:
    return min(add_business_time(moment, timedelta(hours=hours), default_calendar()), timezone.now())


def _while_the_team_works(moment: datetime) -> datetime:
    """The latest moment before that is followed by three working hours: so the first replies come at work."""
    calendar, three_hours = default_calendar(), timedelta(hours=3)
    earlier = (moment - timedelta(hours=hours) for hours in range(7 * 24))
    works = (at for at in earlier if business_seconds_between(at, at + three_hours, calendar) == three_hours.seconds)
    return next(works, moment)


def _days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _read(name: str) -> Iterator[dict]:
    yield from json.loads((HERE / name).read_text(encoding="utf-8"))
