"""What was meant for everyone goes to the team alone: before it is posted, and while nobody has answered it."""

import pytest
from django.urls import reverse

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_moderator, make_user
from community import actions as community
from community.actions import Refused
from community.models import Thread
from community.tests.factories import make_answer, make_board, make_thread
from search.queries import search
from search.worker import drain
from tickets import actions
from tickets.models import Escalation, Ticket
from tickets.tests.factories import make_escalated_ticket

pytestmark = pytest.mark.django_db
PRIVATELY = "/en/tickets/new/from-question/"


@pytest.fixture
def customer(client):
    user = make_user()
    client.force_login(user)
    return user


def question(**overrides):
    make_board()
    fields = {"board": "returns", "title": "Refund for order KE-10482", "body": "Call me: **+30 2310 123456**"}
    return {**fields, "tags": "refund", "key_field": "abc123", **overrides}


def page_of(response) -> str:
    return response.content.decode()


# --- before it is posted ----------------------------------------------------------------------------------------------


def test_everything_typed_becomes_one_request_however_often_it_is_sent(client, customer):
    assert f'formaction="{PRIVATELY}"' in page_of(client.post("/en/community/ask/", question()))
    targets = {client.post(PRIVATELY, question())["Location"] for _ in range(2)}
    ticket = Ticket.objects.get()
    assert targets == {ticket.get_absolute_url()} and not Thread.objects.exists()
    assert (ticket.requester, ticket.subject, ticket.board.slug) == (customer, "Refund for order KE-10482", "returns")
    assert ticket.messages.get().source == "Call me: **+30 2310 123456**"


def test_the_language_of_the_question_is_that_of_the_request(client, customer):
    client.post("/fa/tickets/new/from-question/", question())
    assert Ticket.objects.get().language == "fa"


def test_a_guest_signs_in_and_finds_everything(client):
    answer = client.post(PRIVATELY, question())
    assert answer["Location"].endswith("?next=%2Fen%2Ftickets%2Fnew%2F") and not Ticket.objects.exists()
    client.post(answer["Location"], {"login": make_user().email, "password": "correct horse"})
    page = page_of(client.get("/en/tickets/new/"))
    assert "Refund for order KE-10482" in page and "**+30 2310 123456**" in page
    assert 'value="returns" selected' in page and 'data-draft-ends="ask"' in page
    client.post("/en/tickets/new/", {**question(), "subject": "Refund for order KE-10482", "from_question": "on"})
    assert Ticket.objects.get().board.slug == "returns"
    assert "Call me" not in page_of(client.get("/en/community/ask/"))


def test_what_is_missing_is_said_on_the_form_for_requests_and_nothing_is_lost(client, customer):
    for missing in ({"title": ""}, {"body": ""}, {"board": "gone"}):
        answer = client.post(PRIVATELY, question(**missing))
        assert answer.status_code == 422 and "field__error" in page_of(answer)
        assert ("+30 2310 123456" in page_of(answer)) == ("body" not in missing)
    assert client.get(PRIVATELY)["Location"] == "/en/tickets/new/"
    assert not Ticket.objects.exists()


def test_hostile_words_stay_words(client, customer):
    evil = '"><script>alert(1)</script>'
    client.post(PRIVATELY, question(title=f"Refund {evil} please", body=f"\x00Hi {evil}", board=evil))
    client.post(PRIVATELY, question(title=f"Refund {evil} please", body=f"\x00Hi {evil}"))
    assert "<script>" not in Ticket.objects.get().messages.get().html


# --- after it was posted ----------------------------------------------------------------------------------------------


def private(client, thread):
    return client.post(reverse("make_private", args=[thread.pk]), follow=True)


