"""Points follow what happens: given, clipped, waited for, taken back and given again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.models import PointEntry, Standing
from community.reputation.ticking import tick_standing
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def points(member) -> int:
    return Standing.objects.get(member=member).points


def entries(member, rule):
    found = PointEntry.objects.filter(member=member, rule=rule).order_by("pk")
    return list(found.values_list("step", "amount", "points", "why"))


def test_a_helpful_vote_brings_five_points_once_and_its_withdrawal_takes_them():
    answer, voter = make_answer(), make_user()
    for _again in range(2):
        actions.vote_helpful(answer, actor=voter)
    assert points(answer.author) == 5
    actions.withdraw_vote(answer, actor=voter)
    assert points(answer.author) == 0
    assert entries(answer.author, "helpful") == [("award", 5, 5, ""), ("reverse", -5, -5, "withdrawn")]


def test_an_answer_earns_thirty_points_by_votes_and_the_rest_says_why_not():
    answer = make_answer()
    for _voter in range(8):
        actions.vote_helpful(answer, actor=make_user(), at=now())
    assert points(answer.author) == 30
    assert entries(answer.author, "helpful")[6:] == [("award", 0, 0, "cap_object")] * 2


def test_votes_bring_at_most_150_points_a_day_clipped_exactly():
    helper, thread = make_user(), make_thread()
    moment = (now() - timedelta(days=1)).replace(hour=9)
    actions.confirm_fix(make_answer(thread, author=helper, created_at=moment), actor=make_user(), at=moment)
    for _answer in range(6):
        answer = make_answer(author=helper, created_at=moment)
        for _voter in range(6):
            moment += timedelta(minutes=1)
            actions.vote_helpful(answer, actor=make_user(), at=moment)
    assert points(helper) == 150
    assert ("award", 3, 3, "cap_income") in entries(helper, "helpful")


def test_one_voter_pays_one_author_three_times_a_day_and_ten_in_thirty_days():
    helper, voter = make_user(), make_user()
    for _answer in range(4):
        actions.vote_helpful(make_answer(author=helper, created_at=now()), actor=voter, at=now())
    assert points(helper) == 15
    assert entries(helper, "helpful")[-1] == ("award", 0, 0, "pair_day")


def test_an_acceptance_counts_after_a_day_if_it_still_stands():
    thread = make_thread()
    answer = make_answer(thread)
    accepted = now() - timedelta(hours=1)
    actions.accept_answer(answer, actor=thread.author, at=accepted)
    assert (points(answer.author), points(thread.author)) == (0, 3)
    tick_standing(accepted + timedelta(hours=23))
    assert points(answer.author) == 0
    for _twice in range(2):
        tick_standing(accepted + timedelta(hours=25))
    assert points(answer.author) == 25
    actions.unaccept_answer(answer, actor=thread.author)
    assert (points(answer.author), points(thread.author)) == (0, 0)


def test_what_is_hidden_earns_nothing_and_spam_costs_down_to_nothing():
    answer, moderator = make_answer(), make_moderator()
    for _voter in range(3):
        actions.vote_helpful(answer, actor=make_user(), at=now())
    other = make_answer(author=answer.author)
    actions.vote_helpful(other, actor=make_user())
    assert points(answer.author) == 20
    actions.hide_answer(answer, actor=moderator, reason="spam")
    assert points(answer.author) == 0
    assert entries(answer.author, "removed") == [("award", -5, -5, "floor")]
    actions.restore_answer(answer, actor=moderator)
    assert points(answer.author) == 20


def test_a_vote_with_all_its_consequences_takes_at_most_fifteen_queries():
    answer, voter = make_answer(), make_user()
    actions.vote_helpful(make_answer(author=answer.author), actor=make_user())
    voter.roles  # noqa: B018 (a request knows them from its session)
    with CaptureQueriesContext(connection) as captured:
        actions.vote_helpful(answer, actor=voter)
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 15, "\n".join(asked)
