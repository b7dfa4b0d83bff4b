"""The desk over HTTP: who gets in, how agents answer, and what two of them at once are told."""

import pytest
from django.urls import reverse

from accounts.tests.factories import make_agent, make_editor, make_moderator, make_user
from tickets import actions
from tickets.models import Ticket
from tickets.tests.factories import make_escalated_ticket, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(client):
    agent = make_agent(display_name="Anna")
    client.force_login(agent)
    return agent


def seen(ticket):
    ticket.refresh_from_db()
    return {
        "version": ticket.version,
        "seen_message": max(ticket.messages.values_list("pk", flat=True)),
        "seen_event": max(ticket.events.values_list("pk", flat=True)),
    }


def send(client, ticket, **fields):
    typed = {"visibility": "requester", "body": "We sent a new one.", "then": "pending_customer", **fields}
    return client.post(reverse("desk_reply", args=[ticket.pk]), {**seen(ticket), **typed})


@pytest.mark.parametrize("make_stranger", [make_user, make_editor, make_moderator])
def test_for_anyone_but_agents_the_desk_does_not_exist(client, make_stranger):
    ticket = make_ticket()
    client.force_login(make_stranger())
    assert client.get(reverse("desk")).status_code == 404
    assert client.get(reverse("desk_ticket", args=[ticket.pk])).status_code == 404
    assert client.post(reverse("desk_change", args=[ticket.pk]), {"action": "take"}).status_code == 404


def test_guests_are_sent_to_sign_in(client):
    response = client.get(reverse("desk"))
    assert response.status_code == 302
    assert response.url.startswith(f"{reverse('account_login')}?next=/en/desk/")


def test_the_requester_who_is_no_agent_cannot_use_the_desk_for_their_own(client):
    ticket = make_ticket()
    client.force_login(ticket.requester)
    assert client.post(reverse("desk_solve", args=[ticket.pk]), {"is_private": "on"}).status_code == 404


def test_queues_show_what_belongs_to_them(client, agent):
    mine, free = make_ticket(subject="Mine to answer"), make_ticket(subject="Nobody has it")
    actions.take(mine, actor=agent)
    page = client.get(reverse("desk"), {"queue": "mine"}).content.decode()
    assert "Mine to answer" in page and "Nobody has it" not in page
    page = client.get(reverse("desk"), {"queue": "unassigned"}).content.decode()
    assert "Nobody has it" in page and "Mine to answer" not in page
    actions.solve(free, actor=agent, is_private=True)
    assert "Nobody has it" in client.get(reverse("desk"), {"queue": "solved"}).content.decode()


def test_an_empty_queue_says_so(client, agent):
    assert "Nothing in this queue" in client.get(reverse("desk")).content.decode()


def test_a_ticket_says_why_it_exists(client, agent):
    page = client.get(reverse("desk_ticket", args=[make_escalated_ticket().pk])).content.decode()
    assert "Nobody solved it within 24 working hours." in page
    page = client.get(reverse("desk_ticket", args=[make_ticket().pk])).content.decode()
    assert "through the contact form" in page


def test_an_agent_replies_and_the_customer_reads_it(client, agent):
    ticket = make_ticket()
    assert send(client, ticket).status_code == 302
    client.force_login(ticket.requester)
    page = client.get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert "We sent a new one." in page
    assert "waiting for your reply" in page


def test_an_empty_reply_keeps_the_page_and_says_what_is_missing(client, agent):
    ticket = make_ticket()
    response = send(client, ticket, body="  ")
    assert response.status_code == 422
    assert ticket.messages.count() == 1


def test_showing_on_the_question_is_previewed_first_and_warns_of_personal_data(client, agent):
    ticket = make_escalated_ticket()
    preview = send(client, ticket, visibility="thread", body="Your **order KE-10482** left today.")
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "Everyone will be able to read this" in page
    assert "<strong>order KE-10482</strong>" in page
    assert "It seems to hold personal data" in page
    assert not ticket.thread.answers.exists()
    assert send(client, ticket, visibility="thread", body="It left today.", publish="1").status_code == 302
    assert ticket.thread.answers.get().is_official


def test_going_back_from_the_preview_keeps_the_text(client, agent):
    ticket = make_escalated_ticket()
    page = send(client, ticket, visibility="thread", body="Almost ready", edit="1").content.decode()
    assert "Almost ready" in page
    assert not ticket.thread.answers.exists()


def test_a_request_without_a_question_offers_no_way_to_publish(client, agent):
    ticket = make_ticket()
    assert 'value="thread"' not in client.get(reverse("desk_ticket", args=[ticket.pk])).content.decode()
    assert send(client, ticket, visibility="thread", publish="1").status_code == 422


