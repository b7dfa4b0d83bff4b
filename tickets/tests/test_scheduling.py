"""A thread's escalation follows the thread: whatever happens to it, `due_at` is derived anew."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.tests.factories import make_moderator, make_user
from community import actions as community
from community.tests.factories import make_answer, make_board, make_thread
from tickets import actions
from tickets.business_time import add_business_time
from tickets.models import Escalation, EscalationPolicy
from tickets.tests.factories import default_policy

pytestmark = pytest.mark.django_db


def escalation_of(thread):
    return thread.escalations.order_by("-generation").first()


def test_asking_schedules_after_twenty_four_working_hours():
    thread = make_thread()
    escalation = escalation_of(thread)
    calendar = default_policy().calendar.as_calendar()
    assert escalation.state == "scheduled"
    assert escalation.due_at == add_business_time(thread.created_at, timedelta(hours=24), calendar)
    assert escalation.reason == "Nobody solved it within 24 working hours."


def test_accepting_cancels_and_unaccepting_starts_the_next_generation():
    thread = make_thread()
    answer = make_answer(thread)
    community.accept_answer(answer, actor=thread.author)
    first = escalation_of(thread)
    assert (first.generation, first.state, first.cancelled_because) == (1, "cancelled", "solved")
    later = timezone.now() + timedelta(days=5)
    community.unaccept_answer(answer, actor=thread.author, at=later)
    second = escalation_of(thread)
    assert (second.generation, second.state) == (2, "scheduled")
    assert second.due_at > later > first.due_at


def test_an_answer_alone_changes_nothing_under_the_default_rule():
    thread = make_thread()
    before = escalation_of(thread).due_at
    make_answer(thread)
    assert escalation_of(thread).due_at == before


def test_an_answer_cancels_where_the_rule_waits_for_answers_and_hiding_it_starts_again():
    default_policy(waits_for="no_answer")
    thread = make_thread()
    answer = make_answer(thread)
    assert escalation_of(thread).cancelled_because == "answered"
    community.hide_answer(answer, actor=make_moderator(), reason="Off topic")
    assert (escalation_of(thread).generation, escalation_of(thread).state) == (2, "scheduled")


def test_hiding_cancels_and_restoring_starts_the_next_generation():
    thread, moderator = make_thread(), make_moderator()
    community.hide_thread(thread, actor=moderator, reason="Needs a look")
    assert escalation_of(thread).cancelled_because == "withdrawn"
    community.restore_thread(thread, actor=moderator)
    assert (escalation_of(thread).generation, escalation_of(thread).state) == (2, "scheduled")


def test_enough_me_toos_make_it_due_at_once_and_a_withdrawal_takes_that_back():
    default_policy(me_too_threshold=2)
    thread, others = make_thread(), [make_user(), make_user()]
    by_time = escalation_of(thread).due_at
    for member in others:
        community.me_too(thread, actor=member)
    assert escalation_of(thread).due_at <= timezone.now()
    assert escalation_of(thread).reason == "2 people have the same question."
    community.withdraw_me_too(thread, actor=others[0])
    assert (escalation_of(thread).due_at, escalation_of(thread).trigger) == (by_time, "not_solved")


def test_the_board_rule_wins_over_the_default():
    board = make_board("warranty")
    default = default_policy()
    EscalationPolicy.objects.create(board=board, delay_hours=2, calendar=default.calendar, me_too_threshold=None)
    assert escalation_of(make_thread(board=board)).facts == {"hours": 2}
    assert escalation_of(make_thread()).facts == {"hours": 24}


def test_moving_a_question_to_another_board_moves_its_clock():
    board = make_board("warranty")
    EscalationPolicy.objects.create(board=board, delay_hours=2, calendar=default_policy().calendar)
    thread = make_thread()
    community.edit_thread(thread, actor=thread.author, title=thread.title, body=thread.body_source, board=board)
    assert escalation_of(thread).facts == {"hours": 2}


def test_an_old_archive_is_not_escalated_when_it_is_imported():
    assert escalation_of(make_thread(created_at=timezone.now() - timedelta(days=400))) is None


def test_a_changed_rule_moves_what_waits_and_counts_its_version():
    thread = make_thread()
    before = escalation_of(thread)
    policy = default_policy(delay_hours=2)
    actions.reschedule(policy)
    after = escalation_of(thread)
    assert after.due_at < before.due_at
    assert (after.policy_version, before.policy_version) == (2, 1)


def test_a_rule_that_waits_for_nothing_schedules_nothing():
    default_policy(waits_for="nothing", me_too_threshold=None)
    assert escalation_of(make_thread()) is None


def test_only_one_default_rule_and_one_rule_per_board():
    calendar, board = default_policy().calendar, make_board()
    with pytest.raises(IntegrityError), transaction.atomic():
        EscalationPolicy.objects.create(board=None, calendar=calendar)
    EscalationPolicy.objects.create(board=board, calendar=calendar)
    with pytest.raises(IntegrityError), transaction.atomic():
        EscalationPolicy.objects.create(board=board, calendar=calendar)


def test_the_database_refuses_a_second_escalation_of_a_generation():
    escalation = escalation_of(make_thread())
    with pytest.raises(IntegrityError), transaction.atomic():
        Escalation.objects.create(
            thread=escalation.thread,
            generation=1,
            trigger="not_solved",
            clock_from=timezone.now(),
            due_at=timezone.now(),
            state="cancelled",
            cancelled_because="spam",
        )


def test_the_database_refuses_a_second_unfinished_escalation():
    escalation = escalation_of(make_thread())
    with pytest.raises(IntegrityError), transaction.atomic():
        Escalation.objects.create(
            thread=escalation.thread,
            generation=2,
            trigger="not_solved",
            clock_from=timezone.now(),
            due_at=timezone.now(),
        )
