"""Asking for another look: by the author, once, decided by somebody else where there is somebody else."""

import pytest
from django.urls import reverse

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_member, make_moderator, signed_in
from community import actions
from community.actions import Refused
from community.models import Appeal, Review
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def nina():
    return make_moderator(display_name="Nina")


@pytest.fixture
def hidden(nina):
    answer = make_answer()
    actions.hide_answer(answer, actor=nina, reason="Advertising")
    return answer


def decide(decision: str, actor):
    review = Review.objects.waiting().get()
    actions.decide(review, decision, actor=actor, seen=review.version, reason="Looked at it")


def test_the_author_asks_on_a_page_and_is_told_that_it_waits(hidden):
    page, address = signed_in(hidden.author), reverse("appeal_answer", args=[hidden.pk])
    assert address in page.get(hidden.thread.get_absolute_url()).content.decode()
    empty = page.post(address, {"words": " "})
    assert empty.status_code == 422 and "Say why" in empty.content.decode()
    sent = page.post(address, {"words": "It is my own lamp, I sell nothing"}, follow=True)
    assert "Another moderator looks at it" in sent.content.decode()
    assert "You asked for another look" in page.get(address).content.decode()
    queue = signed_in(make_moderator()).get("/en/community/moderation/").content.decode()
    assert "I sell nothing" in queue and "asks for another look" in queue


def test_only_the_author_of_something_a_moderator_hid_may_ask_and_once(hidden):
    with pytest.raises(Refused, match="Only the author"):
        actions.appeal(hidden, actor=make_member(), words="Please")
    assert signed_in(make_member()).get(reverse("appeal_answer", args=[hidden.pk])).status_code == 404
    visible, reported = make_thread(), make_thread()
    actions.flag(reported, actor=make_agent(), reason="spam")
    for post in (visible, reported):
        with pytest.raises(Refused, match="already"):
            actions.appeal(post, actor=post.author, words="Please")
    actions.appeal(hidden, actor=hidden.author, words="Please")
    with pytest.raises(Refused, match="already"):
        actions.appeal(hidden, actor=hidden.author, words="Please, again")
    assert Appeal.objects.count() == 1


def test_who_hid_it_does_not_decide_while_there_is_another(hidden, nina):
    actions.appeal(hidden, actor=hidden.author, words="I sell nothing")
    other = make_moderator()
    with pytest.raises(Refused, match="Another moderator"):
        decide("keep", nina)
    decide("keep", other)
    hidden.refresh_from_db()
    appeal = Appeal.objects.get()
    assert (hidden.is_hidden, appeal.granted, appeal.decided_by) == (False, True, other)
    assert Notification.objects.filter(recipient=hidden.author, context__act="restore").exists()


def test_a_refused_appeal_is_told_and_is_the_last_word(hidden, nina):
    actions.appeal(hidden, actor=hidden.author, words="I sell nothing")
    decide("hide", make_moderator())
    page = signed_in(hidden.author)
    assert "again, and it stays hidden" in page.get("/en/account/inbox/").content.decode()
    assert "Another moderator looked at it" in page.get(reverse("appeal_answer", args=[hidden.pk])).content.decode()
    with pytest.raises(Refused, match="already"):
        actions.appeal(hidden, actor=hidden.author, words="Please, again")
    assert Appeal.objects.get().granted is False


def test_the_only_moderator_decides_and_that_is_said(hidden, nina):
    actions.appeal(hidden, actor=hidden.author, words="I sell nothing")
    assert "There is no other moderator" in signed_in(nina).get(Review.objects.get().url).content.decode()
    decide("hide", nina)
    page = signed_in(hidden.author).get(reverse("appeal_answer", args=[hidden.pk])).content.decode()
    assert "because there is no other one" in page


def test_what_is_hidden_another_time_can_be_appealed_another_time(hidden, nina):
    actions.restore_answer(hidden, actor=nina)
    actions.hide_answer(hidden, actor=nina, reason="Rude")
    actions.appeal(hidden, actor=hidden.author, words="It was meant well")
    decide("keep", make_moderator())
    actions.hide_answer(hidden, actor=nina, reason="Rude")
    actions.appeal(hidden, actor=hidden.author, words="It was meant well")
    assert Appeal.objects.count() == 2
