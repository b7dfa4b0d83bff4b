"""Whoever says that an article solved it before they asked reads what came of it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_agent, make_user
from community.models import Standing

pytestmark = pytest.mark.django_db


def say_so(user, path="/en/help/returns/", name="hint_solved") -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.post(
        reverse(name), {"title": "Refund", "subject": "Refund", "path": path}, follow=True
    ).content.decode()


@pytest.mark.parametrize("name", ["hint_solved", "open_ticket_hint_solved"])
def test_a_member_reads_what_it_brought_once_a_day(name):
    member = make_user()
    page = say_so(member, path="/en/community/", name=name)
    assert "It brings you 3 points." in page
    assert reverse("member_points", args=[member.pk]) in page
    again = say_so(member, path="/en/community/tags/", name=name)
    assert "Thank you for telling us" in again and "It brings you" not in again
    assert Standing.objects.get(member=member).points == 3


@pytest.mark.parametrize("make", [lambda: None, make_agent])
def test_guests_and_the_team_are_thanked_without_points(make):
    page = say_so(make(), path="/en/community/")
    assert "Thank you for telling us" in page and "It brings you" not in page
