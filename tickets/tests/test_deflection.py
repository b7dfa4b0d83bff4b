"""Points for an answer that spared the team a request, and for one that came to a question left alone."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import make_user
from community import actions as community
from community.models import PointEntry, Reading
from community.reputation.ticking import tick_standing
from community.tests.factories import make_answer, make_board, make_thread
from tickets import actions
from tickets.models import BusinessHours, EscalationPolicy
from tickets.tests.factories import default_policy, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def noticed():
    """A question of this hour, whose asker has just been told that it goes to the team."""
    default_policy(notice_hours=500)
    thread = make_thread(created_at=timezone.now() - timedelta(hours=1))
    assert actions.tick().notices == 1
    return thread


def helper(**seen):
    """Somebody of a company of their own, who opened a question when ``seen`` says so."""
    member = make_user(email=f"helper{timezone.now():%f}@elsewhere.invalid")
    for thread, at in seen.pop("opened", []):
        Reading.objects.create(member=member, thread=thread, first_at=at, last_at=at)
    return member


def solve(thread, author, at=None):
    """Not in haste: what is accepted within minutes waits for a person."""
    answer = make_answer(thread, author=author, created_at=at)
    community.accept_answer(answer, actor=thread.author, at=(at or timezone.now()) + timedelta(minutes=6))
    return answer


def bonus(rule, answer):
    found = PointEntry.objects.filter(rule=rule, answer=answer).order_by("pk")
    return list(found.values_list("step", "amount", "points"))


def test_solved_after_the_notice_it_waits_a_day_and_then_counts(noticed):
    answer = solve(noticed, helper())
    assert noticed.escalations.get().cancelled_because == "solved"
    assert bonus("deflection", answer) == [("award", 15, 0)]
    tick_standing(answer.accepted_at + timedelta(hours=23))
    assert bonus("deflection", answer) == [("award", 15, 0)]
    tick_standing(answer.accepted_at + timedelta(hours=24))
    assert bonus("deflection", answer) == [("award", 15, 0), ("settle", 0, 15)]


def test_a_new_site_tells_the_asker_eight_hours_before_so_answers_in_time_are_paid():
    default_policy().calendar.hours.all().delete()
    BusinessHours.objects.bulk_create(
        BusinessHours(calendar=default_policy().calendar, weekday=day, opens_at=time(0), closes_at=time(0))
        for day in range(7)
    )
    early, thread = (make_thread(created_at=timezone.now() - timedelta(hours=hours)) for hours in (15, 20))
    assert actions.tick().notices == 1
    assert bonus("deflection", solve(thread, helper())) == [("award", 15, 0)]
    assert bonus("deflection", solve(early, helper())) == []
    own = EscalationPolicy.objects.create(board=make_board("lamps"), calendar=default_policy().calendar)
    assert own.notice_hours == default_policy().notice_hours == 8


def test_taken_back_it_is_gone_and_accepted_again_the_asker_was_not_told_anew(noticed):
    answer = solve(noticed, helper())
    for _again in range(3):
        community.unaccept_answer(answer, actor=noticed.author)
        community.accept_answer(answer, actor=noticed.author)
    assert sum(amount for _step, amount, _points in bonus("deflection", answer)) == 0


def test_before_the_notice_nothing_was_spared():
    default_policy(notice_hours=1)
    thread = make_thread()
    assert actions.tick().notices == 0
    assert bonus("deflection", solve(thread, helper())) == []


def test_who_had_opened_it_before_the_notice_gets_no_bonus(noticed):
    told = noticed.escalations.get().told_at
    early = helper(opened=[(noticed, told - timedelta(minutes=1))])
    answer = solve(noticed, early)
    assert bonus("deflection", answer) == []
    assert bonus("accepted", answer) == [("award", 25, 0)]


def test_who_opened_it_after_the_notice_gets_it(noticed):
    late = helper(opened=[(noticed, noticed.escalations.get().told_at + timedelta(seconds=1))])
    assert bonus("deflection", solve(noticed, late)) == [("award", 15, 0)]


def test_once_the_team_has_it_nothing_was_spared(noticed):
    assert actions.tick(noticed.escalations.get().due_at).tickets
    later = noticed.escalations.get().due_at + timedelta(hours=1)
    assert bonus("deflection", solve(noticed, helper(), at=later)) == []


def test_a_request_that_came_by_another_way_counts_as_well(noticed):
    ticket = make_ticket(requester=noticed.author)
    ticket.thread = noticed
    ticket.save()
    assert bonus("deflection", solve(noticed, helper())) == []


def test_a_request_after_it_was_accepted_takes_nothing(noticed):
    answer = solve(noticed, helper())
    ticket = make_ticket(requester=noticed.author)
    ticket.thread = noticed
    ticket.save()
    tick_standing(answer.accepted_at + timedelta(hours=24))
    assert bonus("deflection", answer)[-1] == ("settle", 0, 15)


def test_whoever_declined_the_team_was_spared_nothing():
    default_policy(consent="ask")
    thread = make_thread(created_at=timezone.now() - timedelta(days=10))
    actions.tick()
    escalation = thread.escalations.get()
    assert (escalation.state, escalation.told_at is None) == ("awaiting_consent", False)
    actions.decline(escalation, actor=thread.author)
    assert bonus("deflection", solve(thread, helper())) == []


def test_while_the_team_waits_for_consent_an_answer_spares_it():
    default_policy(consent="ask")
    thread = make_thread(created_at=timezone.now() - timedelta(days=10))
    actions.tick()
    assert bonus("deflection", solve(thread, helper())) == [("award", 15, 0)]


# --- rescue ----------------------------------------------------------------------------------------------------------


def test_the_first_answer_after_a_day_rescues_and_counts_a_day_later():
    thread = make_thread(created_at=timezone.now() - timedelta(hours=25))
    answer = solve(thread, helper())
    assert bonus("rescue", answer) == [("award", 10, 0)]
    tick_standing(answer.accepted_at + timedelta(hours=24))
    assert bonus("rescue", answer)[-1] == ("settle", 0, 10)


def test_a_question_answered_within_the_day_needs_no_rescue():
    asked = timezone.now() - timedelta(hours=30)
    thread = make_thread(created_at=asked)
    make_answer(thread, created_at=asked + timedelta(hours=23))
    assert bonus("rescue", solve(thread, helper())) == []


def test_the_askers_own_words_are_no_first_answer():
    asked = timezone.now() - timedelta(hours=30)
    thread = make_thread(created_at=asked)
    make_answer(thread, author=thread.author, created_at=asked + timedelta(hours=1))
    assert bonus("rescue", solve(thread, helper())) == [("award", 10, 0)]


def test_who_saw_it_in_its_first_day_does_not_rescue_it():
    asked = timezone.now() - timedelta(hours=30)
    thread = make_thread(created_at=asked)
    waited = helper(opened=[(thread, asked + timedelta(hours=2))])
    came = helper(opened=[(thread, asked + timedelta(hours=25))])
    assert bonus("rescue", solve(thread, waited)) == []
    community.unaccept_answer(thread.answers.get(), actor=thread.author)
    assert bonus("rescue", solve(thread, came)) == [("award", 10, 0)]
