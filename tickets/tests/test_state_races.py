"""Changes of state at the same moment, with real connections; afterwards counters equal the facts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import make_member, make_moderator, make_user
from community import actions
from community.actions import Refused
from community.models import Answer, Thread
from community.tests.factories import make_answer, make_thread
from community.tests.test_merging import counters_equal_facts
from community.tests.test_races import at_once, on_a_file  # noqa: F401  (a fixture)
from tickets.actions import settle_old_questions
from tickets.models import Escalation

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def fresh(thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


def fresh_answer(answer) -> Answer:
    return Answer.objects.select_related("thread").get(pk=answer.pk)


def only_refusals(results) -> list[Refused]:
    raised = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(error, Refused) for error in raised), raised
    return raised


def test_two_merges_that_cross_make_no_circle():
    one, other, moderators = make_thread(), make_thread(), [make_moderator(), make_moderator()]
    make_answer(one)
    make_answer(other)
    pairs = [(fresh(one), fresh(other)), (fresh(other), fresh(one))]
    results = at_once(
        *[
            lambda pair=pair, who=who: actions.merge_threads(*pair, actor=who)
            for pair, who in zip(pairs, moderators, strict=True)
        ]
    )
    assert len(only_refusals(results)) == 1
    assert Thread.objects.exclude(merged_into=None).count() == 1
    assert Thread.objects.get(merged_into=None).answer_count == 2
    counters_equal_facts()


def test_an_acceptance_during_a_merge_is_kept_or_refused_with_words():
    source, target, moderator = make_thread(), make_thread(), make_moderator()
    answer = make_answer(source)
    loaded, a, b = fresh_answer(answer), fresh(source), fresh(target)
    results = at_once(
        lambda: actions.accept_answer(loaded, actor=source.author),
        lambda: actions.merge_threads(a, b, actor=moderator),
    )
    refused = only_refusals(results)
    assert fresh(source).is_merged
    assert fresh(target).is_solved != bool(refused)
    counters_equal_facts()


def test_answers_and_reactions_during_a_merge_are_counted_where_they_are():
    source, target, moderator = make_thread(), make_thread(), make_moderator()
    answer, members = make_answer(source), [make_user() for _ in range(3)]
    rows = [fresh(source), fresh(source), fresh_answer(answer), fresh(source), fresh(target)]
    results = at_once(
        lambda: make_answer(rows[0], author=members[0]),
        lambda: actions.me_too(rows[1], actor=members[1]),
        lambda: actions.comment(rows[2], members[2], "That helps."),
        lambda: actions.merge_threads(rows[3], rows[4], actor=moderator),
    )
    only_refusals(results)
    assert fresh(source).answers.count() == 0
    counters_equal_facts()


def test_closing_while_somebody_answers():
    thread, moderator, member = make_thread(), make_moderator(), make_user()
    one, other = fresh(thread), fresh(thread)
    results = at_once(
        lambda: actions.close_thread(one, actor=moderator),
        lambda: make_answer(other, author=member),
    )
    assert len(only_refusals(results)) == 1 - Answer.objects.count()
    assert fresh(thread).is_closed
    counters_equal_facts()


def test_the_tick_while_the_asker_replies_and_two_ticks_at_once():
    thread = make_thread()
    actions.request_information(thread, actor=make_member(), text="Which lamp is it?")
    Escalation.objects.all().delete()
    then = timezone.now() - timedelta(days=31)
    Thread.objects.update(last_activity_at=then)
    loaded = fresh(thread)
    results = at_once(
        lambda: actions.give_information(loaded, actor=thread.author, text="The small one."),
        lambda: settle_old_questions()[0],
        lambda: settle_old_questions()[0],
    )
    refused = only_refusals(results)
    assert sum(result for result in results if isinstance(result, int)) == len(refused)
    assert fresh(thread).state == ("closed" if refused else "open")
    counters_equal_facts()


def test_splitting_while_the_answer_is_accepted():
    thread, moderator = make_thread(), make_moderator()
    answer = make_answer(thread)
    one, loaded, chosen = fresh(thread), fresh_answer(answer), fresh_answer(answer)
    results = at_once(
        lambda: actions.split_thread(one, [chosen], actor=moderator, title="Why does my lamp hum at night?"),
        lambda: actions.accept_answer(loaded, actor=thread.author),
    )
    assert len(only_refusals(results)) == 1
    counters_equal_facts()
