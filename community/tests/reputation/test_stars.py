"""Accounts that give to one member only: a person decides, and what they give meanwhile waits."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.tests.factories import make_moderator, make_user
from community.actions.judging_points import decide_points
from community.models import PointReview, Standing
from community.reputation.detection.night import watch
from community.tests.factories import make_thread
from community.tests.reputation.test_detection import crowd, votes

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make_thread()


def points(member) -> int:
    return Standing.objects.get(member=member).balance


def test_accounts_that_feed_one_member_are_shown_to_a_person_and_what_follows_waits(thread):
    shining, alts = make_user(), [make_user() for _alt in range(3)]
    crowd(thread, [make_user(), make_user()])
    for alt in alts:
        votes(thread, alt, shining, 7)
    before = points(shining)
    assert before == 105
    (found,) = watch()
    assert set(found.members) == {shining.pk, *(alt.pk for alt in alts)} and not found.is_reversed
    assert watch() == []
    votes(thread, alts[0], shining, 2)
    assert points(shining) == before
    decide_points(PointReview.objects.get(), actor=make_moderator(), verdict="reversed", reason="One person.")
    assert points(shining) == 0


def test_whom_many_thank_besides_two_faithful_askers_nobody_looks_at(thread):
    helper, askers = make_user(), [make_user(), make_user()]
    crowd(thread, [helper, make_user()], readers=12, each=3)
    for asker in askers:
        votes(thread, asker, helper, 7)
    assert watch() == []


def test_what_a_person_kept_is_not_shown_again(thread):
    helper, fans = make_user(), [make_user(), make_user()]
    crowd(thread, [make_user(), make_user()])
    for fan in fans:
        votes(thread, fan, helper, 8)
    watch()
    decide_points(PointReview.objects.get(), actor=make_moderator(), verdict="kept")
    assert watch(now() + timedelta(days=1)) == []
