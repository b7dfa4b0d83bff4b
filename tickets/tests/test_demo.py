"""The demo's requests: every state is there, and loading again changes nothing."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Notification, User
from accounts.permissions import is_agent, is_editor, is_moderator
from accounts.tests.factories import make_user
from community.actions import ask
from community.models import Answer, Thread
from community.tests.factories import make_board
from site_config.demo.requests import HERE, LANGUAGES, load_requests
from site_config.tests.beginnings import made_once
from tickets import actions
from tickets.models import Escalation, Ticket, TicketEvent, TicketMessage

pytestmark = pytest.mark.django_db


def read(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@made_once
def demo():
    """The members and the questions that will escalate, as the community's part of the demo makes them."""
    for lang in LANGUAGES:
        for member in read(f"members.{lang}.json"):
            make_user(email=f"{member['key']}@demo.invalid", display_name=member["display_name"], language=lang)
        for told in read(f"threads.{lang}.json"):
            if told["escalation"]:
                asked_at = timezone.now() - timedelta(hours=told["asked_hours_ago"])
                author = User.objects.get(email=f"{told['author']}@demo.invalid")
                ask(make_board(told["board"]), author, told["title"], told["body"], lang, created_at=asked_at)
    load_requests()


def test_every_state_is_there_and_every_language(demo):
    states = set(Ticket.objects.values_list("state", flat=True))
    assert states == {"new", "open", "pending_customer", "on_hold", "solved", "closed"}
    assert set(Ticket.objects.values_list("language", flat=True)) == set(LANGUAGES)
    for told in [told for lang in LANGUAGES for told in read(f"tickets.{lang}.json")]:
        assert Ticket.objects.get(subject=told["subject"]).state == told["state"], told["key"]


def test_escalated_questions_have_their_official_answer(demo):
    told = [told for lang in LANGUAGES for told in read(f"threads.{lang}.json") if told["escalation"]]
    assert Ticket.objects.exclude(escalation=None).count() == len(told)
    assert Answer.objects.filter(is_official=True).count() == sum(bool(one["escalation"]["reply"]) for one in told)
    for one in told:
        ticket = Thread.objects.get(title=one["title"]).tickets.get()
        assert ticket.state == one["escalation"]["state"]
        assert ticket.created_at == ticket.escalation.due_at


def test_times_are_in_order_and_not_in_the_future(demo):
    assert not TicketMessage.objects.filter(created_at__gt=timezone.now()).exists()
    assert not TicketEvent.objects.filter(created_at__gt=timezone.now()).exists()
    for ticket in Ticket.objects.exclude(first_replied_at=None):
        assert ticket.first_replied_at > ticket.created_at


def test_the_staff_can_sign_in(demo, client):
    anna = User.objects.get(email="agent.anna@demo.invalid")
    assert is_agent(anna)
    assert is_editor(User.objects.get(email="editor@demo.invalid"))
    assert is_moderator(User.objects.get(email="moderator@demo.invalid"))
    assert client.login(email=anna.email, password="stoa-demo")


def test_a_second_load_and_the_first_tick_change_nothing(demo):
    def everything():
        models = (Ticket, TicketMessage, TicketEvent, Escalation, Answer, Notification, User)
        return [model.objects.count() for model in models], list(Ticket.objects.values_list("pk", "version"))

    before = everything()
    load_requests()
    assert everything() == before
    assert not actions.tick()


def test_nobody_is_told(demo):
    assert not Notification.objects.exists()
    assert mail.outbox == []
