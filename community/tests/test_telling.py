"""What a mail says of the community is looked at once more before it goes: hidden, blocked, muted or read meanwhile."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.actions import set_mail_preferences
from accounts.bundles import build_bundles
from accounts.tasks import send_bundle, send_notification_mail
from accounts.tests.factories import make_member, make_moderator
from community import actions
from community.models import Follow
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    member = make_member()
    set_mail_preferences(member, {"answers": "daily"})
    return member


def morning_mail():
    """What the next week's mornings bring."""
    build_bundles(timezone.now() + timedelta(days=8))
    for task in DBTaskResult.objects.filter(task_path__endswith="send_bundle"):
        send_bundle.func(*task.args_kwargs["args"])
    return "".join(sent.body for sent in mail.outbox)


def mail_at_once(member):
    for task in DBTaskResult.objects.filter(task_path__endswith="send_notification_mail"):
        send_notification_mail.func(*task.args_kwargs["args"])
    return [sent for sent in mail.outbox if sent.to == [member.email]]


def test_what_was_hidden_deleted_or_blocked_since_is_left_out(reader):
    titles = ["Which lamp is it", "Which kettle is it", "Which shelf is it", "Which chair is it", "Which table is it"]
    answers = [make_answer(make_thread(author=reader, title=title), body=f"About: {title}.") for title in titles]
    hidden, lost, deleted, blocked, seen = answers
    actions.hide_answer(hidden, actor=make_moderator(), reason="Spam")
    actions.hide_thread(lost.thread, actor=make_moderator(), reason="Spam")
    deleted.thread.delete()
    actions.block(blocked.author, actor=reader)
    text = morning_mail()
    assert "About: Which table is it." in text
    assert seen.thread.title in text
    for title in ("lamp", "shelf", "chair"):
        assert title not in text
    assert "About: Which kettle" in text  # one's own question, which one still sees


def test_a_comment_that_was_hidden_is_not_mailed(reader):
    comment = actions.comment(make_thread(author=reader), make_member(), "Buy it at my shop instead.")
    actions.hide_comment(comment, actor=make_moderator(), reason="Spam")
    assert morning_mail() == ""


def test_reading_the_question_reads_what_was_told_of_it(client, reader):
    thread = make_thread(author=reader)
    make_answer(thread)
    make_answer(make_thread(author=reader))
    client.force_login(reader)
    client.post(reverse("note_reading", args=[thread.pk]), {"seconds": "5"})
    assert list(reader.notifications.unread().values_list("group", flat=True)) != [f"thread-{thread.pk}"]
    assert reader.notifications.unread().count() == 1


def test_one_click_in_a_mail_about_a_question_mutes_that_question(client):
    reader = make_member()
    thread, other = make_thread(author=reader), make_thread(author=reader)
    make_answer(thread)
    [sent] = mail_at_once(reader)
    path = "/" + sent.extra_headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert thread.title in client.get(path).content.decode()
    assert client.post(path).status_code == 200
    assert Follow.objects.get(thread=thread, member=reader).level == "mute"
    assert Follow.objects.get(thread=other, member=reader).level == "everything"
    make_answer(thread)
    assert len(mail_at_once(reader)) == 1
    thread.delete()
    assert client.post(path).status_code == 404


def test_a_mail_that_waits_when_its_question_is_muted_is_not_sent():
    reader = make_member()
    thread = make_thread(author=reader)
    make_answer(thread)
    actions.follow(thread, actor=reader, level="mute")
    assert mail_at_once(reader) == []
    assert reader.notifications.unread().count() == 1


def test_mails_of_one_question_share_their_root(client):
    reader = make_member()
    thread = make_thread(author=reader)
    make_answer(thread)
    make_answer(thread)
    first, second = mail_at_once(reader)
    assert first.extra_headers["References"] == second.extra_headers["References"]
    assert f"thread-{thread.pk}@" in first.extra_headers["References"]


def test_accepting_is_told_in_the_inbox_at_once_and_by_mail_in_the_morning():
    answer = make_answer()
    helper = answer.author
    actions.accept_answer(answer, actor=answer.thread.author)
    assert helper.notifications.unread().get().event == "answer_accepted"
    assert not [one for one in mail.outbox if one.to == [helper.email]]
    assert answer.thread.title in morning_mail()
