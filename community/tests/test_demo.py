"""The demo's conversations: as the texts tell them, at their own times, and the same after a second run."""

import pytest
from django.utils import timezone

from accounts.models import Notification, User
from community.models import Answer, Board, BoardText, Follow, MeToo, Thread, Vote
from site_config.demo.conversations import load_conversations

pytestmark = pytest.mark.django_db
COUNTED = (Board, BoardText, Thread, Answer, Vote, MeToo, Follow, User)


def test_forty_threads_in_five_languages_load_once_and_quietly():
    load_conversations()
    first = {model: model.objects.count() for model in COUNTED}
    load_conversations()
    assert {model: model.objects.count() for model in COUNTED} == first
    assert first[Thread] == 40
    assert first[Answer] == 120
    assert first[User] == 25
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
