"""Every figure counts what its formula says, and says when it rests on little."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_agent, make_editor, make_moderator, make_user
from community.actions import accept_answer
from community.tests.factories import make_answer, make_thread
from insights.figures import (
    Period,
    community_resolution,
    escalated,
    first_response,
    questions,
    requests,
    searches,
    zero_results,
)
from search.models import SearchLog
from tickets import actions
from tickets.business_time import add_business_time
from tickets.tests.factories import default_policy, make_escalated_ticket, make_overdue_thread, make_ticket

pytestmark = pytest.mark.django_db


def last(days):
    now = timezone.now() + timedelta(minutes=1)
    return Period(now - timedelta(days=days), now)


def test_nothing_yet_is_said_and_not_divided_by():
    figures = [searches, zero_results, questions, community_resolution, escalated, requests, first_response]
    assert [figure(last(30)).n for figure in figures] == [0] * 7
    assert zero_results(last(30)).value == ""
    assert first_response(last(30)).value == ""


def test_zero_result_rate():
    SearchLog.objects.bulk_create(SearchLog(query="lamp", lang="en", count=count) for count in (0, 3, 5, 8))
    assert (zero_results(last(7)).value, zero_results(last(7)).n) == ("25 %", 4)
    assert zero_results(last(7)).is_from_few


def test_community_resolution_leaves_out_late_and_escalated_ones():
    def solve(thread, after):
        accept_answer(make_answer(thread), actor=thread.author, at=thread.created_at + after)

    solve(make_thread(), timedelta(0))
    solve(make_overdue_thread(), timedelta(days=9))
    escalated_thread = make_escalated_ticket().thread
    escalated_thread.refresh_from_db()
    solve(escalated_thread, timedelta(days=6))
    make_thread()
    figure = community_resolution(last(30))
    assert (figure.value, figure.n) == ("25 %", 4)


def test_escalated_and_opened_are_counted_in_their_own_time():
    make_escalated_ticket()
    make_ticket(created_at=timezone.now() - timedelta(days=20))
    assert (escalated(last(7)).n, requests(last(7)).n, requests(last(30)).n) == (1, 1, 2)


def test_first_response_is_the_median_in_working_time():
    calendar, created = default_policy().calendar.as_calendar(), timezone.now() - timedelta(days=15)
    for hours in (1, 2, 30 / 60):
        ticket = make_ticket(created_at=created)
        at = add_business_time(created, timedelta(hours=hours), calendar)
        actions.reply(ticket, author=make_agent(), body="Here you are.", created_at=at)
    actions.reply(make_ticket(), author=make_agent(), body="Only for us.", visibility="internal")
    figure = first_response(last(30))
    assert figure.n == 3
    assert figure.value == "1 hour · 1.8 hours"


@pytest.mark.parametrize("make_reader", [make_editor, make_agent])
def test_editors_and_agents_read_the_report(client, make_reader):
    client.force_login(make_reader())
    response = client.get(reverse("self_service_glance"), {"days": "7"})
    assert response.status_code == 200
    assert "From fewer than 10 events" in response.content.decode()
    assert "searches that found nothing ÷ searches" in response.content.decode()


@pytest.mark.parametrize("make_stranger", [make_user, make_moderator])
def test_others_do_not(client, make_stranger):
    client.force_login(make_stranger())
    response = client.get(reverse("self_service_glance"))
    assert response.status_code == 302
    assert "searches that found nothing" not in response.content.decode()


def test_the_report_only_reads(client, django_assert_max_num_queries):
    client.force_login(make_editor())
    url = reverse("self_service_glance")
    client.get(url)
    with django_assert_max_num_queries(30) as counted:
        client.get(url)
    assert not [query for query in counted if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
