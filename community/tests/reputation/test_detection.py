"""By night: votes to and fro, and circles. Votes are counted by the ledger itself, on days of their own."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import count, permutations

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from accounts.models import Notification
from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.models import Answer, PointEntry, PointReview, Standing, Vote
from community.models.points import Suspicion, Why
from community.reputation.detection.night import watch
from community.reputation.ledger import score
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db
_days = count()


@pytest.fixture
def thread():
    return make_thread()


def votes(thread, giver, member, number: int) -> None:
    """So many helpful votes of one for another, on different days and answers, counted by the ledger."""
    for _vote in range(number):
        moment = now() - timedelta(days=1 + next(_days) * 7 % 80)
        answer = Answer.objects.create(thread=thread, author=member, body_source="x", body_html="x", created_at=moment)
        vote = Vote.objects.create(answer=answer, voter=giver, is_helpful=True, created_at=moment)
        score("helpful", keys=[vote.pk], is_new=True, now=moment)


def crowd(thread, helpers: Iterable, readers: int = 12, each: int = 3) -> None:
    """Readers who vote for the helpers, as in any living community."""
    for _reader in range(readers):
        reader = make_user()
        for helper in helpers:
            votes(thread, reader, helper, each)


def points(member) -> int:
    return Standing.objects.get(member=member).points


def test_votes_to_and_fro_are_reversed_once_and_told(thread):
    one, other, helpers = make_user(), make_user(), [make_user() for _one in range(3)]
    crowd(thread, helpers)
    votes(thread, one, other, 5)
    votes(thread, other, one, 4)
    assert len(watch(dry_run=True)) == 1
    assert points(other) == 25
    assert [found.points for found in watch()] == [45]
    assert watch() == []
    assert (points(one), points(other)) == (0, 0)
    assert PointEntry.objects.filter(why=Why.TO_AND_FRO).count() == 9
    review = PointReview.objects.get()
    assert (review.cause, review.verdict, review.decided_by) == (Suspicion.RECIPROCAL, "reversed", None)
    assert Notification.objects.filter(event="points_reversed", recipient__in=[one, other]).count() == 2


def test_two_good_helpers_whom_many_read_keep_what_they_give_each_other(thread):
    one, other = make_user(), make_user()
    crowd(thread, [one, other], readers=8, each=4)
    votes(thread, one, other, 8)
    votes(thread, other, one, 8)
    before = points(one), points(other)
    assert watch() == []
    assert (points(one), points(other)) == before


def test_where_only_two_are_active_a_person_decides_and_nothing_is_lost(thread):
    one, other, reader = make_user(), make_user(), make_user()
    votes(thread, one, other, 6)
    votes(thread, other, one, 6)
    votes(thread, reader, one, 1)
    before = points(one), points(other)
    (found,) = watch()
    assert found.is_small and not found.is_reversed
    assert (points(one), points(other)) == before
    assert PointReview.objects.get().is_waiting


def test_more_than_a_hundred_points_a_person_decides_and_what_follows_waits(thread):
    one, other, helpers = make_user(), make_user(), [make_user() for _one in range(3)]
    crowd(thread, helpers)
    votes(thread, one, other, 12)
    votes(thread, other, one, 12)
    watch()
    review = PointReview.objects.get()
    assert review.is_waiting
    answer = make_answer(author=one)
    before = points(one)
    actions.vote_helpful(answer, actor=other)
    assert PointEntry.objects.filter(why=Why.HELD, review=review).count() == 1
    assert points(one) == before
    actions.decide_points(review, actor=make_moderator(), verdict="kept")
    assert points(one) == before + 5
    assert watch() == []


def ring_of(thread, size: int, each: int) -> list:
    ring = [make_user() for _one in range(size)]
    for giver, member in permutations(ring, 2):
        votes(thread, giver, member, each)
    return ring


def test_a_ring_of_whom_no_two_do_too_much_is_shown_to_a_person_and_its_honest_friend_is_not(thread):
    helpers = [make_user() for _one in range(4)]
    crowd(thread, helpers, readers=16)
    ring = ring_of(thread, 6, 3)
    friend = helpers[0]
    votes(thread, ring[0], friend, 3)
    votes(thread, friend, ring[0], 3)
    watch()
    review = PointReview.objects.get()
    assert review.cause == Suspicion.CIRCLE
    assert set(review.members.all()) == set(ring)
    assert watch() == []
    actions.decide_points(review, actor=make_moderator(), verdict="reversed", reason="Arranged votes")
    assert [points(member) for member in ring[1:]] == [0] * 5
    assert points(friend) > 100
    assert watch() == []


def test_what_a_person_kept_is_not_brought_up_again_without_new_votes(thread):
    crowd(thread, [make_user() for _one in range(4)], readers=10, each=3)
    ring = ring_of(thread, 4, 3)
    watch()
    actions.decide_points(PointReview.objects.get(), actor=make_moderator(), verdict="kept")
    assert watch() == []
    assert PointReview.objects.count() == 1
    assert all(points(member) == 45 for member in ring)


def test_accounts_that_are_there_for_one_member_are_shown_to_a_person(thread):
    helpers = [make_user() for _one in range(3)]
    crowd(thread, helpers)
    first, alts = make_user(), [make_user() for _one in range(4)]
    for alt in alts:
        votes(thread, alt, first, 6)
    for fan in (make_user(), make_user()):
        votes(thread, fan, helpers[0], 6)
    watch()
    review = PointReview.objects.get()
    assert set(review.members.all()) == {first, *alts}
    assert review.is_waiting
    actions.decide_points(review, actor=make_moderator(), verdict="reversed", reason="Accounts of one person")
    assert points(first) == 0
    assert watch() == []


def test_votes_of_new_accounts_hide_nothing(thread):
    one, other = make_user(), make_user()
    crowd(thread, [make_user() for _one in range(3)])
    votes(thread, one, other, 4)
    votes(thread, other, one, 4)
    for _alt in range(10):
        alt = make_user()
        Standing.objects.filter(member=alt).update(level=0)
        votes(thread, alt, one, 1)
        votes(thread, alt, other, 1)
    assert len(watch()) == 1


def test_the_command_says_what_it_would_do_and_writes_nothing(thread, capsys):
    one, other = make_user(), make_user()
    crowd(thread, [make_user() for _one in range(3)])
    votes(thread, one, other, 5)
    votes(thread, other, one, 4)
    call_command("reputation_watch", "--dry-run")
    assert "45 points; reversed" in capsys.readouterr().out
    assert not PointReview.objects.exists()


def test_cases_of_which_nothing_is_left_are_closed():
    thread = make_thread()
    answer = make_answer(thread, created_at=now() - timedelta(minutes=3))
    actions.accept_answer(answer, actor=thread.author)
    watch(now() + timedelta(days=2))
    assert PointReview.objects.get().is_waiting
    actions.unaccept_answer(answer, actor=thread.author)
    watch(now() + timedelta(days=2))
    assert not PointReview.objects.get().is_waiting


def test_what_a_person_parted_pays_nothing_between_them_for_half_a_year_and_else_as_ever(thread):
    crowd(thread, [make_user() for _one in range(4)], readers=16)
    ring = ring_of(thread, 6, 3)
    watch()
    review = PointReview.objects.get()
    actions.decide_points(review, actor=make_moderator(), verdict="reversed", reason="Arranged votes")
    later = now() + timedelta(minutes=5)
    _vote_at(thread, ring[1], ring[0], later)
    entry = PointEntry.objects.filter(member=ring[0], giver=ring[1]).latest("pk")
    assert (entry.amount, entry.why) == (0, Why.PARTED)
    _vote_at(thread, make_user(), ring[0], later)
    _vote_at(thread, ring[1], make_user(), later)
    assert points(ring[0]) == 5
    _vote_at(thread, ring[2], ring[0], later + timedelta(days=181))
    assert points(ring[0]) == 10
    actions.decide_points(review, actor=make_moderator(), verdict="kept", seen="reversed")
    _vote_at(thread, ring[3], ring[0], later)
    assert PointEntry.objects.filter(member=ring[0], giver=ring[3]).latest("pk").amount == 5


def _vote_at(thread, giver, member, moment) -> None:
    answer = Answer.objects.create(thread=thread, author=member, body_source="x", body_html="x", created_at=moment)
    vote = Vote.objects.create(answer=answer, voter=giver, is_helpful=True, created_at=moment)
    score("helpful", keys=[vote.pk], is_new=True, now=moment)
