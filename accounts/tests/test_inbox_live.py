"""Reading the inbox in place: fragments for htmx, the page again without script."""

import json

import pytest
from django.urls import reverse

from accounts.actions import notify
from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def reader(client):
    reader = make_user()
    for title in ("Lamp", "Kettle"):
        notify([reader], "thread_answered", url="/en/community/1/", context={"title": title, "excerpt": "Try it."})
    client.force_login(reader)
    return reader


def test_one_notification_is_marked_read_in_its_place(client, reader):
    newest = reader.notifications.first()
    answer = client.post(reverse("read_notification", args=[newest.pk]), headers=HTMX)
    assert "notification--new" not in answer.content.decode()
    assert "inbox-changed" in json.loads(answer["HX-Trigger"])
    assert reader.notifications.unread().count() == 1


def test_without_script_the_inbox_is_shown_again(client, reader):
    newest = reader.notifications.first()
    assert client.post(reverse("read_notification", args=[newest.pk])).url == reverse("inbox")
    assert client.post(reverse("inbox_read_all")).url == reverse("inbox")
    assert not reader.notifications.unread().exists()


def test_all_are_marked_read_in_their_place_and_that_is_said(client, reader):
    answer = client.post(reverse("inbox_read_all"), headers=HTMX)
    html = answer.content.decode()
    assert "Lamp" in html
    assert "notification--new" not in html
    assert "<html" not in html
    assert json.loads(answer["HX-Trigger"])["toast"] == "Everything is marked as read."


def test_the_bell_counts_what_is_new_and_is_kept_in_no_cache(client, reader):
    answer = client.get(reverse("inbox_bell"))
    assert "Inbox, 2 new" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_bell_of_a_page_whose_reader_was_signed_out_stays_as_it_is(client):
    assert client.get(reverse("inbox_bell")).status_code == 204


def test_nobody_reads_the_notifications_of_others(client, reader):
    newest = reader.notifications.first()
    client.force_login(make_user())
    assert client.post(reverse("read_notification", args=[newest.pk]), headers=HTMX).status_code == 404
    assert reader.notifications.unread().count() == 2


def test_marking_read_takes_a_post(client, reader):
    newest = reader.notifications.first()
    assert client.get(reverse("read_notification", args=[newest.pk])).status_code == 405
