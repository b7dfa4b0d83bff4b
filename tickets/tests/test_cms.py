"""Rules and working hours in the CMS: who keeps them, and what a change does to questions that wait."""

import pytest
from django.urls import reverse

from accounts.tests.factories import make_agent, make_editor, make_moderator
from community.tests.factories import make_thread
from tickets.models import BusinessCalendar, EscalationPolicy
from tickets.tests.factories import default_policy

pytestmark = pytest.mark.django_db


def url_of(policy, action="edit"):
    return reverse(policy.snippet_viewset.get_url_name(action), args=[policy.pk])


def form_of(policy, **changes):
    return {
        "waits_for": policy.waits_for,
        "delay_hours": policy.delay_hours,
        "me_too_threshold": policy.me_too_threshold,
        "calendar": policy.calendar_id,
        "consent": policy.consent,
        "notice_hours": policy.notice_hours,
        "priority": policy.priority,
        **changes,
    }


def test_a_changed_delay_moves_every_question_that_waits(client):
    client.force_login(make_editor())
    thread, policy = make_thread(), default_policy()
    before = thread.escalations.get().due_at
    response = client.post(url_of(policy), form_of(policy, delay_hours=2))
    assert response.status_code == 302
    assert thread.escalations.get().due_at < before
    assert thread.escalations.get().facts == {"hours": 2}


def test_changed_hours_move_them_too(client):
    client.force_login(make_editor())
    thread, calendar = make_thread(), default_policy().calendar
    before = thread.escalations.get().due_at
    monday = calendar.hours.first()
    typed = {
        "name": calendar.name,
        "timezone": "Europe/Berlin",
        "hours-TOTAL_FORMS": "1",
        "hours-INITIAL_FORMS": "1",
        "hours-MIN_NUM_FORMS": "0",
        "hours-MAX_NUM_FORMS": "1000",
        "hours-0-id": monday.pk,
        "hours-0-weekday": "0",
        "hours-0-opens_at": "09:00",
        "hours-0-closes_at": "10:00",
        "hours-0-ORDER": "1",
        "holidays-TOTAL_FORMS": "0",
        "holidays-INITIAL_FORMS": "0",
        "holidays-MIN_NUM_FORMS": "0",
        "holidays-MAX_NUM_FORMS": "1000",
    }
    calendar.hours.exclude(pk=monday.pk).delete()
    assert client.post(url_of(calendar), typed).status_code == 302
    assert BusinessCalendar.objects.get().hours.get().closes_at.hour == 10
    assert thread.escalations.get().due_at > before


def test_a_second_rule_for_all_other_boards_is_refused_with_words(client):
    client.force_login(make_editor())
    policy = default_policy()
    url = reverse(policy.snippet_viewset.get_url_name("add"))
    page = client.post(url, form_of(policy)).content.decode()
    assert "There is a rule for all other boards already" in page
    assert EscalationPolicy.objects.count() == 1


def test_agents_look_and_do_not_touch(client):
    client.force_login(make_agent())
    policy = default_policy()
    client.post(url_of(policy), form_of(policy, delay_hours=2))
    assert default_policy().delay_hours == 24


def test_only_agents_find_the_desk_in_the_menu(client):
    for make_person, is_shown in ((make_agent, True), (make_editor, False), (make_moderator, False)):
        client.force_login(make_person())
        assert (reverse("desk") in client.get(reverse("wagtailadmin_home")).content.decode()) is is_shown
