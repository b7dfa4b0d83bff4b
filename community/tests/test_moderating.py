"""Hiding with a reason, and who still sees what is hidden."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.tests.factories import make_agent, make_moderator, make_user
from community import actions
from community.actions import Refused
from community.models import Answer, Thread
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def test_a_hidden_thread_is_seen_by_its_author_and_moderators_only():
    thread, moderator = make_thread(), make_moderator()
    actions.hide_thread(thread, actor=moderator, reason="Holds a card number")
    assert thread.hidden_reason == "Holds a card number"
    for someone, sees in ((AnonymousUser(), False), (make_user(), False), (thread.author, True), (moderator, True)):
        assert Thread.objects.visible_to(someone).contains(thread) is sees


def test_a_hidden_answer_likewise():
    reply, moderator = make_answer(), make_moderator()
    actions.hide_answer(reply, actor=moderator, reason="Rude")
    for someone, sees in ((AnonymousUser(), False), (make_user(), False), (reply.author, True), (moderator, True)):
        assert Answer.objects.visible_to(someone).contains(reply) is sees


def test_members_and_agents_cannot_hide_close_or_restore():
    thread = make_thread()
    for someone in (make_user(), make_agent(), AnonymousUser()):
        with pytest.raises(Refused):
            actions.hide_thread(thread, actor=someone, reason="No")
        with pytest.raises(Refused):
            actions.restore_thread(thread, actor=someone)
        with pytest.raises(Refused):
            actions.close_thread(thread, actor=someone)


def test_hiding_needs_a_reason():
    with pytest.raises(Refused, match="why"):
        actions.hide_thread(make_thread(), actor=make_moderator(), reason=" \u200b ")


def test_restoring_makes_an_unsolved_thread_wait_from_now():
    thread, moderator = make_thread(), make_moderator()
    actions.hide_thread(thread, actor=moderator, reason="A mistake")
    assert thread.waiting_since is None
    actions.restore_thread(thread, actor=moderator)
    thread.refresh_from_db()
    assert not thread.is_hidden
    assert thread.hidden_reason == ""
    assert thread.waiting_since > thread.created_at


def test_hiding_an_answer_twice_counts_once_and_restoring_brings_it_back():
    reply, moderator = make_answer(), make_moderator()
    for _ in range(2):
        actions.hide_answer(reply, actor=moderator, reason="Spam")
    assert reply.thread.answer_count == 0
    for _ in range(2):
        actions.restore_answer(reply, actor=moderator)
    assert reply.thread.answer_count == 1
