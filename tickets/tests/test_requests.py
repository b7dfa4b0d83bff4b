"""A request's life between a customer and the team."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_moderator, make_user
from community import actions as community
from community.actions import Refused
from community.tests.factories import make_answer
from tickets import actions
from tickets.models import Escalation, Ticket, TicketMessage
from tickets.tests.factories import make_escalated_ticket, make_ticket

pytestmark = pytest.mark.django_db


def told(user, event):
    return Notification.objects.filter(recipient=user, event=event).count()


def fresh(ticket):
    return Ticket.objects.get(pk=ticket.pk)


def test_opening_acknowledges_and_keeps_the_text_clean():
    ticket = make_ticket(body="Hello <script>alert(1)</script> **there**")
    assert (ticket.state, ticket.waiting_since) == ("new", ticket.created_at)
    assert "<script" not in ticket.messages.get().html
    assert told(ticket.requester, "ticket_received") == 1


def test_the_same_form_twice_opens_one_request():
    customer = make_user()
    tickets = {make_ticket(requester=customer, submission_key="form-1") for _ in range(2)}
    assert len(tickets) == 1
    assert told(customer, "ticket_received") == 1


def test_empty_or_endless_text_is_refused():
    for body in ("   ", "\u200b", "x" * 30_001):
        with pytest.raises(Refused):
            make_ticket(body=body)
    assert not Ticket.objects.exists()


def test_an_agents_reply_answers_the_customer_and_takes_the_request():
    ticket, agent = make_ticket(), make_agent()
    actions.reply(ticket, author=agent, body="We sent you a new invoice.", then="pending_customer")
    ticket = fresh(ticket)
    assert (ticket.state, ticket.assignee, ticket.waiting_since) == ("pending_customer", agent, None)
    assert ticket.first_replied_at is not None
    assert told(ticket.requester, "ticket_answered") == 1


def test_an_internal_note_tells_nobody_and_is_no_first_reply():
    ticket = make_ticket()
    actions.reply(ticket, author=make_agent(), body="Ask accounting.", visibility="internal")
    ticket = fresh(ticket)
    assert (ticket.state, ticket.first_replied_at) == ("new", None)
    assert told(ticket.requester, "ticket_answered") == 0
    assert not ticket.messages.for_customer().filter(source="Ask accounting.").exists()


def test_the_database_refuses_a_customers_internal_note():
    ticket = make_ticket()
    with pytest.raises(IntegrityError), transaction.atomic():
        TicketMessage.objects.create(ticket=ticket, source="x", html="x", visibility="internal", from_team=False)


def test_a_stranger_cannot_write_in_someone_elses_request():
    ticket = make_ticket()
    for stranger in (make_user(), make_moderator()):
        with pytest.raises(Refused):
            actions.reply(ticket, author=stranger, body="Let me in")
    assert ticket.messages.count() == 1


def test_a_customers_reply_opens_what_waited_for_them():
    ticket, agent = make_ticket(), make_agent()
    actions.reply(ticket, author=agent, body="Which colour?", then="pending_customer")
    actions.reply(ticket, author=ticket.requester, body="Sand, please.")
    ticket = fresh(ticket)
    assert ticket.state == "open"
    assert ticket.waiting_since is not None


def test_the_same_reply_twice_is_stored_once():
    ticket = make_ticket()
    first, again = (actions.reply(ticket, author=ticket.requester, body="Hi", submission_key="k") for _ in range(2))
    assert first == again
    assert ticket.messages.count() == 2


def test_an_agents_reply_sent_twice_is_no_stale_write():
    ticket, agent = make_ticket(), make_agent()
    words = {"author": agent, "body": "On it.", "submission_key": "k", "seen_version": ticket.version}
    assert actions.reply(ticket, **words) == actions.reply(ticket, **words)


def test_solving_wants_a_public_summary_or_private():
    ticket, agent = make_ticket(), make_agent()
    with pytest.raises(Refused):
        actions.solve(ticket, actor=agent)
    actions.solve(ticket, actor=agent, public_summary="Invoices can be corrected in My orders.")
    ticket = fresh(ticket)
    assert (ticket.state, ticket.is_private) == ("solved", False)
    assert told(ticket.requester, "ticket_solved") == 1


def test_private_keeps_no_summary():
    ticket = actions.solve(make_ticket(), actor=make_agent(), public_summary="Names and numbers", is_private=True)
    assert (ticket.public_summary, ticket.is_private) == ("", True)


def test_a_customer_solves_their_own_without_a_summary_and_nobody_elses():
    ticket = make_ticket()
    with pytest.raises(Refused):
        actions.solve(ticket, actor=make_user(), is_private=True)
    actions.solve(ticket, actor=ticket.requester)
    assert fresh(ticket).state == "solved"
    assert told(ticket.requester, "ticket_solved") == 0


def test_a_reply_within_seven_days_reopens():
    ticket = make_ticket()
    solved_at = actions.solve(ticket, actor=make_agent(), is_private=True).solved_at
    late = solved_at + timedelta(days=7) - timedelta(seconds=1)
    actions.reply(ticket, author=ticket.requester, body="It broke again this morning.", created_at=late)
    ticket = fresh(ticket)
    assert (ticket.state, ticket.solved_at, ticket.waiting_since) == ("open", None, late)


THANKS = ["Thank you!", "Thanks a lot", "Спасибо большое!", "Ευχαριστώ πολύ", "خیلی ممنونم", "Faleminderit shumë"]
NOT_ONLY_THANKS = ["Thanks, but it is broken", "No thanks to you", "Спасибо, но не работает", "Thank you?"]


@pytest.mark.parametrize("words", THANKS)
def test_a_bare_thank_you_does_not_reopen(words):
    ticket = make_ticket()
    actions.solve(ticket, actor=make_agent(), is_private=True)
    actions.reply(ticket, author=ticket.requester, body=words)
    assert fresh(ticket).state == "solved"
    assert ticket.messages.filter(source=words).exists()


@pytest.mark.parametrize("words", NOT_ONLY_THANKS)
def test_thanks_with_a_but_reopens(words):
    ticket = make_ticket()
    actions.solve(ticket, actor=make_agent(), is_private=True)
    actions.reply(ticket, author=ticket.requester, body=words)
    assert fresh(ticket).state == "open"


@pytest.mark.parametrize("closed", [True, False])
def test_after_seven_days_a_linked_follow_up_is_opened(closed):
    """Whether or not a tick came by to close it meanwhile."""
    ticket = make_ticket()
    week_later = actions.solve(ticket, actor=make_agent(), is_private=True).solved_at + timedelta(days=7)
    if closed:
        actions.tick(now=week_later)
    message = actions.reply(ticket, author=ticket.requester, body="And now the lid is loose.", created_at=week_later)
    assert message.ticket.follow_up_of == ticket
    assert (fresh(ticket).state, message.ticket.state) == ("closed" if closed else "solved", "new")
    with pytest.raises(Refused):
        actions.reopen(fresh(ticket), actor=ticket.requester, at=week_later) if closed else _reopen_late(ticket)


def _reopen_late(ticket):
    Ticket.objects.filter(pk=ticket.pk).update(solved_at=timezone.now() - timedelta(days=8))
    actions.reopen(fresh(ticket), actor=ticket.requester)


def test_states_follow_the_rules():
    ticket, agent = make_ticket(), make_agent()
    for state in ("open", "on_hold", "pending_customer", "open"):
        assert actions.set_state(ticket, state, actor=agent).state == state
    for state in ("new", "solved", "closed", "nonsense"):
        with pytest.raises(Refused):
            actions.set_state(ticket, state, actor=agent)
    actions.solve(ticket, actor=agent, is_private=True)
    with pytest.raises(Refused):
        actions.set_state(ticket, "open", actor=agent)
    assert actions.reopen(ticket, actor=agent).state == "open"


def test_only_agents_assign_and_only_to_agents():
    ticket, agent, customer = make_ticket(), make_agent(), make_user()
    with pytest.raises(Refused):
        actions.assign(ticket, agent, actor=customer)
    with pytest.raises(Refused):
        actions.assign(ticket, customer, actor=agent)
    assert actions.take(ticket, actor=agent).assignee == agent
    assert actions.assign(ticket, None, actor=agent).assignee is None


def test_the_second_of_two_who_take_it_is_told_who_was_quicker():
    ticket, anna, nikos = make_ticket(), make_agent(display_name="Anna"), make_agent()
    seen_by_nikos = fresh(ticket)
    actions.take(ticket, actor=anna)
    with pytest.raises(Refused, match="Anna"):
        actions.take(seen_by_nikos, actor=nikos)
    assert fresh(ticket).assignee == anna


def test_a_stale_write_is_refused_and_changes_nothing():
    ticket, anna, nikos = make_ticket(), make_agent(), make_agent()
    seen = ticket.version
    actions.reply(ticket, author=anna, body="I am looking into it.", seen_version=seen)
    with pytest.raises(actions.Stale):
        actions.reply(ticket, author=nikos, body="We cannot help.", seen_version=seen)
    with pytest.raises(actions.Stale):
        actions.solve(ticket, actor=nikos, is_private=True, seen_version=seen)
    assert not ticket.messages.filter(author=nikos).exists()


def test_a_message_for_the_thread_appears_there_as_official_answer():
    ticket, agent = make_escalated_ticket(), make_agent()
    message = actions.reply(ticket, author=agent, body="A new parcel left today.", visibility="thread")
    answer = ticket.thread.answers.get()
    assert (answer.is_official, answer.author, message.answer) == (True, agent, answer)
    assert told(ticket.requester, "thread_answered") == 1
    assert told(ticket.requester, "ticket_answered") == 0


def test_who_unfollowed_the_thread_is_still_told_about_their_request():
    ticket = make_escalated_ticket()
    community.unfollow(ticket.thread, actor=ticket.requester)
    actions.reply(ticket, author=make_agent(), body="A new parcel left today.", visibility="thread")
    assert told(ticket.requester, "ticket_answered") == 1


def test_replies_and_notes_stay_off_the_thread():
    ticket, agent = make_escalated_ticket(), make_agent()
    actions.reply(ticket, author=agent, body="Only for you.")
    actions.reply(ticket, author=agent, body="Only for us.", visibility="internal")
    assert not ticket.thread.answers.exists()


def test_showing_needs_a_thread_that_is_not_hidden():
    agent = make_agent()
    with pytest.raises(Refused):
        actions.reply(make_ticket(), author=agent, body="For all.", visibility="thread")
    ticket = make_escalated_ticket()
    community.hide_thread(ticket.thread, actor=make_moderator(), reason="Names a neighbour")
    with pytest.raises(Refused):
        actions.reply(fresh(ticket), author=agent, body="For all.", visibility="thread")
    assert ticket.messages.count() == 1


def test_an_accepted_community_answer_proposes_to_solve_the_request():
    ticket = make_escalated_ticket()
    answer = make_answer(ticket.thread)
    community.accept_answer(answer, actor=ticket.requester)
    assert fresh(ticket).proposes_solving
    assert [event.kind for event in ticket.events.all()] == ["escalated", "community_solved"]
    community.unaccept_answer(answer, actor=ticket.requester)
    assert not fresh(ticket).proposes_solving


def test_solving_the_request_resolves_the_escalation():
    ticket = make_escalated_ticket()
    actions.solve(ticket, actor=make_agent(), is_private=True)
    assert Escalation.objects.get().state == "resolved"


def test_one_escalation_has_one_ticket():
    ticket = make_escalated_ticket()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.create(subject="Twin", language="en", escalation=ticket.escalation)


def test_history_reads_in_words():
    ticket, agent = make_ticket(), make_agent(display_name="Anna")
    actions.take(ticket, actor=agent)
    actions.set_priority(ticket, 40, actor=agent)
    actions.set_state(ticket, "on_hold", actor=agent)
    words = [event.in_words for event in ticket.events.all()]
    assert words == ["opened by the customer", "assigned to Anna", "priority now Urgent", "now on hold"]
