"""Stopping mails from a mail: one click, nobody signs in, and nobody stops those of another."""

import re
from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.actions import mail_choices, notify, set_mail_preferences
from accounts.tasks import send_notification_mail
from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db


def mail_about(reader, event="mentioned", group="", **words):
    notify([reader], event, url="/en/community/1/lamp/", context={"title": "Lamp", "group": group, **words})
    task = DBTaskResult.objects.order_by("-enqueued_at").first()
    send_notification_mail.func(*task.args_kwargs["args"])
    return mail.outbox[-1]


def path_in(message) -> str:
    address = re.fullmatch(r"<(.+)>", message.extra_headers["List-Unsubscribe"])[1]
    assert address in message.body and address in message.alternatives[0].content
    return "/" + address.split("/", 3)[3]


def test_one_click_from_a_mail_program_stops_the_kind_and_nothing_else():
    reader = make_user()
    sent = mail_about(reader)
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(path_in(sent), {"List-Unsubscribe": "One-Click"}).status_code == 200
    choices = mail_choices(reader)
    assert choices["mentions"] == "none"
    assert choices["answers"] == "now"


def test_looking_at_the_page_changes_nothing(client):
    reader = make_user()
    path = path_in(mail_about(reader))
    page = client.get(path)
    assert b"Somebody mentions you" in page.content
    assert b'method="post"' in page.content
    assert client.head(path).status_code == 200
    assert mail_choices(reader)["mentions"] == "now"


def test_a_forged_cut_or_borrowed_link_stops_nothing(client):
    reader, other = make_user(), make_user()
    path = path_in(mail_about(reader))
    token = path.rstrip("/").rsplit("/", 1)[1]
    forged = token.replace(f"{reader.pk}~", f"{other.pk}~", 1)
    for bad in (forged, token[:-3], "x", "~~", token.replace("mentions", "answers")):
        answer = client.post(f"/en/account/unsubscribe/{bad}/")
        assert answer.status_code == 404
        assert b"This link does not work" in answer.content
    assert mail_choices(other)["mentions"] == mail_choices(reader)["mentions"] == "now"


def test_mails_that_may_not_be_turned_off_offer_no_way_to(client):
    sent = mail_about(make_user(), "ticket_answered")
    assert "List-Unsubscribe" not in sent.extra_headers
    assert "unsubscribe" not in sent.body


def test_mails_of_one_question_stand_together_in_mail_programs():
    reader = make_user()
    first, second = (mail_about(reader, group="topic-7") for _number in range(2))
    other = mail_about(reader, group="topic-8")
    assert first.extra_headers["References"] == second.extra_headers["In-Reply-To"]
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]
    assert other.extra_headers["References"] != first.extra_headers["References"]
    assert first.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_mail_that_waits_when_it_is_stopped_is_not_sent():
    reader = make_user()
    notify([reader], "mentioned", url="/en/", context={"title": "Lamp"})
    set_mail_preferences(reader, {"mentions": "none"})
    send_notification_mail.func(*DBTaskResult.objects.get().args_kwargs["args"])
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_clicking_twice_at_once_is_clicking_once():
    reader = make_user()
    path, codes = path_in(mail_about(reader)), []

    def click():
        try:
            codes.append(Client().post(path).status_code)
        finally:
            connection.close()

    threads = [Thread(target=click) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [200] * 4
    assert reader.notification_preferences.filter(kind="mentions", how="none").count() == 1
