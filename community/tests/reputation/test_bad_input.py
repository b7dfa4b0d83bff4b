"""Votes that cannot be, by their address: refused with a reason, and nothing changes."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_moderator, make_user, signed_in
from community import actions
from community.models import PointEntry, Sanction, Vote
from community.tests.factories import make_answer

pytestmark = pytest.mark.django_db


def vote(client: Client, answer, **typed):
    """As a page without JavaScript sends it; what is refused is said on the next page."""
    url = reverse("vote", args=[answer if isinstance(answer, int) else answer.pk])
    return client.post(url, typed, follow=True)


def nothing_happened() -> bool:
    return not Vote.objects.exists() and not PointEntry.objects.filter(rule="helpful").exists()


def test_nobody_votes_for_their_own_answer():
    answer = make_answer()
    page = vote(signed_in(answer.author), answer)
    assert "You cannot vote for your own answer." in page.content.decode()
    assert nothing_happened()


def test_what_is_hidden_or_gone_takes_no_vote():
    answer = make_answer()
    actions.hide_answer(answer, actor=make_moderator(), reason="off_topic")
    client = signed_in(make_user())
    page = vote(client, answer)
    assert page.status_code == 404 or "This answer is hidden." in page.content.decode()
    assert vote(client, 987_654).status_code == 404
    assert nothing_happened()


def test_who_may_only_read_is_told_why():
    answer, member = make_answer(), make_user()
    actions.sanction(member, "24h", actor=make_moderator(), reason="Advertising in every answer")
    assert Sanction.objects.filter(member=member).exists()
    assert "Advertising in every answer" in vote(signed_in(member), answer).content.decode()
    assert nothing_happened()


def test_who_has_not_confirmed_their_address_does_not_get_in_to_vote():
    answer, member = make_answer(), make_user(password="a long enough one")
    EmailAddress.objects.filter(user=member).update(verified=False)
    client = Client()
    client.post(reverse("account_login"), {"login": member.email, "password": "a long enough one"})
    page = vote(client, answer)
    assert page.redirect_chain[-1][0].startswith(reverse("account_login")) or page.status_code == 403
    assert nothing_happened()


def test_ten_tabs_and_anothers_key_are_one_vote_of_ones_own():
    answer, member, other = make_answer(), make_user(), make_user()
    client = signed_in(member)
    for _tab in range(10):
        vote(client, answer, voter=other.pk, actor=other.pk, member=other.pk)
    assert list(Vote.objects.values_list("voter", flat=True)) == [member.pk]
    assert PointEntry.objects.filter(rule="helpful").count() == 1
