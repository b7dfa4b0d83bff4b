"""Two people at the same moment, with real connections to a database file."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.tests.factories import make_member, make_moderator, make_user
from community import actions
from community.actions import Refused
from community.counters import differences
from community.models import Answer, ModerationAction, Review, Vote
from community.models import Thread as Question
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*calls):
    """Run calls in threads of their own, started together; returns their results or what they raised."""
    barrier, results = Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        barrier.wait()
        try:
            results[index] = call()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(index, call)) for index, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture(autouse=True)
def on_a_file():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share an in-memory database; set TEST_DATABASE_NAME to a file")


def fresh(answer):
    """As another request would load it."""
    return Answer.objects.select_related("thread").get(pk=answer.pk)


def test_two_acceptances_at_once_one_wins_and_the_other_is_told():
    thread, moderator = make_thread(), make_moderator()
    first, second = make_answer(thread), make_answer(thread)
    first, second = fresh(first), fresh(second)
    results = at_once(
        lambda: actions.accept_answer(first, actor=thread.author),
        lambda: actions.accept_answer(second, actor=moderator),
    )
    assert [type(result) for result in results if result is not None] == [Refused]
    assert "already" in str(next(filter(None, results)))
    assert Answer.objects.accepted().count() == 1
    assert Question.objects.get().is_solved


def test_the_same_question_sent_twice_at_once_is_one_thread():
    asker, board = make_user(), make_board()
    results = at_once(
        *[lambda: make_thread(author=asker, board=board, submission_key="form")] * 4,
    )
    assert len(set(results)) == 1
    assert Question.objects.count() == 1


def test_votes_from_ten_tabs_count_once_and_counters_equal_the_facts():
    answer, voter = make_answer(), make_user()
    others = [make_user() for _ in range(3)]
    at_once(
        *[lambda: actions.vote_helpful(fresh(answer), actor=voter)] * 7,
        *[lambda member=member: actions.vote_helpful(fresh(answer), actor=member) for member in others],
    )
    answer.refresh_from_db()
    assert answer.helpful_count == Vote.objects.count() == 4


def test_answers_at_once_are_all_counted():
    thread = make_thread()
    members = [make_user() for _ in range(4)]
    at_once(*[lambda member=member: make_answer(Question.objects.get(), author=member) for member in members])
    thread.refresh_from_db()
    assert thread.answer_count == Answer.objects.count() == 4
    assert thread.follower_count == 5


def test_two_moderators_decide_at_once_and_the_second_is_told():
    answer, moderators = make_answer(), [make_moderator(), make_moderator()]
    actions.flag(answer, actor=make_user(), reason="spam")
    reviews = [Review.objects.get() for _ in moderators]
    results = at_once(
        lambda: actions.decide(reviews[0], "spam", actor=moderators[0], seen=reviews[0].version),
        lambda: actions.decide(reviews[1], "keep", actor=moderators[1], seen=reviews[1].version),
    )
    assert [type(result) for result in results if result is not None] == [Refused]
    assert "decided already" in str(next(filter(None, results)))
    assert ModerationAction.objects.count() == 1


def test_reports_of_many_at_once_weigh_what_they_are_and_hide_once():
    answer = make_answer()
    members = [make_member() for _ in range(5)]
    at_once(*[lambda member=member: actions.flag(fresh(answer), actor=member, reason="spam") for member in members])
    answer.refresh_from_db()
    assert answer.is_hidden
    assert Question.objects.get().answer_count == 0
    assert ModerationAction.objects.filter(act="flagged").count() == 1
    assert Review.objects.waiting().count() == 1


def test_an_act_is_undone_once_by_two_at_once():
    thread, moderators = make_thread(), [make_moderator(), make_moderator()]
    actions.hide_thread(thread, actor=moderators[0], reason="A mistake")
    hiding = ModerationAction.objects.get()
    at_once(
        *[lambda one=one: actions.undo(ModerationAction.objects.get(pk=hiding.pk), actor=one) for one in moderators]
    )
    assert ModerationAction.objects.filter(reverses=hiding).count() == 1
    assert not Question.objects.get().is_hidden


def test_ten_tabs_at_once_ask_no_more_than_one_may():
    asker, board = make_user(), make_board()
    results = at_once(*[lambda: make_thread(author=asker, board=board)] * 10)
    assert sum(isinstance(result, Refused) for result in results) == 5
    assert Question.objects.count() == 5


@pytest.fixture(autouse=True)
def counters_equal_the_facts_afterwards(db):
    yield
    assert [str(difference) for difference in differences()] == []
