"""How much somebody may do in a while, and that nothing typed is lost at the bound."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_member, make_moderator, make_newcomer, make_user
from community import actions
from community.actions import Refused
from community.models import Flag, Review, Thread, Vote
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db


def until_refused(act, at_most: int) -> int:
    """How often it works, of ``at_most`` times."""
    for done in range(at_most):
        try:
            act()
        except Refused:
            return done
    return at_most


def everyone_sees(thread) -> None:
    """As if a moderator had looked at a newcomer's post: the next one may come."""
    Thread.objects.filter(pk=thread.pk).update(hidden_at=None, hidden_reason="")
    Review.objects.about(thread).update(closed_at=timezone.now())


@pytest.mark.parametrize(("make", "number"), [(make_newcomer, 3), (make_member, 5), (make_moderator, 7)])
def test_questions_a_day(make, number):
    asker = make()
    assert until_refused(lambda: everyone_sees(make_thread(author=asker)), 7) == number
    Thread.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert make_thread(author=asker)


@pytest.mark.parametrize(("make", "number"), [(make_newcomer, 10), (make_member, 100)])
def test_answers_a_day(make, number):
    helper, thread = make(), make_thread()
    earlier = timezone.now() - timedelta(hours=1)
    for _ in range(number - 1):
        make_answer(thread, author=helper, created_at=earlier)
    assert until_refused(lambda: make_answer(thread, author=helper), 3) == 1


def test_four_answers_a_minute():
    helper, thread = make_member(), make_thread()
    assert until_refused(lambda: make_answer(thread, author=helper), 6) == 4


def test_votes_a_minute_and_the_same_vote_again_is_no_vote_more():
    voter, answers = make_member(), [make_answer() for _ in range(7)]
    turns = iter(answers)
    assert until_refused(lambda: actions.vote_helpful(next(turns), actor=voter), 7) == 5
    actions.vote_helpful(answers[0], actor=voter)
    assert Vote.objects.count() == 5


def test_reports_a_day():
    reporter = make_member()
    turns = iter([make_thread() for _ in range(21)])
    assert until_refused(lambda: actions.flag(next(turns), actor=reporter, reason="spam"), 21) == 20
    assert Flag.objects.count() == 20


def test_what_happened_elsewhere_or_long_ago_is_not_limited():
    asker = make_user()
    for hours in range(6):
        make_thread(author=asker, created_at=timezone.now() - timedelta(hours=hours))
    assert Thread.objects.count() == 6


def test_the_form_sent_twice_at_the_bound_is_the_same_question_and_no_refusal():
    asker = make_user()
    threads = [make_thread(author=asker, submission_key=f"form{number}") for number in range(3)]
    assert make_thread(author=asker, submission_key="form2") == threads[2]


def test_the_refusal_stands_beside_the_form_with_what_was_typed():
    asker, page = make_member(), Client()
    page.force_login(asker)
    for _ in range(5):
        make_thread(author=asker)
    make_board()
    words = {"board": "returns", "title": "Where is my lamp?", "body": "My long question", "key_field": "a1"}
    refused = page.post(reverse("ask"), words)
    text = refused.content.decode()
    assert refused.status_code == 422 and "In 24 hours you can ask this many questions: 5." in text
    assert "My long question" in text
