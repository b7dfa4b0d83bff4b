"""Each kept counter is broken once: `check_counters` finds it, names it, and mends it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.counters import CHECKS, check_nightly
from community.models import Answer, Review, Thread
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def check(*options) -> tuple[bool, str]:
    """Whether all is well, and what was said."""

    said = StringIO()
    try:
        call_command("check_counters", *options, stdout=said)
    except SystemExit as end:
        return end.code == 0, said.getvalue()
    return True, said.getvalue()


@pytest.fixture
def lively():
    """A thread in which everything that is counted has happened."""
    thread = make_thread()
    answer = make_answer(thread)
    for _ in range(3):
        member = make_user()
        actions.vote_helpful(answer, actor=member)
        actions.me_too(thread, actor=member)
    actions.vote_unhelpful(answer, actor=make_user())
    actions.comment(thread, make_user(), "Which lamp is it?")
    actions.comment(answer, make_user(), "Working days, or any?")
    actions.flag(answer, actor=make_user(), reason="rude")
    actions.accept_answer(answer, actor=thread.author)
    actions.confirm_fix(answer, actor=make_user())
    actions.hide_answer(make_answer(thread), actor=make_moderator(), reason="Twice")
    make_thread(title="Another one, still open")
    return thread


def test_after_ordinary_use_everything_is_right(lively):
    assert check() == (True, f"{len(CHECKS)} counters and rules checked: all equal the facts.\n")


@pytest.mark.parametrize(
    ("model", "field", "wrong"),
    [
        (Thread, "answer_count", 7),
        (Thread, "me_too_count", 0),
        (Thread, "follower_count", 1),
        (Thread, "comment_count", 4),
        (Answer, "helpful_count", 0),
        (Answer, "unhelpful_count", 9),
        (Answer, "confirmed_count", 3),
        (Answer, "comment_count", 0),
        (Answer, "helpfulness", 0.9),
        (Review, "weight", 1),
        (Thread, "solved_at", timezone.now()),
    ],
)
def test_each_counter_that_is_wrong_is_found_and_mended(lively, model, field, wrong):
    row = {Thread: lively, Answer: lively.answers.get(hidden_at=None)}.get(model) or Review.objects.get()
    right = getattr(model.objects.get(pk=row.pk), field)
    assert right != wrong
    model.objects.filter(pk=row.pk).update(**{field: wrong})
    well, said = check()
    assert not well and f"{model._meta.model_name} {row.pk}: {field} is {wrong}, and should be {right}" in said
    assert check_nightly() >= 1
    assert check("--fix")[0] and check()[0]
    assert getattr(model.objects.get(pk=row.pk), field) == right


def test_a_solved_question_without_an_accepted_answer_is_open_again(lively):
    Answer.objects.update(accepted_at=None, accepted_by=None)
    assert f"thread {lively.pk}: state is solved, and should be open" in check()[1]
    check("--fix")
    lively.refresh_from_db()
    assert (lively.state, lively.solved_at) == ("open", None) and lively.waiting_since and check()[0]


def test_an_open_question_with_an_accepted_answer_is_solved():
    thread = make_thread()
    answer = make_answer(thread)
    Answer.objects.filter(pk=answer.pk).update(accepted_at=answer.created_at)
    assert not check()[0]
    check("--fix")
    thread.refresh_from_db()
    assert (thread.state, thread.solved_at) == ("solved", answer.created_at) and check()[0]


@pytest.mark.parametrize("change", [{"hidden_at": timezone.now()}, {"waiting_since": None}])
def test_who_waits_is_open_and_seen(change):
    thread = make_thread()
    Thread.objects.filter(pk=thread.pk).update(**change)
    assert "waiting_since" in check()[1]
    check("--fix")
    thread.refresh_from_db()
    assert (thread.waiting_since is None) == thread.is_hidden and check()[0]


def test_it_costs_the_same_for_few_and_many(lively, django_assert_num_queries):
    with django_assert_num_queries(len(CHECKS)):
        check()
    for _ in range(5):
        make_answer(make_thread())
    with django_assert_num_queries(len(CHECKS)):
        check()
