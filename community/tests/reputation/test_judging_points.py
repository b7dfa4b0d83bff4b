"""A moderator keeps what waits, or reverses it; both are told, logged, and can be turned round."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from wagtail.models import ModelLogEntry

from accounts.models import Notification
from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.errors import Refused
from community.models import Household, ModerationAction, PendingPoints, PointEntry, PointReview, Standing
from community.models.points import Why
from community.reputation.ticking import tick_standing
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def points(member) -> int:
    return Standing.objects.get(member=member).points


def held_acceptance():
    """An answer accepted two days ago, three minutes after it was written."""
    moment = now() - timedelta(days=2)
    thread = make_thread(created_at=moment - timedelta(hours=1))
    answer = make_answer(thread, created_at=moment - timedelta(minutes=3))
    actions.accept_answer(answer, actor=thread.author, at=moment)
    return answer, PointReview.objects.get()


def burst(voters: int = 10):
    answers = [make_answer() for _one in range(2)]
    answers[1].author = answers[0].author
    answers[1].save()
    for number in range(voters):
        actions.vote_helpful(answers[number % 2], actor=make_user())
    return answers[0].author, PointReview.objects.get()


def test_what_is_kept_counts_at_once_and_is_told():
    answer, review = held_acceptance()
    actions.decide_points(review, actor=make_moderator(), verdict="kept")
    assert (points(answer.author), points(answer.thread.author)) == (25, 3)
    assert not PendingPoints.objects.exclude(review=None).exists()
    told = Notification.objects.filter(event="points_reviewed")
    assert {row.recipient for row in told} == {answer.author, answer.thread.author}
    assert {row.context["number"] for row in told} == {25, 3}


def test_what_is_kept_before_its_day_is_over_waits_for_that():
    thread = make_thread()
    answer = make_answer(thread, created_at=now() - timedelta(minutes=3))
    actions.accept_answer(answer, actor=thread.author)
    actions.decide_points(PointReview.objects.get(), actor=make_moderator(), verdict="kept")
    assert points(answer.author) == 0
    tick_standing(now() + timedelta(hours=25))
    assert points(answer.author) == 25


def test_what_was_kept_is_not_held_again_for_the_same():
    answer, review = held_acceptance()
    actions.decide_points(review, actor=make_moderator(), verdict="kept")
    actions.unaccept_answer(answer, actor=answer.thread.author)
    actions.accept_answer(answer, actor=answer.thread.author, at=now() + timedelta(minutes=1))
    assert PointReview.objects.count() == 1
    assert not PendingPoints.objects.exclude(review=None).exists()


def test_a_burst_that_is_reversed_takes_what_was_paid_before_too_and_says_why():
    helper, review = burst()
    assert points(helper) == 40
    actions.decide_points(review, actor=make_moderator(), verdict="reversed", reason="Ten accounts of one person")
    assert points(helper) == 0
    assert PointEntry.objects.filter(member=helper, why=Why.REVIEWED, reason="Ten accounts of one person").count() == 10
    told = Notification.objects.get(event="points_reversed", recipient=helper)
    assert (told.context["number"], told.context["reason"]) == (40, "Ten accounts of one person")


def test_what_a_person_took_back_stays_so_however_the_votes_come_and_go():
    helper, review = burst()
    actions.decide_points(review, actor=make_moderator(), verdict="reversed", reason="One person")
    entry = PointEntry.objects.filter(member=helper, rule="helpful").first()
    actions.withdraw_vote(entry.answer, actor=entry.giver)
    actions.vote_helpful(entry.answer, actor=entry.giver)
    actions.hide_answer(entry.answer, actor=make_moderator(), reason="off_topic")
    actions.restore_answer(entry.answer, actor=make_moderator())
    assert points(helper) == 0


def test_a_reversal_is_turned_round_exactly_and_told():
    helper, review = burst()
    first, second = make_moderator(), make_moderator()
    actions.decide_points(review, actor=first, verdict="reversed", reason="One person", is_household=False)
    actions.decide_points(review, actor=second, verdict="kept", seen="reversed")
    assert points(helper) == 50
    assert PointEntry.objects.filter(why=Why.APPEALED).count() == 10
    entry = PointEntry.objects.filter(member=helper, rule="helpful").first()
    actions.withdraw_vote(entry.answer, actor=entry.giver)
    assert points(helper) == 45
    assert ModelLogEntry.objects.filter(action="community.points_decided").count() == 2


def test_whoever_decides_second_is_told():
    _helper, review = burst()
    first = make_moderator(display_name="Ada")
    actions.decide_points(review, actor=first, verdict="kept")
    with pytest.raises(Refused, match="Ada decided this just now"):
        actions.decide_points(review, actor=make_moderator(), verdict="reversed", reason="One person")


def test_nobody_decides_about_themselves_and_members_decide_nothing():
    _helper, review = burst()
    moderator = make_moderator()
    review.members.add(moderator)
    for actor in (moderator, make_user()):
        with pytest.raises(Refused):
            actions.decide_points(review, actor=actor, verdict="kept")
    with pytest.raises(Refused, match="Say why"):
        actions.decide_points(review, actor=make_moderator(), verdict="reversed", reason=" ")


def test_a_household_that_a_moderator_finds_pays_nothing_from_then_on():
    answer, review = held_acceptance()
    actions.decide_points(review, actor=make_moderator(), verdict="reversed", reason="Flatmates", is_household=True)
    assert Household.objects.count() == 1
    actions.vote_helpful(make_answer(author=answer.author), actor=answer.thread.author)
    assert points(answer.author) == 0
    actions.decide_points(review, actor=make_moderator(), verdict="kept", seen="reversed")
    assert not Household.objects.exists()
    assert points(answer.author) == 25


def test_one_award_is_taken_back_and_is_not_paid_again():
    answer, voter = make_answer(), make_user()
    actions.vote_helpful(answer, actor=voter)
    entry = PointEntry.objects.get(rule="helpful")
    review = actions.reverse_award(entry, actor=make_moderator(), reason="Paid for with a gift")
    assert points(answer.author) == 0
    with pytest.raises(Refused, match="taken back already"):
        actions.reverse_award(entry, actor=make_moderator(), reason="Again")
    actions.decide_points(review, actor=make_moderator(), verdict="kept", seen="reversed")
    assert points(answer.author) == 5


def test_what_was_decided_while_the_post_was_hidden_holds_when_it_is_shown():
    answer, review = held_acceptance()
    moderator = make_moderator()
    actions.hide_answer(answer, actor=moderator, reason="off_topic")
    actions.decide_points(review, actor=moderator, verdict="reversed", reason="Arranged")
    actions.undo(ModerationAction.objects.get(), actor=moderator)
    tick_standing(now() + timedelta(days=3))
    assert points(answer.author) == 0


def test_a_thousand_toggles_are_one_line_in_the_inbox():
    answer, voter = make_answer(), make_user()
    actions.vote_helpful(answer, actor=voter, at=now() - timedelta(days=2))
    for _again in range(20):
        actions.withdraw_vote(answer, actor=voter)
        actions.vote_helpful(answer, actor=voter, at=now())
    actions.withdraw_vote(answer, actor=voter)
    told = Notification.objects.get(recipient=answer.author, event="points_withdrawn")
    assert told.context["number"] == 5
    assert told.mail_due_at is None
