"""Votes, me-toos and follows: once each, taken back at will, and the counters equal the facts."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.tests.factories import make_moderator, make_newcomer, make_user
from community import actions
from community.actions import Refused
from community.models import Follow, MeToo, Vote
from community.rules import VOTES_A_MINUTE
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def test_a_vote_counts_once_and_can_be_withdrawn_once():
    reply, voter = make_answer(), make_user()
    for _ in range(2):
        actions.vote_helpful(reply, actor=voter)
    assert reply.helpful_count == Vote.objects.count() == 1
    for _ in range(2):
        actions.withdraw_vote(reply, actor=voter)
    assert reply.helpful_count == Vote.objects.count() == 0


def test_author_cannot_vote_for_own_answer():
    reply = make_answer()
    with pytest.raises(Refused, match="own answer"):
        actions.vote_helpful(reply, actor=reply.author)


@pytest.mark.parametrize("refused", ["own", "new", "quick"])
def test_a_refused_vote_says_why_beside_the_button_and_without_script_on_the_page(client, refused):
    reply, voter = make_answer(), make_newcomer() if refused == "new" else make_user()
    for _one in range(VOTES_A_MINUTE if refused == "quick" else 0):
        actions.vote_helpful(make_answer(), actor=voter)
    client.force_login(reply.author if refused == "own" else voter)
    url = reverse("vote", args=[reply.pk])
    why = {"own": "your own answer", "new": "taken the tour", "quick": "Wait a moment, then vote."}[refused]
    said = client.post(url, headers={"HX-Request": "true"})
    assert said.status_code == 409 and why in said.content.decode()
    page = client.post(url, follow=True)
    assert page.status_code == 200 and why in page.content.decode().split('class="messages')[1]
    assert not reply.votes.exists()


def test_strangers_neither_vote_nor_follow_nor_have_it_too():
    reply, stranger = make_answer(), AnonymousUser()
    for act, target in (
        (actions.vote_helpful, reply),
        (actions.me_too, reply.thread),
        (actions.follow, reply.thread),
    ):
        with pytest.raises(Refused):
            act(target, actor=stranger)


def test_a_hidden_answer_takes_no_votes():
    reply = make_answer()
    actions.hide_answer(reply, actor=make_moderator(), reason="Spam")
    with pytest.raises(Refused):
        actions.vote_helpful(reply, actor=make_user())


def test_me_too_counts_once_and_follows():
    thread, member = make_thread(), make_user()
    for _ in range(2):
        actions.me_too(thread, actor=member)
    assert thread.me_too_count == MeToo.objects.count() == 1
    assert thread.follower_count == Follow.objects.count() == 2
    actions.withdraw_me_too(thread, actor=member)
    assert thread.me_too_count == 0
    assert thread.follower_count == 2


def test_one_does_not_have_ones_own_question_too():
    thread = make_thread()
    with pytest.raises(Refused):
        actions.me_too(thread, actor=thread.author)


def test_unfollowing_ends_the_news():
    thread, member = make_thread(), make_user()
    actions.follow(thread, actor=member)
    before = thread.follower_count
    for _ in range(2):
        actions.unfollow(thread, actor=member)
    assert thread.follower_count == before - 1
    make_answer(thread)
    assert not member.notifications.exists()


def test_the_database_refuses_seconds():
    reply, member = make_answer(), make_user()
    actions.vote_helpful(reply, actor=member)
    actions.me_too(reply.thread, actor=member)
    for twin in (
        Vote(answer=reply, voter=member),
        MeToo(thread=reply.thread, member=member),
        Follow(thread=reply.thread, member=member),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()
