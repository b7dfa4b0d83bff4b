"""What goes quiet is closed by the tick, kindly, once, and not while somebody takes care of it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_member, make_moderator
from community import actions
from community.models import ModerationAction, Thread
from community.tests.factories import make_answer, make_thread
from tickets.actions import settle_old_questions
from tickets.models import Escalation

pytestmark = pytest.mark.django_db


def quiet_for(days: int, **overrides) -> Thread:
    then = timezone.now() - timedelta(days=days)
    return make_thread(created_at=then, **overrides)


def state_of(thread) -> str:
    return Thread.objects.get(pk=thread.pk).state


def test_thirty_quiet_days_close_it_and_the_asker_is_told_once():
    quiet, fresh = quiet_for(31), quiet_for(29)
    Escalation.objects.all().delete()
    call_command("tick")
    call_command("tick")
    assert (state_of(quiet), state_of(fresh)) == ("closed", "open")
    assert Thread.objects.get(pk=quiet.pk).closed_because == "quiet"
    told = Notification.objects.get(event="thread_quiet")
    assert (told.recipient, told.context["title"]) == (quiet.author, quiet.title)
    assert ModerationAction.objects.get().actor is None


def test_two_of_one_asker_are_one_line_in_the_inbox():
    first = quiet_for(31)
    quiet_for(32, author=first.author)
    settle_old_questions()
    assert Notification.objects.get(event="thread_quiet").context["number"] == 2


def test_a_word_starts_the_days_anew():
    thread = quiet_for(40)
    make_answer(thread)
    settle_old_questions()
    assert state_of(thread) == "open"


def test_what_needs_information_is_closed_too():
    thread = make_thread()
    actions.request_information(thread, actor=make_member(), text="Which lamp is it?")
    assert settle_old_questions(timezone.now() + timedelta(days=29)) == (0, 0)
    assert settle_old_questions(timezone.now() + timedelta(days=31)) == (1, 0)
    assert state_of(thread) == "closed"


def test_what_is_on_its_way_to_the_team_stays_open():
    thread = make_thread()
    assert Escalation.objects.get().state == "scheduled"
    assert settle_old_questions(timezone.now() + timedelta(days=31)) == (0, 0)
    Escalation.objects.update(state="linked", linked_at=timezone.now())
    assert settle_old_questions(timezone.now() + timedelta(days=31)) == (0, 0)
    Escalation.objects.update(state="resolved")
    assert settle_old_questions(timezone.now() + timedelta(days=31)) == (1, 0)
    assert state_of(thread) == "closed"


@pytest.mark.parametrize("kept", ["waiting_since", "hidden_at", "locked_at", "merged_into"])
def test_what_waits_for_nobody_is_left_alone(kept):
    """Imported and never spoken in here, hidden, locked, merged."""
    thread, other = quiet_for(40), make_thread()
    value = {"waiting_since": None, "merged_into": other}.get(kept, timezone.now())
    Thread.objects.filter(pk=thread.pk).update(**{kept: value})
    settle_old_questions()
    assert state_of(thread) == "open"


def test_a_year_closed_is_archived_and_a_moderator_opens_it_again():
    thread, moderator = make_thread(), make_moderator()
    actions.close_thread(thread, actor=moderator)
    assert settle_old_questions(timezone.now() + timedelta(days=364)) == (0, 0)
    assert settle_old_questions(timezone.now() + timedelta(days=366)) == (0, 1)
    assert state_of(thread) == "archived"
    actions.undo(ModerationAction.objects.get(act="archive"), actor=moderator)
    assert state_of(thread) == "closed"
    actions.archive_thread(Thread.objects.get(), actor=moderator)
    actions.reopen_thread(Thread.objects.get(), actor=moderator)
    assert state_of(thread) == "open"


def test_one_that_fails_keeps_no_other_waiting(monkeypatch):
    broken, other = quiet_for(40), quiet_for(40)
    record = actions.closing.record

    def refuse(act, post, *args, **words):
        if post.pk == broken.pk:
            raise RuntimeError("a broken row")
        return record(act, post, *args, **words)

    monkeypatch.setattr(actions.closing, "record", refuse)
    assert settle_old_questions() == (1, 0)
    assert (state_of(broken), state_of(other)) == ("open", "closed")


def test_many_cost_no_more_queries_to_find(django_assert_max_num_queries):
    for _number in range(3):
        quiet_for(10)
    with django_assert_max_num_queries(2):
        settle_old_questions()