def test_two_agents_the_second_sees_both_versions_and_may_send_again(client, agent):
    ticket = make_ticket()
    old = seen(ticket)
    actions.reply(ticket, author=make_agent(display_name="Nikos"), body="I have already refunded it.")
    typed = {"visibility": "requester", "body": "We cannot refund it.", "then": "open"}
    response = client.post(reverse("desk_reply", args=[ticket.pk]), {**old, **typed})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Someone changed this request while you were writing" in page
    assert "New since you opened it" in page
    assert page.count("I have already refunded it.") == 2  # as news, and in the conversation
    assert "We cannot refund it." in page
    assert ticket.messages.count() == 2
    again = {**typed, **{name: response.context["reply_form"].initial[name] for name in old}}
    assert client.post(reverse("desk_reply", args=[ticket.pk]), again).status_code == 302
    assert ticket.messages.count() == 3


def test_solving_asks_for_a_summary_or_private(client, agent):
    ticket = make_ticket()
    url = reverse("desk_solve", args=[ticket.pk])
    refused = client.post(url, seen(ticket))
    assert refused.status_code == 422
    assert "mark it as private" in refused.content.decode()
    assert client.post(url, {**seen(ticket), "public_summary": "Correct it in My orders."}).status_code == 302
    assert Ticket.objects.get().public_summary == "Correct it in My orders."


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"action": "priority", "value": "40"}, "priority", 40),
        ({"action": "state", "value": "on_hold"}, "state", "on_hold"),
    ],
)
def test_small_changes(client, agent, change, field, value):
    ticket = make_ticket()
    client.post(reverse("desk_change", args=[ticket.pk]), {**seen(ticket), **change})
    assert getattr(Ticket.objects.get(), field) == value


@pytest.mark.parametrize(
    "change",
    [
        {"action": "priority", "value": "999"},
        {"action": "priority", "value": "x"},
        {"action": "priority", "value": "9" * 5_000},
        {"action": "assign", "value": "9" * 5_000},
        {"action": "state", "value": "closed"},
        {"action": "delete", "value": ""},
        {},
    ],
)
def test_nonsense_changes_change_nothing(client, agent, change):
    ticket = make_ticket()
    response = client.post(reverse("desk_change", args=[ticket.pk]), {**seen(ticket), **change})
    assert response.status_code == 302
    assert Ticket.objects.get().version == 1


def test_take_assign_and_give_back(client, agent):
    ticket, colleague = make_ticket(), make_agent()
    url = reverse("desk_change", args=[ticket.pk])
    client.post(url, {**seen(ticket), "action": "take"})
    assert Ticket.objects.get().assignee == agent
    client.post(url, {**seen(ticket), "action": "assign", "value": str(colleague.pk)})
    assert Ticket.objects.get().assignee == colleague
    client.post(url, {**seen(ticket), "action": "give_back"})
    assert Ticket.objects.get().assignee is None


def test_the_desk_costs_the_same_with_few_requests_and_many(client, agent, django_assert_max_num_queries):
    def queries(url):
        with django_assert_max_num_queries(20) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    ticket = make_escalated_ticket()
    desk, page = reverse("desk"), reverse("desk_ticket", args=[ticket.pk])
    queries(desk)
    few = (queries(desk), queries(page))
    for _ in range(6):
        actions.reply(make_ticket(board=ticket.board), author=agent, body="On it.", then="open")
        actions.reply(ticket, author=agent, body="Still on it.", visibility="internal")
    assert (queries(desk), queries(page)) == few


def test_desk_names_each_fact_of_a_request_and_leads_back_to_its_queue(client, agent):
    page = client.get(
        reverse("desk_ticket", args=[make_ticket(subject="Lamp hums").pk]) + "?queue=open"
    ).content.decode()
    back = page.split('class="desk__back"')[1].split("</a>")[0]
    assert "?queue=open" in back and "All open" in back
    for fact in ("Customer", "Agent", "Priority", "Language"):
        assert f"<dt>{fact}</dt>" in page


def test_desk_list_says_whose_a_request_is_where_that_is_not_plain(client, agent):
    make_ticket(subject="Lamp hums")
    assert "ticket-row__agent" in client.get(reverse("desk") + "?queue=open").content.decode()
    assert "ticket-row__agent" not in client.get(reverse("desk") + "?queue=unassigned").content.decode()


@pytest.mark.parametrize("name", ["desk_reply", "desk_solve", "desk_change"])
def test_reading_an_address_of_the_desks_forms_changes_nothing_and_leads_to_the_request(client, agent, name):
    ticket = make_ticket()
    before = seen(ticket)
    response = client.get(reverse(name, args=[ticket.pk]))
    assert response.status_code == 302 and response.url == reverse("desk_ticket", args=[ticket.pk])
    assert seen(ticket) == before
    client.force_login(make_user())
    assert client.get(reverse(name, args=[ticket.pk]), follow=True).status_code == 404
