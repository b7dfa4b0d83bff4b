"""The demo's conversations: as the texts tell them, at their own times, and the same after a second run."""

import pytest
from django.utils import timezone

from accounts.models import Notification, User
from community import actions
from community.counters import differences
from community.models import (
    Answer,
    Appeal,
    BadgeAward,
    Board,
    BoardText,
    Follow,
    MeToo,
    PendingPoints,
    PointEntry,
    PointReview,
    Review,
    Sanction,
    Standing,
    Tally,
    Thanks,
    Thread,
    Verification,
    Vote,
)
from community.reputation.rebuild import rebuild
from site_config.demo.conversations import load_conversations
from site_config.demo.moderation import load_moderation
from site_config.demo.staff import STAFF, person
from site_config.tests.beginnings import made_once

pytestmark = pytest.mark.django_db
COUNTED = (Board, BoardText, Thread, Answer, Vote, MeToo, Follow, User, PointEntry, BadgeAward, Thanks)


told = made_once(load_conversations)


def test_conversations_in_five_languages_load_once_and_quietly(told):
    first = {model: model.objects.count() for model in COUNTED}
    load_conversations()
    assert {model: model.objects.count() for model in COUNTED} == first
    assert first[Thread] == 109
    assert first[Answer] == 189
    assert first[User] == 35 + len(STAFF)
    assert not Notification.objects.exists()
    for language in ("en", "ru", "el", "fa", "sq"):
        assert Thread.objects.in_language(language).solved().exists()
        assert Thread.objects.in_language(language).unsolved().exists()
    check_times()
    check_counters()
    check_standing()
    assert not Answer.objects.filter(body_source__contains="](article:").exists()


def check_times():
    now = timezone.now()
    for answer in Answer.objects.select_related("thread"):
        assert answer.thread.created_at < answer.created_at <= now
        assert not answer.accepted_at or answer.created_at <= answer.accepted_at <= now


def check_standing():
    """Points, levels, badges and what waits or is capped, alive on every board of honour; and they equal the facts."""
    assert not [line for _report, lines in rebuild() for line in lines]
    assert set(range(1, 5)) <= set(Standing.objects.values_list("level", flat=True))
    assert {"board-expert", "champion", "newcomer-of-the-month"} <= set(
        BadgeAward.objects.values_list("badge", flat=True)
    )
    assert set(PointEntry.objects.values_list("why", flat=True)) >= {"cap_object", "pending", "held"}
    assert PointReview.objects.get().is_waiting and PendingPoints.objects.filter(review=None).exists()
    assert not Standing.objects.get(member=person("m08")).is_ranked
    assert Thanks.objects.exists() and Verification.objects.exists()
    for scope in ("all", *(f"lang-{code}" for code in ("en", "ru", "el", "fa", "sq"))):
        assert Tally.objects.listed(scope).filter(days_7__gt=0).count() >= 2
        assert Tally.objects.listed(scope).filter(days_30__gt=0).count() >= 3


def check_counters():
    for thread in Thread.objects.all():
        assert thread.answer_count == thread.answers.count()
        assert thread.me_too_count == thread.me_toos.count()
        assert thread.follower_count == thread.follows.count()
        assert thread.is_solved == thread.answers.accepted().exists()
    for answer in Answer.objects.all():
        assert answer.helpful_count == answer.votes.count()


def test_a_moderator_of_the_demo_finds_something_of_everything_once(told):
    load_moderation()
    causes = list(Review.objects.waiting().values_list("cause", flat=True))
    load_moderation()
    assert Review.objects.waiting().count() == len(causes)
    assert (causes.count("screening"), causes.count("suspicion"), causes.count("flags")) == (5, 1, 3)
    assert Appeal.objects.filter(granted=None).count() == 1
    assert Sanction.objects.silences().count() == 1
    newcomers = Standing.objects.filter(member__email__startswith="n0")
    assert newcomers.count() == 9 and not newcomers.exclude(level=0).exists()
    assert {review.thread.language for review in Review.objects.waiting()} == {"en", "ru", "el", "fa", "sq"}
    assert not Notification.objects.exists() and not list(differences())
    review = Review.objects.waiting().filter(cause="screening", answer=None).first()
    actions.decide(review, "keep", actor=person("moderator"), seen=review.version)
    assert Notification.objects.filter(recipient=review.thread.author).count() == 1
