"""What customers see: their own requests in plain words, and nothing of the team's or of anyone else's."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.tests.factories import make_agent, make_user
from community.models import SolvedByHint
from community.tests.factories import make_board, make_thread
from search.queries import Hit
from tickets import actions
from tickets.models import Ticket
from tickets.templatetags import tickets_tags
from tickets.tests.factories import default_policy, make_escalated_ticket, make_ticket

pytestmark = pytest.mark.django_db
TYPED = {"subject": "Two of six glasses arrived broken", "body": "I would like two new ones.", "key_field": "a1b2"}


@pytest.fixture
def customer(client):
    customer = make_user()
    client.force_login(customer)
    return customer


def test_writing_to_us_makes_one_request_however_often_it_is_sent(client, customer):
    board = make_board("returns")
    for _ in range(2):
        response = client.post(reverse("open_ticket"), {**TYPED, "board": "returns"})
        assert response.url == Ticket.objects.get().get_absolute_url()
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.board, ticket.language) == (customer, board, "en")


def test_the_language_of_the_page_is_the_language_of_the_request(client, customer):
    client.post("/fa/tickets/new/", TYPED)
    assert Ticket.objects.get().language == "fa"


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, customer):
    response = client.post(reverse("open_ticket"), {**TYPED, "subject": ""})
    assert response.status_code == 422
    assert "I would like two new ones." in response.content.decode()


def test_a_guest_writes_signs_in_and_finds_the_text(client):
    response = client.post(reverse("open_ticket"), TYPED)
    assert response.status_code == 302
    assert reverse("account_login") in response.url
    page = client.get(reverse("open_ticket")).content.decode()
    assert "Two of six glasses arrived broken" in page
    assert "Your text is still here" in page


def test_looking_for_answers_first_works_without_script(client):
    response = client.post(reverse("open_ticket"), {**TYPED, "check": "1"})
    assert response.status_code == 200
    assert "I would like two new ones." in response.content.decode()
    assert not Ticket.objects.exists()


def test_hints_bear_any_subject(client):
    for subject in ("", "ab", '"', "a*", "*:*", "(((", "x" * 5000, "زیر", "\u200c"):
        assert client.get(reverse("open_ticket_hints"), {"subject": subject}).status_code == 200


def test_this_solved_it_is_remembered_and_leads_only_to_our_own_pages(client):
    url = reverse("open_ticket_hint_solved")
    for path in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "home",
        "?",
        "#",
        "/a\x00b",
        "/a\r\nb",
        "",
    ):
        assert client.post(url, {"path": path, "subject": "x"}).url == reverse("open_ticket")
    assert not SolvedByHint.objects.exists()
    assert client.post(url, {"path": "/en/help/returns/", "subject": "glasses"}).url == "/en/help/returns/"
    assert SolvedByHint.objects.get().path == "/en/help/returns/"


def test_someone_elses_request_does_not_exist(client, customer):
    ticket = make_ticket()
    assert client.get(reverse("ticket", args=[ticket.pk])).status_code == 404
    for name in ("ticket_reply", "ticket_solved", "ticket_reopen"):
        assert client.post(reverse(name, args=[ticket.pk]), {"body": "Hi"}).status_code == 404
    assert ticket.subject not in client.get(reverse("my_tickets")).content.decode()


def test_even_an_agent_sees_others_requests_on_the_desk_only(client):
    client.force_login(make_agent())
    assert client.get(reverse("ticket", args=[make_ticket().pk])).status_code == 404


def test_internal_notes_stay_internal(client, customer):
    ticket = make_ticket(requester=customer)
    actions.reply(ticket, author=make_agent(), body="He always complains.", visibility="internal")
    assert "He always complains." not in client.get(reverse("ticket", args=[ticket.pk])).content.decode()


def test_a_staff_only_escalation_is_not_shown_to_the_asker(client):
    default_policy(consent="staff_only")
    ticket = make_escalated_ticket()
    client.force_login(ticket.requester)
    assert client.get(reverse("ticket", args=[ticket.pk])).status_code == 404
    assert notice(ticket.thread, ticket.requester) == ""


def test_reply_solve_and_reopen(client, customer):
    ticket = make_ticket(requester=customer)
    client.post(reverse("ticket_reply", args=[ticket.pk]), {"body": "One more thing."})
    assert ticket.messages.count() == 2
    client.post(reverse("ticket_solved", args=[ticket.pk]))
    assert Ticket.objects.get().state == "solved"
    assert "Reply and open it again" in client.get(reverse("ticket", args=[ticket.pk])).content.decode()
    client.post(reverse("ticket_reopen", args=[ticket.pk]))
    assert Ticket.objects.get().state == "open"


def test_a_reply_to_a_closed_request_leads_to_the_new_one(client, customer):
    ticket = make_ticket(requester=customer)
    actions.solve(ticket, actor=customer, at=timezone.now() - timedelta(days=8))
    actions.tick()
    assert "Open a new request about this" in client.get(reverse("ticket", args=[ticket.pk])).content.decode()
    response = client.post(reverse("ticket_reply", args=[ticket.pk]), {"body": "It happened again."})
    assert response.url.startswith(ticket.follow_ups.get().get_absolute_url())


def test_pages_bear_odd_input(client, customer):
    ticket = make_ticket(requester=customer)
    url = reverse("ticket_reply", args=[ticket.pk])
    assert client.post(url, {"body": ""}).status_code == 422
    assert client.post(url, {"body": "x" * 30_001}).status_code == 422
    assert client.post(url, {"body": "[x](javascript:alert(1)) <b onclick=x>hi</b>"}).status_code == 302
    page = client.get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert "href" not in ticket.messages.last().html
    assert "onclick" not in page.split('id="message-')[-1].split("</article>")[0]
    assert client.get(reverse("my_tickets"), {"page": "x"}).status_code == 200


def test_guests_are_sent_to_sign_in(client):
    for url in (reverse("my_tickets"), reverse("ticket", args=[make_ticket().pk])):
        assert client.get(url).url.startswith(reverse("account_login"))


def test_no_requests_yet_says_what_to_do(client, customer):
    assert "You have not asked us anything yet" in client.get(reverse("my_tickets")).content.decode()


def test_a_customers_page_costs_the_same_with_many_messages(client, customer, django_assert_max_num_queries):
    ticket = make_ticket(requester=customer)
    url, mine = reverse("ticket", args=[ticket.pk]), reverse("my_tickets")

    def queries(address):
        with django_assert_max_num_queries(15) as counted:
            client.get(address)
        return len(counted)

    queries(url)
    few = (queries(url), queries(mine))
    for number in range(5):
        actions.reply(ticket, author=customer, body=f"Number {number}")
        make_ticket(requester=customer)
    assert (queries(url), queries(mine)) == few


def notice(thread, user) -> str:
    request = RequestFactory().get("/")
    page = Template("{% load tickets_tags %}{% escalation_notice thread user %}")
    return page.render(Context({"thread": thread, "user": user, "request": request, "csrf_token": "t"})).strip()


def test_the_notice_tells_the_asker_when_and_others_nothing():
    thread = make_thread()
    assert "Goes to our team on" in notice(thread, thread.author)
    assert "copied to them" in notice(thread, thread.author)
    assert notice(thread, make_user()) == ""
    assert "Goes to our team on" in notice(thread, make_agent())
    assert "copied to them" not in notice(thread, make_agent())


def test_members_who_earned_it_see_when_a_question_goes_to_the_team(monkeypatch):
    monkeypatch.setattr("community.standing.level_of", lambda user: 2)
    assert "Goes to our team on" in notice(make_thread(), make_user())
    assert notice(make_thread(), AnonymousUser()) == ""


def test_the_notice_of_an_escalated_question():
    ticket = make_escalated_ticket()
    asker = notice(ticket.thread, ticket.requester)
    assert "Our team is on it" in asker
    assert reverse("ticket", args=[ticket.pk]) in asker
    stranger = notice(ticket.thread, make_user())
    assert "Our team is on it" in stranger
    assert "With our team since just now" in strip_tags(stranger)
    assert "/tickets/" not in stranger
    assert reverse("desk_ticket", args=[ticket.pk]) in notice(ticket.thread, make_agent())


def test_the_notice_costs_at_most_two_queries(django_assert_max_num_queries):
    ticket, agent = make_escalated_ticket(), make_agent()
    for user in (ticket.requester, agent):
        with django_assert_max_num_queries(2):
            notice(ticket.thread, user)


def test_a_list_says_which_questions_are_with_the_team_in_one_query(django_assert_num_queries):
    escalated, private, waiting = make_escalated_ticket(), make_escalated_ticket(), make_thread()
    Ticket.objects.filter(pk=private.pk).update(hidden_from_requester=True)
    threads = [escalated.thread, private.thread, waiting]
    with django_assert_num_queries(1):
        team = tickets_tags.with_team(threads)
    assert [tickets_tags.status_among(thread, team) for thread in threads] == ["escalated", "waiting", "waiting"]
    hits = [Hit(f"community.thread.{thread.pk}", "thread", "en", thread.title, "/") for thread in threads]
    statuses = tickets_tags.hit_statuses(hits)
    assert [hit.id for hit in hits if statuses.get(hit.id) == "escalated"] == [hits[0].id]
    with django_assert_num_queries(0):
        assert tickets_tags.with_team([]) == set()


def test_the_asker_decides_on_the_question_page(client):
    default_policy(consent="ask")
    thread = make_thread(created_at=timezone.now() - timedelta(days=10))
    actions.tick()
    escalation = thread.escalations.get()
    url = reverse("escalation_consent", args=[escalation.pk])
    assert url in notice(thread, thread.author)
    client.force_login(make_user())
    assert client.post(url, {"answer": "yes"}).status_code == 404
    client.force_login(thread.author)
    assert client.post(url, {"answer": "yes"}).url == thread.tickets.get().get_absolute_url()


def test_the_asker_passes_it_on_where_the_rule_allows(client):
    default_policy(asker_may_ask=True)
    thread = make_thread()
    url = reverse("ask_team", args=[thread.pk])
    assert url in notice(thread, thread.author)
    client.force_login(thread.author)
    assert client.post(url).url == thread.tickets.get().get_absolute_url()


def test_after_a_refused_message_the_language_menu_leads_to_the_request(client, customer):
    ticket = make_ticket(requester=customer)
    address = reverse("ticket_reply", args=[ticket.pk])
    assert client.post(address, {"body": ""}).status_code == 422
    page = client.post(reverse("set_language"), {"language": "fa", "next": address}, follow=True)
    assert page.status_code == 200 and page.request["PATH_INFO"] == f"/fa/tickets/{ticket.pk}/"
