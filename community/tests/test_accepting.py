"""Which answer solved it: one at most, chosen by the one who asked."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_moderator, make_user
from community import actions
from community.actions import Refused
from community.models import Answer
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make_thread()


def told(event):
    return set(Notification.objects.filter(event=event).values_list("recipient", flat=True))


def test_the_asker_accepts_and_the_thread_is_solved(thread):
    reply = make_answer(thread)
    actions.accept_answer(reply, actor=thread.author)
    thread.refresh_from_db()
    reply.refresh_from_db()
    assert thread.is_solved
    assert thread.solved_at == reply.accepted_at
    assert thread.waiting_since is None
    assert reply.accepted_by == thread.author


def test_the_helper_and_the_followers_are_told_once_each(thread):
    reader = make_user()
    actions.follow(thread, actor=reader)
    reply = make_answer(thread)
    actions.accept_answer(reply, actor=thread.author)
    assert told("answer_accepted") == {reply.author_id}
    assert told("thread_solved") == {reader.pk}


def test_accepting_twice_changes_and_tells_nothing(thread):
    reply = make_answer(thread)
    actions.accept_answer(reply, actor=thread.author)
    first = reply.accepted_at
    actions.accept_answer(reply, actor=thread.author)
    reply.refresh_from_db()
    assert reply.accepted_at == first
    assert Notification.objects.filter(event="answer_accepted").count() == 1


def test_a_second_answer_is_refused_with_the_way_out(thread):
    first, second = make_answer(thread), make_answer(thread)
    actions.accept_answer(first, actor=thread.author)
    with pytest.raises(Refused, match="Take that back first"):
        actions.accept_answer(second, actor=thread.author)
    second.refresh_from_db()
    assert not second.is_accepted


def test_the_database_holds_one_accepted_answer_a_thread(thread):
    replies = [make_answer(thread), make_answer(thread)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk__in=[reply.pk for reply in replies]).update(accepted_at=timezone.now())


def test_members_and_agents_cannot_accept_for_the_asker_but_moderators_can(thread):
    reply = make_answer(thread)
    for someone in (make_user(), reply.author, make_agent()):
        with pytest.raises(Refused):
            actions.accept_answer(reply, actor=someone)
    actions.accept_answer(reply, actor=make_moderator())
    thread.refresh_from_db()
    assert thread.is_solved


def test_taking_it_back_makes_the_thread_wait_again_and_another_can_be_accepted(thread):
    first, second = make_answer(thread), make_answer(thread)
    actions.accept_answer(first, actor=thread.author)
    with pytest.raises(Refused):
        actions.unaccept_answer(first, actor=first.author)
    actions.unaccept_answer(first, actor=thread.author)
    thread.refresh_from_db()
    assert not thread.is_solved
    assert thread.waiting_since > thread.created_at
    assert thread.reopened_count == 1
    actions.accept_answer(second, actor=thread.author)
    assert thread.answers.accepted().get() == second


def test_taking_back_what_was_not_accepted_changes_nothing(thread):
    reply = make_answer(thread)
    actions.unaccept_answer(reply, actor=thread.author)
    thread.refresh_from_db()
    assert thread.reopened_count == 0
    assert thread.waiting_since == thread.created_at


def test_hiding_the_accepted_answer_makes_the_thread_unsolved(thread):
    reply = make_answer(thread)
    actions.accept_answer(reply, actor=thread.author)
    actions.hide_answer(reply, actor=make_moderator(), reason="Wrong and dangerous")
    thread.refresh_from_db()
    assert not thread.is_solved
    assert thread.answer_count == 0
    with pytest.raises(Refused):
        actions.accept_answer(reply, actor=thread.author)


def test_a_closed_thread_keeps_what_was_accepted(thread):
    reply, moderator = make_answer(thread), make_moderator()
    actions.accept_answer(reply, actor=thread.author)
    actions.close_thread(thread, actor=moderator)
    assert not thread.is_solved
    actions.reopen_thread(thread, actor=moderator)
    thread.refresh_from_db()
    assert thread.is_solved
    assert thread.reopened_count == 0
