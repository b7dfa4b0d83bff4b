"""Two at the same moment, with real connections: points are paid once, and nobody waits for ever."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from accounts.tests.factories import make_member, make_moderator, make_user
from community import actions
from community.models import Answer, PointEntry, Standing
from community.reputation.rebuild import rebuild
from community.reputation.ticking import settle_due
from community.tests.factories import make_answer, make_thread
from community.tests.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def on_a_file():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share an in-memory database; set TEST_DATABASE_NAME to a file")


def fresh(answer) -> Answer:
    return Answer.objects.select_related("thread").get(pk=answer.pk)


def points(member) -> int:
    return Standing.objects.get(member=member).points


def differences() -> list[str]:
    return [line for _report, lines in rebuild() for line in lines]


def test_two_acceptances_at_once_pay_once():
    thread, moderator = make_thread(), make_moderator()
    answers = [fresh(make_answer(thread)) for _number in range(2)]
    long_ago = now() - timedelta(days=2)
    at_once(
        lambda: actions.accept_answer(answers[0], actor=thread.author, at=long_ago),
        lambda: actions.accept_answer(answers[1], actor=moderator, at=long_ago),
    )
    settle_due(now())
    assert PointEntry.objects.filter(rule="accepted", step="award").count() == 1
    assert sorted(points(answer.author) for answer in answers) == [0, 25]
    assert differences() == []


def test_ten_tabs_pay_once():
    answer, voter = make_answer(), make_member()
    tabs = [fresh(answer) for _number in range(10)]
    at_once(*[lambda tab=tab: actions.vote_helpful(tab, actor=voter) for tab in tabs])
    assert points(answer.author) == 5
    assert differences() == []


def test_two_who_vote_for_each_other_at_once_do_not_block_each_other():
    one, other = make_user(), make_user()
    of_one, of_other = make_answer(author=one), make_answer(author=other)
    results = at_once(
        lambda: actions.vote_helpful(fresh(of_one), actor=other),
        lambda: actions.vote_helpful(fresh(of_other), actor=one),
    )
    assert results == [None, None]
    assert (points(one), points(other)) == (5, 5)


def test_what_is_settled_and_taken_back_at_once_leaves_nothing():
    thread = make_thread()
    answer = make_answer(thread)
    actions.accept_answer(answer, actor=thread.author, at=now() - timedelta(hours=23))
    later, tab = now() + timedelta(hours=2), fresh(answer)
    at_once(lambda: settle_due(later), lambda: actions.unaccept_answer(tab, actor=thread.author))
    settle_due(later)
    assert points(answer.author) == 0
    assert differences() == []
