"""Somebody leaves: what they gave to others stays, their name goes, and every number is right afterwards."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.closing import LastAdministrator, close_account
from accounts.models import Notification, Session, User
from accounts.tests.factories import make_member, make_user
from community import actions
from community.models import Answer, Flag, Review, Vote
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db
PATH = "/en/account/close/"


def sign_in(client, member):
    """With the password typed again, as leaving asks for it."""
    client.force_login(member)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})


@pytest.fixture
def leaver():
    return make_member(display_name="Leaving Lea", email="lea@example.com")


def test_leaving_takes_the_account_and_leaves_the_posts(client, leaver):
    thread = make_thread(author=leaver)
    answer = make_answer(author=leaver)
    sign_in(client, leaver)
    assert b"This cannot be undone" in client.get(PATH).content
    assert client.post(PATH, {"sure": "on"}).url == reverse("community_home")
    assert not User.objects.filter(pk=leaver.pk).exists()
    for post in (thread, answer):
        page = client.get(post.get_absolute_url()).content.decode()
        assert "Former member" in page and "Leaving Lea" not in page
    assert client.get(reverse("member", args=[leaver.pk])).status_code == 404
    assert not Session.objects.filter(user=leaver.pk).exists()
    assert "/account/login/" in client.get(reverse("inbox")).url


def test_without_the_box_nothing_happens_and_that_is_said(client, leaver):
    sign_in(client, leaver)
    answer = client.post(PATH)
    assert answer.status_code == 422 and b"Tick the box" in answer.content
    client.get(PATH, {"sure": "on"})
    assert User.objects.filter(pk=leaver.pk).exists()


def test_the_password_is_asked_for_first(client, leaver):
    client.force_login(leaver)
    assert "/account/reauthenticate/" in client.post(PATH, {"sure": "on"}).url
    assert User.objects.filter(pk=leaver.pk).exists()


def test_what_they_said_without_words_goes_on_counting(leaver):
    answer, thread = make_answer(), make_thread()
    actions.vote_helpful(answer, actor=leaver)
    actions.confirm_fix(answer, actor=leaver)
    actions.me_too(thread, actor=leaver)
    actions.follow(answer.thread, actor=leaver, level="mute")
    close_account(leaver)
    answer.refresh_from_db()
    thread.refresh_from_db()
    assert (answer.helpful_count, answer.confirmed_count, thread.me_too_count) == (1, 1, 1)
    assert thread.follower_count == thread.follows.count() == 1
    assert Vote.objects.get(answer=answer).voter is None
    call_command("check_counters")


def test_their_reports_are_withdrawn_and_what_was_hidden_stays(leaver):
    answer = make_answer()
    actions.flag(answer, actor=leaver, reason="spam")
    close_account(leaver)
    assert not Flag.objects.exists()
    assert not Review.objects.waiting().exists()


def test_where_others_named_them_no_name_is_left(leaver):
    thread = make_thread(author=leaver)
    named = make_answer(thread, body=f"As [@Leaving Lea](member:{leaver.pk}) says, wait.")
    assert f"/members/{leaver.pk}/" in Answer.objects.get(pk=named.pk).body_html
    close_account(leaver)
    named.refresh_from_db()
    assert "Former member" in named.body_html and "Former member" in named.body_source
    for text in (named.body_html, named.body_source):
        assert "Lea" not in text and str(leaver.pk) not in text


def test_what_they_did_is_told_without_a_name(leaver, client):
    reader = make_member()
    make_answer(make_thread(author=reader), author=leaver)
    close_account(leaver)
    client.force_login(reader)
    page = client.get(reverse("inbox")).content.decode()
    assert "There is a new answer" in page and "Lea" not in page
    assert Notification.objects.get(recipient=reader).actor is None


def test_the_last_administrator_stays(client):
    admin = make_user(is_superuser=True)
    with pytest.raises(LastAdministrator):
        close_account(admin)
    sign_in(client, admin)
    assert b"You are the only administrator" in client.post(PATH, {"sure": "on"}).content
    make_user(is_superuser=True)
    close_account(admin)


def test_ones_own_data_in_a_file_and_nobody_elses(client, leaver):
    make_thread(author=leaver, title="My own question here")
    make_thread(title="Somebody else asks this")
    sign_in(client, leaver)
    answer = client.get(reverse("export_account"))
    data = json.loads(answer.content)
    assert "attachment" in answer["Content-Disposition"]
    assert data["email"] == "lea@example.com"
    assert [one["title"] for one in data["community"]["questions"]] == ["My own question here"]
    assert "Somebody else" not in answer.content.decode()