def test_ones_own_question_becomes_a_request_and_leaves_the_community(client, customer):
    thread, follower = make_thread(author=customer, tags=["lamp"]), make_user()
    community.follow(thread, actor=follower)
    drain()
    link = reverse("make_private", args=[thread.pk])
    assert link in page_of(client.get(thread.get_absolute_url()))
    assert "It leaves the community for good" in page_of(client.get(link)) and not Ticket.objects.exists()
    for _ in range(2):
        assert private(client, thread).redirect_chain[-1][0] == Ticket.objects.get().get_absolute_url()
    ticket = Ticket.objects.get()
    assert (ticket.subject, ticket.board, ticket.language, ticket.thread) == (
        thread.title, thread.board, thread.language, thread,
    )  # fmt: skip
    assert ticket.messages.get().source == thread.body_source
    assert [event.kind for event in ticket.events.all()] == ["withdrawn"]
    assert client.get(thread.get_absolute_url()).status_code == 200
    client.force_login(follower)
    assert client.get(thread.get_absolute_url()).status_code == 404
    assert not Notification.objects.filter(recipient=follower).exists()
    drain()
    assert not search(thread.title, lang="en").hits


def test_its_escalation_ends(client, customer):
    thread = make_thread(author=customer)
    assert Escalation.objects.get().state == "scheduled"
    private(client, thread)
    assert Escalation.objects.get().cancelled_because == "withdrawn"


def test_nobody_shows_it_again(client, customer):
    thread, moderator = make_thread(author=customer), make_moderator()
    community.flag(thread, actor=make_user(), reason="private")
    private(client, thread)
    thread.refresh_from_db()
    with pytest.raises(Refused, match="took it back"):
        community.restore_thread(thread, actor=moderator)
    with pytest.raises(Refused):
        community.restore_thread(thread, actor=customer)
    with pytest.raises(Refused):
        community.appeal(thread, actor=customer, words="Show it again, please")
    with pytest.raises(Refused):
        community.edit_thread(thread, actor=customer, title=thread.title, body="Other words")
    client.force_login(moderator)
    assert "took it back" in page_of(client.get(thread.get_absolute_url()))
    assert thread.title not in page_of(client.get(reverse("reviews")))


def test_an_answered_question_stays(client, customer):
    thread = make_thread(author=customer)
    make_answer(thread)
    assert "Somebody answered already" in page_of(private(client, thread))
    assert reverse("make_private", args=[thread.pk]) not in page_of(client.get(thread.get_absolute_url()))
    thread.refresh_from_db()
    assert not thread.is_hidden and not Ticket.objects.exists()


def test_what_the_team_has_already_is_not_sent_twice():
    ticket = make_escalated_ticket()
    with pytest.raises(Refused, match="already"):
        actions.make_private(ticket.thread, actor=ticket.requester)
    ticket.thread.refresh_from_db()
    assert Ticket.objects.get() == ticket and not ticket.thread.is_hidden


def test_it_is_the_askers_decision_alone(client, customer):
    thread = make_thread()
    for reader in (customer, make_moderator(), make_agent()):
        client.force_login(reader)
        assert private(client, thread).status_code == 404
        with pytest.raises(Refused):
            actions.make_private(thread, actor=reader)
    client.logout()
    assert "/account/login/" in client.post(reverse("make_private", args=[thread.pk]))["Location"]
    assert not Ticket.objects.exists()


def test_what_a_moderator_hid_stays_as_it_was(client, customer):
    thread = make_thread(author=customer)
    community.hide_thread(thread, actor=make_moderator(), reason="Spam")
    assert "A moderator hid this question" in page_of(private(client, thread))
    thread.refresh_from_db()
    assert thread.hidden_reason == "Spam"


def test_the_team_answers_it_and_cannot_show_that_to_everyone(client, customer):
    thread = make_thread(author=customer)
    private(client, thread)
    client.force_login(make_agent())
    page = page_of(client.get(reverse("desk_ticket", args=[Ticket.objects.get().pk])))
    assert "Show it on the question" not in page


def test_another_question_of_the_same_words_is_no_twin_of_the_withdrawn_one(client, customer):
    thread = make_thread(author=customer)
    private(client, thread)
    typed = question(title=thread.title, body="Without my number this time.")
    client.post("/en/community/ask/", typed)
    assert Thread.objects.filter(hidden_at=None).count() == 1
