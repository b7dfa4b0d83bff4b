"""Whoever says that an article solved it before they asked reads what came of it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_agent, make_user
from community import actions
from community.models import Board, SolvedByHint, Standing
from community.tests.factories import make_answer, make_thread
from kb.actions import ensure_site
from kb.tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db):
    return ensure_site()


def say_so(user, path, name="hint_solved") -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.post(
        reverse(name), {"title": "Refund", "subject": "Refund", "path": path}, follow=True
    ).content.decode()


def solved(**overrides):
    answer = make_answer(make_thread(**overrides))
    actions.accept_answer(answer, actor=answer.thread.author)
    return answer.thread


def points(member) -> int:
    return Standing.objects.get(member=member).points


@pytest.mark.parametrize("name", ["hint_solved", "open_ticket_hint_solved"])
def test_a_member_reads_what_it_brought_once_a_day(name):
    member, article = make_user(), make_article(title="Refunds")
    page = say_so(member, article.get_url(), name=name)
    assert "It brings you 3 points." in page
    assert reverse("member_points", args=[member.pk]) in page
    again = say_so(member, solved().get_absolute_url(), name=name)
    assert "Thank you for telling us" in again and "It brings you" not in again
    assert points(member) == 3


@pytest.mark.parametrize("make", [lambda: None, make_agent])
def test_guests_and_the_team_are_thanked_without_points(make):
    page = say_so(make(), make_article().get_url())
    assert "Thank you for telling us" in page and "It brings you" not in page


def test_pages_that_answer_nothing_are_remembered_and_bring_nothing():
    member, open_one, inner = make_user(), make_thread(), solved()
    draft, mine = make_article(title="Not yet"), solved(author=member)
    draft.unpublish()
    before = points(member)
    paths = ["/en/community/", "/en/help/", "/en/help/no-such-page/", "/en/nonsense/", "/favicon.ico"]
    paths += [one.get_absolute_url() for one in (open_one, mine)]
    paths += [draft.get_url(), reverse("member", args=[member.pk])]
    for path in paths:
        assert "It brings you" not in say_so(member, path, name="open_ticket_hint_solved")
    assert points(member) == before and SolvedByHint.objects.count() == len(paths)
    say_so(member, inner.get_absolute_url(), name="open_ticket_hint_solved")
    assert points(member) == before + 3


def test_one_question_under_ten_addresses_counts_once():
    member, thread = make_user(), solved()
    for slug in ("a", "b", thread.slug):
        say_so(member, reverse("thread", args=[thread.pk, slug]), name="open_ticket_hint_solved")
    assert set(SolvedByHint.objects.values_list("path", flat=True)) == {thread.get_absolute_url()}
    assert points(member) == 3


def test_what_a_reader_may_not_see_brings_nothing():
    member, thread = make_user(), solved()
    Board.objects.filter(pk=thread.board_id).update(is_private=True)
    say_so(member, thread.get_absolute_url())
    assert points(member) == 0
