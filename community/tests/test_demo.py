"""The demo's conversations: as the texts tell them, at their own times, and the same after a second run."""

import pytest
from django.utils import timezone

from accounts.models import Notification, User
from community import actions
from community.counters import differences
from community.models import Answer, Appeal, Board, BoardText, Follow, MeToo, Review, Sanction, Thread, Vote
from site_config.demo.conversations import load_conversations
from site_config.demo.moderation import load_moderation
from site_config.demo.staff import person

pytestmark = pytest.mark.django_db
COUNTED = (Board, BoardText, Thread, Answer, Vote, MeToo, Follow, User)


def test_ninety_eight_threads_in_five_languages_load_once_and_quietly():
    load_conversations()
    first = {model: model.objects.count() for model in COUNTED}
    load_conversations()
    assert {model: model.objects.count() for model in COUNTED} == first
    assert first[Thread] == 98
    assert first[Answer] == 178
    assert first[User] == 35
    assert not Notification.objects.exists()
    for language in ("en", "ru", "el", "fa", "sq"):
        assert Thread.objects.in_language(language).solved().exists()
        assert Thread.objects.in_language(language).unsolved().exists()
    check_times()
    check_counters()
    assert not Answer.objects.filter(body_source__contains="](article:").exists()


def check_times():
    now = timezone.now()
    for answer in Answer.objects.select_related("thread"):
        assert answer.thread.created_at < answer.created_at <= now
        assert not answer.accepted_at or answer.created_at <= answer.accepted_at <= now


def check_counters():
    for thread in Thread.objects.all():
        assert thread.answer_count == thread.answers.count()
        assert thread.me_too_count == thread.me_toos.count()
        assert thread.follower_count == thread.follows.count()
        assert thread.is_solved == thread.answers.accepted().exists()
    for answer in Answer.objects.all():
        assert answer.helpful_count == answer.votes.count()


def test_a_moderator_of_the_demo_finds_something_of_everything_once():
    load_conversations()
    load_moderation()
    causes = list(Review.objects.waiting().values_list("cause", flat=True))
    load_moderation()
    assert Review.objects.waiting().count() == len(causes)
    assert (causes.count("screening"), causes.count("suspicion"), causes.count("flags")) == (5, 1, 3)
    assert Appeal.objects.filter(granted=None).count() == 1
    assert Sanction.objects.silences().count() == 1
    assert {review.thread.language for review in Review.objects.waiting()} == {"en", "ru", "el", "fa", "sq"}
    assert not Notification.objects.exists() and not list(differences())
    review = Review.objects.waiting().filter(cause="screening", answer=None).first()
    actions.decide(review, "keep", actor=person("moderator"), seen=review.version)
    assert Notification.objects.filter(recipient=review.thread.author).count() == 1
