"""What people read outside the community's own pages: the mails about a thread, and the block on the home page."""

import pytest
from django.core import mail
from django.template import Context, Template
from django.utils.translation import override

from accounts.actions import quietly
from accounts.models import Notification
from accounts.tasks import send_notification_mail
from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def send(event):
    [notification] = Notification.objects.filter(event=event)
    send_notification_mail.func(notification.pk)
    return mail.outbox[-1]


def test_the_asker_reads_who_answered_what_and_where():
    thread = make_thread(title="Where is my <b>refund</b>?", author=make_user(language="en"))
    answer = make_answer(thread, body="It takes **five** days.")
    sent = send("thread_answered")
    assert sent.to == [thread.author.email]
    assert "Where is my <b>refund</b>?" in sent.subject
    assert "It takes five days." in sent.body
    assert f"/en/community/{thread.pk}/{thread.slug}/#answer-{answer.pk}" in sent.body
    assert "<b>refund" not in sent.alternatives[0].content


def test_helper_and_followers_are_mailed_about_the_solution():
    thread, reader = make_thread(), make_user(language="ru")
    answer = make_answer(thread)
    actions.follow(thread, actor=reader)
    actions.accept_answer(answer, actor=thread.author)
    assert send("answer_accepted").to == [answer.author.email]
    assert send("thread_solved").to == [reader.email]


def test_quietly_nobody_is_told():
    thread = make_thread()
    with quietly():
        make_answer(thread)
    assert not Notification.objects.exists()


def test_followers_of_a_hidden_thread_hear_nothing_when_its_solution_is_hidden_too():
    thread = make_thread()
    actions.hide_thread(thread, actor=make_moderator(), reason="Spam")
    with pytest.raises(actions.Refused):
        make_answer(thread)
    assert not Notification.objects.exclude(event="post_moderated").exists()


def latest_solved(limit=5):
    template = "{% load community_tags %}{% latest_solved limit=" + str(limit) + " as threads %}"
    return Template(template + "{% for t in threads %}{{ t.title }}: {{ t.solution.author }};{% endfor %}").render(
        Context()
    )


def test_the_home_page_shows_who_solved_what_lately_in_the_readers_language(django_assert_max_num_queries):
    helper = make_user(display_name="Helga")
    for number in range(3):
        thread = make_thread(title=f"Question number {number}")
        actions.accept_answer(make_answer(thread, author=helper), actor=thread.author)
    hidden = make_thread(title="Hidden but solved")
    actions.accept_answer(make_answer(hidden), actor=hidden.author)
    actions.hide_thread(hidden, actor=make_moderator(), reason="Spam")
    with django_assert_max_num_queries(2):
        assert latest_solved(limit=2) == "Question number 2: Helga;Question number 1: Helga;"
    with override("fa"):
        assert latest_solved() == ""
