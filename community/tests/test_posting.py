"""Asking, answering and editing, through the actions."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_moderator, make_user
from community import actions
from community.actions import Refused
from community.models import Answer, Follow, Thread
from community.signals import thread_changed
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced():
    """The threads announced by `thread_changed` during a test."""
    threads = []

    def remember(thread, **kwargs):
        threads.append(thread)

    thread_changed.connect(remember)
    yield threads
    thread_changed.disconnect(remember)


def told(event):
    return set(Notification.objects.filter(event=event).values_list("recipient", flat=True))


def test_asking_makes_a_waiting_thread_that_its_author_follows(announced):
    thread = make_thread(tags=["Refund", "#refund", "lamp"])
    assert "<strong>two weeks ago</strong>" in thread.body_html
    assert thread.waiting_since == thread.created_at
    assert sorted(tag.name for tag in thread.tags.all()) == ["lamp", "refund"]
    assert Follow.objects.filter(thread=thread, member=thread.author).exists()
    assert thread.follower_count == 1
    assert announced == [thread]


def test_a_stranger_is_refused():
    with pytest.raises(Refused):
        make_thread(author=AnonymousUser())
    with pytest.raises(Refused):
        make_answer(author=AnonymousUser())


def test_a_language_the_site_does_not_speak_is_refused():
    with pytest.raises(Refused):
        make_thread(lang="xx")


def test_the_same_form_twice_makes_one_thread_and_one_answer():
    asker, board = make_user(), make_board()
    first, second = (make_thread(author=asker, board=board, submission_key="form-1") for _ in range(2))
    assert first == second
    assert Thread.objects.count() == 1
    replies = [make_answer(first, author=asker, submission_key="form-2") for _ in range(2)]
    assert replies[0] == replies[1]
    first.refresh_from_db()
    assert first.answer_count == Answer.objects.count() == 1


def test_another_members_submission_key_shows_nothing_of_theirs():
    theirs = make_thread(submission_key="form-1")
    assert make_thread(submission_key="form-1") != theirs


def test_answering_tells_followers_but_not_the_answerer(announced):
    thread, reader = make_thread(), make_user()
    actions.follow(thread, actor=reader)
    reply = make_answer(thread)
    assert told("thread_answered") == {thread.author_id, reader.pk}
    notification = Notification.objects.first()
    assert notification.url == f"/en/community/{thread.pk}/{thread.slug}/#answer-{reply.pk}"
    assert notification.context["title"] == thread.title
    assert notification.context["excerpt"].startswith("It takes five")
    assert thread.follower_count == 3
    assert announced == [thread, thread]


def test_answering_moves_the_thread_up_and_counts():
    thread = make_thread(created_at=timezone.now() - timedelta(days=3))
    reply = make_answer(thread)
    thread.refresh_from_db()
    assert thread.last_activity_at == reply.created_at
    assert thread.answer_count == 1


def test_hidden_and_closed_threads_take_no_answers():
    moderator = make_moderator()
    hidden, closed = make_thread(), make_thread()
    actions.hide_thread(hidden, actor=moderator, reason="Spam")
    actions.close_thread(closed, actor=moderator)
    for thread in (hidden, closed):
        with pytest.raises(Refused):
            make_answer(thread)
    assert Answer.objects.count() == 0


def test_only_the_team_answers_officially_even_in_a_closed_thread():
    thread = make_thread()
    with pytest.raises(Refused):
        make_answer(thread, official=True)
    actions.close_thread(thread, actor=make_moderator())
    assert make_answer(thread, official=True, author=make_agent()).is_official


def test_editing_changes_the_words_and_the_address():
    thread = make_thread()
    later = thread.created_at + timedelta(minutes=6)
    actions.edit_thread(thread, actor=thread.author, title="Refund for a lamp is late", body="New *words*", at=later)
    thread.refresh_from_db()
    assert thread.slug == "refund-for-a-lamp-is-late"
    assert "<em>words</em>" in thread.body_html
    assert thread.edited_at


def test_members_edit_only_their_own_posts_and_moderators_all():
    thread = make_thread()
    reply = make_answer(thread)
    with pytest.raises(Refused):
        actions.edit_thread(thread, actor=make_user(), title="Something else here", body="x")
    with pytest.raises(Refused):
        actions.edit_answer(reply, actor=thread.author, body="x")
    actions.edit_answer(reply, actor=make_moderator(), body="Better words", reason="Clearer")
    assert "Better words" in reply.body_html


def test_a_former_members_posts_stay():
    thread = make_thread()
    reply = make_answer(thread)
    thread.author.delete()
    reply.author.delete()
    thread.refresh_from_db()
    assert thread.author is None
    assert thread.answers.get().author is None


@pytest.mark.parametrize("field", ["title", "body_source"])
def test_the_database_refuses_blank_posts(field):
    thread = make_thread()
    with pytest.raises(IntegrityError), transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(**{field: "  "})
