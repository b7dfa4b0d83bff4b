"""The tick: what is due becomes exactly one ticket, whoever ticks, however late."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_user
from community import actions as community
from community.tests.factories import make_answer, make_thread
from tickets import actions
from tickets.actions import escalating
from tickets.models import Escalation, Ticket
from tickets.tests.factories import default_policy, make_escalated_ticket, make_overdue_thread

pytestmark = pytest.mark.django_db


def test_a_due_question_becomes_one_ticket_with_everything_it_needs():
    agent, thread = make_agent(), make_overdue_thread()
    report = actions.tick()
    ticket = Ticket.objects.get()
    assert [ticket] == report.tickets
    assert (ticket.requester, ticket.thread, ticket.board) == (thread.author, thread, thread.board)
    assert (ticket.state, ticket.subject, ticket.language) == ("new", thread.title, "en")
    assert ticket.messages.get().html == thread.body_html
    assert ticket.escalation.state == "linked"
    told = Notification.objects.get(event="thread_escalated")
    assert (told.recipient, told.url) == (thread.author, f"/en/tickets/{ticket.pk}/")
    assert not agent.notifications.exists()


def test_the_notification_points_into_the_askers_own_language():
    make_escalated_ticket(author=make_user(language="fa"))
    assert Notification.objects.get(event="thread_escalated").url.startswith("/fa/tickets/")


def test_nothing_happens_before_it_is_due_and_a_second_tick_adds_nothing():
    make_thread()
    assert not actions.tick()
    make_overdue_thread()
    actions.tick()
    assert not actions.tick()
    assert Ticket.objects.count() == 1


def test_ticks_missed_for_weeks_lose_nothing():
    thread = make_thread()
    report = actions.tick(now=timezone.now() + timedelta(days=60))
    assert [ticket.thread for ticket in report.tickets] == [thread]


def test_a_question_solved_between_two_looks_is_left_alone():
    """The tick read it as due; before its turn came the asker accepted an answer."""
    thread = make_overdue_thread()
    due = thread.escalations.get()
    community.accept_answer(make_answer(thread), actor=thread.author)
    assert escalating.escalate_if_due(due, timezone.now()) is None
    assert not Ticket.objects.exists()


def test_one_broken_question_does_not_keep_the_others_waiting():
    broken, fine = make_overdue_thread(), make_overdue_thread()
    real = escalating.notify

    def fail_once(recipients, *args, **kwargs):
        if list(recipients) == [broken.author]:
            raise RuntimeError("mail queue is full")
        real(recipients, *args, **kwargs)

    with patch.object(escalating, "notify", fail_once):
        report = actions.tick()
    assert report.failed == [broken.escalations.get().pk]
    assert [ticket.thread for ticket in Ticket.objects.all()] == [fine]
    assert broken.escalations.get().state == "scheduled"
    assert [ticket.thread for ticket in actions.tick().tickets] == [broken]


def test_an_escalated_question_escalates_again_only_after_it_was_solved_and_reopened():
    ticket = make_escalated_ticket()
    thread = ticket.thread
    actions.solve(ticket, actor=make_agent(), is_private=True)
    make_answer(thread)
    assert not actions.tick(now=timezone.now() + timedelta(days=5)).tickets
    answer = make_answer(thread)
    thread.refresh_from_db()
    community.accept_answer(answer, actor=thread.author)
    community.unaccept_answer(answer, actor=thread.author)
    actions.tick(now=timezone.now() + timedelta(days=20))
    assert [escalation.generation for escalation in thread.escalations.all()] == [1, 2]
    assert thread.tickets.count() == 2


def test_a_notice_comes_ahead_and_only_once():
    default_policy(notice_hours=6)
    thread = make_thread()
    due_at = thread.escalations.get().due_at
    for hours in (7, 5, 4):
        actions.tick(now=due_at - timedelta(hours=hours))
    assert thread.escalations.get().state == "notified"
    assert Notification.objects.filter(event="escalation_notice", recipient=thread.author).count() == 1
    assert actions.tick(now=due_at).tickets


def test_where_the_rule_asks_first_nothing_is_passed_on_without_a_yes():
    default_policy(consent="ask")
    thread = make_overdue_thread()
    assert not actions.tick().tickets
    escalation = thread.escalations.get()
    assert escalation.state == "awaiting_consent"
    with pytest.raises(community.Refused):
        actions.give_consent(escalation, actor=make_user())
    assert actions.give_consent(escalation, actor=thread.author).thread == thread
    with pytest.raises(community.Refused):
        actions.give_consent(escalation, actor=thread.author)
    assert Ticket.objects.count() == 1


def test_declining_ends_it_and_no_tick_brings_it_back():
    default_policy(consent="ask")
    thread = make_overdue_thread()
    actions.tick()
    actions.decline(thread.escalations.get(), actor=thread.author)
    make_answer(thread)
    assert thread.escalations.get().cancelled_because == "declined"
    assert not actions.tick()


def test_staff_only_tells_the_asker_nothing_until_the_team_replies():
    default_policy(consent="staff_only")
    ticket = make_escalated_ticket()
    asker = ticket.requester
    assert not asker.notifications.filter(event="thread_escalated").exists()
    assert not Ticket.objects.of_customer(asker).exists()
    actions.reply(ticket, author=make_agent(), body="We have looked into it.")
    assert Ticket.objects.of_customer(asker).get() == ticket


def test_the_asker_passes_it_on_only_where_the_rule_allows():
    thread = make_thread()
    with pytest.raises(community.Refused):
        actions.ask_team(thread, actor=thread.author)
    default_policy(asker_may_ask=True)
    with pytest.raises(community.Refused):
        actions.ask_team(thread, actor=make_user())
    ticket = actions.ask_team(thread, actor=thread.author)
    assert ticket.escalation.reason == "The asker wanted our team to look at it."
    assert actions.ask_team(thread, actor=thread.author) == ticket


def test_dry_run_says_what_and_why_and_changes_nothing():
    thread, out = make_overdue_thread(title="My parcel went in circles"), StringIO()
    call_command("escalate", dry_run=True, stdout=out)
    assert "My parcel went in circles" in out.getvalue()
    assert "Nobody solved it within 24 working hours." in out.getvalue()
    assert not Ticket.objects.exists()
    assert thread.escalations.get().state == Escalation.State.SCHEDULED


def test_escalate_and_tick_commands_do_it_once():
    make_overdue_thread()
    call_command("escalate", stdout=StringIO())
    out = StringIO()
    call_command("tick", stdout=out)
    assert Ticket.objects.count() == 1
    assert "Nothing was due." in out.getvalue()


def test_solved_requests_are_closed_after_a_week():
    ticket = make_escalated_ticket()
    solved_at = actions.solve(ticket, actor=make_agent(), is_private=True).solved_at
    assert actions.tick(now=solved_at + timedelta(days=6)).closed == 0
    assert actions.tick(now=solved_at + timedelta(days=7)).closed == 1
    ticket.refresh_from_db()
    assert ticket.state == "closed"
