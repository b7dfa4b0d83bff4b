"""Levels: reached by helping, at once, and kept; what each asks for and what is still missing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils.timezone import now

from accounts.tests.factories import make_agent, make_moderator, make_newcomer, make_user
from community import actions
from community.models import ExpertTerm, Flag, Reading, Standing
from community.models.standing import Level
from community.reputation.ledger import hold
from community.reputation.levels import advance, next_step
from community.reputation.ticking import tick_standing
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=3)


def level(member) -> int:
    return Standing.objects.get(member=member).level


def helper_of(*askers, days: int = 30):
    """A member of level 1 whose answers to these were accepted three days ago, and count by now."""
    member = make_user(date_joined=now() - timedelta(days=days))
    for asker in askers:
        accept(member, asker)
    tick_standing()
    return member


def accept(member, asker=None):
    answer = make_answer(make_thread(author=asker or make_user()), author=member, created_at=now() - LONG_AGO)
    actions.accept_answer(answer, actor=answer.thread.author, at=now() - LONG_AGO + timedelta(hours=1))
    return answer


def read(client, thread, seconds):
    return client.post(reverse("note_reading", args=[thread.pk]), {"seconds": seconds})


def told_levels(member):
    told = member.notifications.filter(event="level_reached").order_by("pk")
    return [(one.context["level"], one.context["fell"]) for one in told]


def test_five_questions_and_ten_minutes_make_a_member_at_once(client):
    reader = make_newcomer(date_joined=now() - timedelta(hours=2))
    client.force_login(reader)
    threads = [make_thread() for _each in range(5)]
    for thread in threads[:4]:
        read(client, thread, 200)
    assert level(reader) == 0
    step = next_step(Standing.objects.get(member=reader).member, now())
    assert [(one.have, one.need, one.is_met) for one in step.conditions] == [(4, 5, False), (10, 10, True)]
    assert step.by_tour
    read(client, threads[4], 1)
    read(client, threads[4], 1)
    assert level(reader) == 1
    assert told_levels(reader) == [(1, False)]


def test_nobody_has_read_for_longer_than_they_are_here(client):
    reader = make_newcomer()
    client.force_login(reader)
    for _thread in range(5):
        read(client, make_thread(), 1_800)
    assert level(reader) == 0


def test_the_tour_makes_a_member():
    reader = make_newcomer()
    Standing.objects.filter(member=reader).update(toured_at=now())
    with transaction.atomic():
        advance(hold([reader.pk])[reader.pk], now())
    assert level(reader) == 1


def test_three_answers_for_three_askers_after_two_weeks_make_a_helper():
    asker = make_user()
    same = helper_of(asker, asker, make_user())
    assert level(same) == 1
    assert [(one.have, one.need) for one in next_step(same, now()).conditions] == [(3, 3), (2, 3), (14, 14)]
    accept(same)
    tick_standing()
    assert level(same) == 2
    assert told_levels(same) == [(2, False)]


def test_an_acceptance_counts_for_the_level_only_when_it_counts_at_all():
    member = helper_of(make_user(), make_user())
    answer = make_answer(make_thread(), author=member, created_at=now() - timedelta(hours=1))
    actions.accept_answer(answer, actor=answer.thread.author)
    assert level(member) == 1
    tick_standing(now() + timedelta(hours=25))
    assert level(member) == 2


def test_who_is_here_for_less_than_two_weeks_rises_when_they_have_passed():
    member = helper_of(make_user(), make_user(), make_user(), days=10)
    assert level(member) == 1
    tick_standing(now() + timedelta(days=3))
    assert level(member) == 1
    tick_standing(now() + timedelta(days=5))
    assert level(member) == 2
    assert told_levels(member) == [(2, False)]


def test_own_questions_count_for_nobody():
    member = make_user()
    thread = make_thread(author=member)
    actions.verify_answer(make_answer(thread, author=member), actor=make_agent())
    assert Standing.objects.get(member=member).points == 15
    assert next_step(member, now()).conditions[0].have == 0


def advocate(**flags):
    member = helper_of(*[make_user() for _each in range(10)])
    for _again in range(5):
        accept(member)
    for state, number in flags.items():
        for _each in range(number):
            Flag.objects.create(reporter=member, thread=make_thread(), reason="spam", state=state, weight=2)
    tick_standing()
    return member


def test_fifteen_answers_make_an_advocate_whose_reports_are_mostly_right():
    assert level(advocate(upheld=3, declined=1)) == 3
    assert level(advocate(upheld=3, declined=2)) == 2
    assert level(advocate(upheld=7, declined=3)) == 3


def test_declined_reports_and_a_quiet_year_cost_nobody_a_level():
    member = advocate()
    Flag.objects.bulk_create(
        Flag(reporter=member, thread=make_thread(), reason="spam", state="declined", weight=2) for _each in range(6)
    )
    with transaction.atomic():
        advance(hold([member.pk])[member.pk], now() + timedelta(days=400))
    assert level(member) == 3


def test_answers_that_are_reversed_take_the_level_along_and_the_reason_is_told():
    member = helper_of(make_user(), make_user(), make_user())
    answer = member.answers.first()
    actions.hide_answer(answer, actor=make_moderator(), reason="spam")
    assert level(member) == 1
    assert told_levels(member) == [(2, False), (1, True)]
    assert member.notifications.filter(event="level_reached").latest("pk").context["why"] == "hidden"
    accept(member)
    tick_standing()
    assert level(member) == 2


def test_an_asker_who_leaves_takes_no_level_along():
    askers = [make_user() for _each in range(3)]
    member = helper_of(*askers)
    for asker in askers:
        asker.delete()
    with transaction.atomic():
        advance(hold([member.pk])[member.pk], now())
    assert level(member) == 2


def test_a_term_as_an_expert_is_level_four_and_afterwards_it_is_what_was_earned():
    member, board = helper_of(make_user(), make_user(), make_user()), make_board()
    term = ExpertTerm.objects.create(member=member, board=board, accepted_at=now(), ends_at=now() + timedelta(days=365))
    with transaction.atomic():
        advance(hold([member.pk])[member.pk], now())
    assert level(member) == Level.EXPERT
    with transaction.atomic():
        advance(hold([member.pk])[member.pk], term.ends_at)
    assert level(member) == Level.HELPER


def test_the_next_step_costs_two_queries_at_most(django_assert_max_num_queries):
    member = helper_of(make_user(), make_user(), make_user())
    member = type(member).objects.select_related("standing").get(pk=member.pk)
    member.roles  # noqa: B018 (a request knows them from its session)
    with django_assert_max_num_queries(2):
        assert next_step(member, now()).level == 3


def test_reading_is_kept_whatever_the_level(client):
    member = make_user()
    client.force_login(member)
    read(client, make_thread(), 20)
    assert Reading.objects.get(member=member).seconds == 20


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_deciding_events_at_once_tell_once():
    reader = make_newcomer(date_joined=now() - timedelta(hours=2))
    threads = [make_thread() for _each in range(6)]
    for thread in threads[:4]:
        actions.note_reading(thread, 200, now(), actor=reader)

    def read_one(thread):
        try:
            actions.note_reading(thread, 30, now(), actor=type(reader).objects.get(pk=reader.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(read_one, threads[4:]))
    assert level(reader) == 1
    assert told_levels(reader) == [(1, False)]
