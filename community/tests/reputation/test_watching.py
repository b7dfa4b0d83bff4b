"""What looks wrong at the moment it happens waits for a person: quick and repeated acceptances, and bursts of votes."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.models import PendingPoints, PointEntry, PointReview, Standing
from community.models.points import Suspicion, Why
from community.reputation.ticking import tick_standing
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def points(member) -> int:
    return Standing.objects.get(member=member).points


def accepted_between(asker, helper, *, ago: timedelta):
    """A question of the one, solved by the other, so long ago; the acceptance came an hour after the answer."""
    moment = now() - ago
    thread = make_thread(author=asker, created_at=moment - timedelta(hours=2))
    answer = make_answer(thread, author=helper, created_at=moment - timedelta(hours=1))
    actions.accept_answer(answer, actor=asker, at=moment)
    return answer


def test_an_acceptance_within_minutes_waits_for_a_person_with_all_it_brings():
    thread = make_thread()
    answer = make_answer(thread, created_at=now() - timedelta(minutes=3))
    actions.accept_answer(answer, actor=thread.author)
    review = PointReview.objects.get()
    assert (review.cause, review.points) == (Suspicion.QUICK, 28)
    assert set(review.members.all()) == {thread.author, answer.author}
    assert set(review.entries.values_list("rule", "points", "why")) == {
        ("accepted", 0, Why.HELD),
        ("accepting", 0, Why.HELD),
    }
    tick_standing(now() + timedelta(days=6))
    assert points(answer.author) == points(thread.author) == 0


def test_six_minutes_later_is_no_haste():
    thread = make_thread()
    actions.accept_answer(make_answer(thread, created_at=now() - timedelta(minutes=6)), actor=thread.author)
    assert not PointReview.objects.exists()


def test_a_quick_acceptance_that_is_taken_back_and_given_again_waits_for_the_same_decision():
    thread = make_thread()
    answer = make_answer(thread, created_at=now() - timedelta(minutes=3))
    actions.accept_answer(answer, actor=thread.author)
    actions.unaccept_answer(answer, actor=thread.author)
    assert not PendingPoints.objects.exclude(review=None).exists()
    actions.accept_answer(answer, actor=thread.author, at=now() + timedelta(minutes=30))
    assert PointReview.objects.count() == 1
    assert PendingPoints.objects.exclude(review=None).count() == 2


def test_the_third_acceptance_between_the_same_two_waits_whichever_of_them_asked():
    one, other = make_user(), make_user()
    accepted_between(one, other, ago=timedelta(days=20))
    accepted_between(other, one, ago=timedelta(days=10))
    assert not PointReview.objects.exists()
    third = accepted_between(one, other, ago=timedelta(days=2))
    fourth = accepted_between(one, other, ago=timedelta(days=1))
    review = PointReview.objects.get()
    assert review.cause == Suspicion.REPEATED
    assert set(review.entries.values_list("answer", flat=True)) == {third.pk, fourth.pk}


def test_three_acceptances_in_longer_than_thirty_days_wait_for_nobody():
    one, other = make_user(), make_user()
    for days in (40, 20, 1):
        accepted_between(one, other, ago=timedelta(days=days))
    assert not PointReview.objects.exists()


def test_our_team_may_accept_as_often_and_as_soon_as_it_likes():
    moderator, helper = make_moderator(), make_user()
    for _question in range(4):
        actions.accept_answer(make_answer(author=helper, created_at=now()), actor=moderator)
    assert not PointReview.objects.exists()


def test_the_ninth_vote_within_two_minutes_and_what_follows_wait_in_one_review():
    helper = make_user()
    for _answer in range(3):
        answer = make_answer(author=helper)
        for _voter in range(4):
            actions.vote_helpful(answer, actor=make_user())
    review = PointReview.objects.get()
    assert (review.cause, review.points, points(helper)) == (Suspicion.BURST, 20, 40)
    assert review.entries.count() == 4


def test_nine_votes_in_a_longer_time_are_no_burst():
    helper, moment = make_user(), now() - timedelta(hours=1)
    for number in range(12):
        answer = make_answer(author=helper, created_at=moment)
        actions.vote_helpful(answer, actor=make_user(), at=moment + timedelta(seconds=20 * number))
    assert not PointReview.objects.exists()


def test_a_voter_who_toggles_makes_no_burst():
    answer, voter = make_answer(), make_user()
    for _again in range(12):
        actions.vote_helpful(answer, actor=voter, at=now())
        actions.withdraw_vote(answer, actor=voter)
    assert not PointReview.objects.exists()
    assert not PointEntry.objects.filter(why=Why.HELD).exists()
