"""What people are told, where, and what they may turn off."""

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from accounts.actions import mark_read, notify, set_mail_preferences
from accounts.events import EVENTS, kind_of
from accounts.models import Notification
from accounts.tasks import send_notification_mail
from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db
WORDS = {"title": "Lamp <flickers>", "excerpt": "Try the other setting."}


def run_mail_tasks():
    for task in DBTaskResult.objects.all():
        send_notification_mail.func(*task.args_kwargs["args"])


def test_recipient_is_told_in_the_inbox_and_by_mail():
    reader, helper = make_user(), make_user(display_name="Jonas")
    notify([reader], "thread_answered", url="/en/community/1/lamp/", context=WORDS, actor=helper)
    run_mail_tasks()
    assert reader.notifications.unread().count() == 1
    message = mail.outbox[0]
    assert message.to == [reader.email]
    assert message.subject == "New answer: Lamp <flickers>"
    assert "/en/community/1/lamp/" in message.body
    assert "Lamp &lt;flickers&gt;" in message.alternatives[0].content
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_nobody_is_told_of_their_own_doing_or_twice_or_when_switched_off():
    actor, reader, gone = make_user(), make_user(), make_user(is_active=False)
    notify([actor, reader, reader, gone, None], "thread_solved", url="/en/", context=WORDS, actor=actor)
    assert list(Notification.objects.values_list("recipient", flat=True)) == [reader.pk]


def test_mail_that_was_turned_off_is_not_sent_but_the_inbox_has_it():
    reader = make_user()
    set_mail_preferences(reader, {"answers": "none"})
    notify([reader], "thread_answered", url="/en/", context=WORDS)
    run_mail_tasks()
    assert mail.outbox == []
    assert reader.notifications.count() == 1


def test_mail_about_ones_own_request_cannot_be_turned_off():
    reader = make_user()
    set_mail_preferences(reader, {"always": "none"})
    notify([reader], "ticket_answered", url="/en/", context=WORDS)
    run_mail_tasks()
    assert len(mail.outbox) == 1


def test_task_run_twice_sends_one_mail():
    notify([make_user()], "thread_answered", url="/en/", context=WORDS)
    run_mail_tasks()
    run_mail_tasks()
    assert len(mail.outbox) == 1


def test_unknown_event_is_refused():
    with pytest.raises(ValueError, match="no_such_event"):
        notify([make_user()], "no_such_event", url="/en/", context={})


def test_mail_is_written_in_the_readers_language_and_direction():
    notify([make_user(language="fa")], "ticket_received", url="/fa/", context=WORDS)
    run_mail_tasks()
    assert '<html lang="fa" dir="rtl">' in mail.outbox[0].alternatives[0].content


@pytest.mark.parametrize("event", EVENTS)
def test_every_mail_speaks_the_readers_language_and_leads_to_it(event):
    reader = make_user(language="ru")
    set_mail_preferences(reader, {kind_of(event): "now"})
    notify([reader], event, url="/fa/community/1/lamp/", context=WORDS)
    with translation.override("el"):
        run_mail_tasks()
    message = mail.outbox[0]
    assert "Здравствуйте" in message.body and '<html lang="ru" dir="ltr">' in message.alternatives[0].content
    assert "/ru/community/1/lamp/" in message.body and "/fa/" not in message.body


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("language", ["en", "ru", "el", "fa", "sq"])
def test_every_event_has_all_its_words_in_every_language(event, language):
    words = {**WORDS, "actor": make_user(), "recipient": make_user(), "url": "https://example.com/x"}
    with translation.override(language):
        texts = {name: render_to_string(f"email/{event}/{name}", words)
                 for name in ("subject.txt", "body.txt", "body.html", "inbox.txt")}  # fmt: skip
    assert "Lamp <flickers>" in texts["subject.txt"]
    assert "\n" not in texts["inbox.txt"].strip()
    assert words["url"] in texts["body.txt"]
    assert words["url"] in texts["body.html"]
    assert not any("!" in text for name, text in texts.items() if name != "body.html")


def test_inbox_shows_and_opening_marks_one_read(client):
    reader = make_user()
    client.force_login(reader)
    for _number in range(2):
        notify([reader], "thread_answered", url="/en/account/preferences/", context=WORDS)
    page = client.get("/en/account/inbox/").content.decode()
    assert page.count("notification--new") == 2
    first = reader.notifications.first()
    answer = client.post(f"/en/account/inbox/{first.pk}/open/")
    assert answer.url == "/en/account/preferences/"
    assert reader.notifications.unread().count() == 1


def test_inbox_is_not_opened_by_get_nor_by_others(client):
    reader = make_user()
    notify([reader], "thread_answered", url="/en/", context=WORDS)
    address = f"/en/account/inbox/{reader.notifications.get().pk}/open/"
    client.force_login(make_user())
    assert client.post(address).status_code == 404
    client.force_login(reader)
    assert client.get(address).status_code == 405
    assert reader.notifications.unread().exists()


def test_guest_is_sent_to_sign_in(client):
    for path in ("/en/account/inbox/", "/en/account/preferences/", "/en/account/email/"):
        assert "/account/login/" in client.get(path).url


def test_all_are_marked_read_at_once_and_only_ones_own(client):
    reader, other = make_user(), make_user()
    notify([reader, other], "thread_answered", url="/en/", context=WORDS)
    client.force_login(reader)
    client.post("/en/account/inbox/read/")
    assert not reader.notifications.unread().exists()
    assert other.notifications.unread().exists()
    assert mark_read(reader) == 0


def test_inbox_costs_the_same_for_one_and_thirty(client, django_assert_max_num_queries):
    reader = make_user()
    client.force_login(reader)
    for _number in range(30):
        notify([reader], "thread_answered", url="/en/", context=WORDS, actor=make_user())
    client.get("/en/account/inbox/")
    with django_assert_max_num_queries(8):
        client.get("/en/account/inbox/")
