"""Notices and silences: who gives them, what a silenced member may do, what they read, and how it ends."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Notification
from accounts.tasks import send_notification_mail
from accounts.tests.factories import make_agent, make_editor, make_member, make_moderator, signed_in
from community import actions
from community.actions import Refused
from community.models import ModerationAction, Sanction, Thread
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db


def run_mail_tasks():
    for notification in Notification.objects.all():
        send_notification_mail.func(notification.pk)


@pytest.fixture
def nina():
    return make_moderator(display_name="Nina")


@pytest.fixture
def member():
    return make_member(display_name="Vlad")


def test_a_notice_is_told_and_changes_nothing_else(nina, member):
    actions.sanction(member, "notice", actor=nina, reason="Please be kinder")
    run_mail_tasks()
    assert mail.outbox[0].subject == "From the moderators: Please be kinder"
    assert "has a word for you" in signed_in(member).get("/en/account/inbox/").content.decode()
    assert make_thread(author=member)


@pytest.mark.parametrize("measure", ["24h", "72h", "7d", "30d", "permanent"])
def test_a_silenced_member_reads_and_does_not_write(nina, member, measure):
    answer, own = make_answer(), make_thread(author=member)
    actions.sanction(member, measure, actor=nina, reason="Advertising again")
    for act in (
        lambda: make_thread(author=member),
        lambda: make_answer(answer.thread, author=member),
        lambda: actions.edit_thread(own, actor=member, title=own.title, body="Buy lamps here"),
        lambda: actions.vote_helpful(answer, actor=member),
        lambda: actions.me_too(answer.thread, actor=member),
        lambda: actions.flag(answer, actor=member, reason="spam"),
    ):
        with pytest.raises(Refused, match="The reason: Advertising again"):
            act()
    assert signed_in(member).get(answer.thread.get_absolute_url()).status_code == 200


def test_what_was_typed_is_kept_and_the_end_is_said_where_they_would_write(nina, member):
    make_board()
    thread, page = make_thread(), signed_in(member)
    actions.sanction(member, "7d", actor=nina, reason="Advertising again")
    for address in (thread.get_absolute_url(), reverse("ask")):
        assert "write again from" in page.get(address).content.decode()
    refused = page.post(reverse("answer_thread", args=[thread.pk]), {"body": "My long answer", "key_field": "a1"})
    assert refused.status_code == 422 and "My long answer" in refused.content.decode()
    words = {"board": "returns", "title": "Where is my lamp?", "body": "My long question", "key_field": "a2"}
    refused = page.post(reverse("ask"), words)
    assert refused.status_code == 422 and "My long question" in refused.content.decode()
    assert Thread.objects.count() == 1


def test_a_silence_ends_by_itself_and_the_longest_holds(nina, member):
    actions.sanction(member, "24h", actor=nina, reason="Rude", at=timezone.now() - timedelta(hours=25))
    assert make_thread(author=member)
    long = actions.sanction(member, "permanent", actor=nina, reason="Rude")
    actions.sanction(member, "24h", actor=nina, reason="Rude again")
    with pytest.raises(Refused, match="not write any more"):
        make_thread(author=member)
    actions.lift(long, actor=nina)
    with pytest.raises(Refused, match="write again from"):
        make_thread(author=member)


def test_it_is_lifted_any_time_and_both_stay_in_the_log(nina, member):
    given = actions.sanction(member, "permanent", actor=nina, reason="Rude")
    for _ in range(2):
        actions.lift(given, actor=make_moderator(), reason="Said sorry")
    assert make_thread(author=member)
    silence, lifting = ModerationAction.objects.order_by("pk")
    assert (silence.act, lifting.act, lifting.reverses) == ("silence", "lift", silence)
    assert Notification.objects.filter(recipient=member, event="member_sanctioned").count() == 2


@pytest.mark.parametrize("make", [make_agent, make_editor, make_moderator])
def test_nobody_of_the_team_is_sanctioned_and_only_moderators_do_it(nina, member, make):
    with pytest.raises(Refused, match="team"):
        actions.sanction(make(), "notice", actor=nina, reason="Rude")
    for actor, measure, reason in ((make_member(), "24h", "Rude"), (nina, "100y", "Rude"), (nina, "24h", " ")):
        with pytest.raises(Refused):
            actions.sanction(member, measure, actor=actor, reason=reason)
    assert not Sanction.objects.exists()


def test_moderators_do_it_on_a_page_that_others_do_not_find(nina, member, client):
    page, address = signed_in(nina), reverse("moderate_member", args=[member.pk])
    assert "Choose what to do" in page.post(address, {"reason": "Rude"}).content.decode()
    done = page.post(address, {"measure": "24h", "reason": "Rude to others"}, follow=True).content.decode()
    assert "Reads, and does not write" in done and "Rude to others" in done
    done = page.post(reverse("lift_sanction", args=[Sanction.objects.get().pk]), follow=True).content.decode()
    assert "Lifted" in done and "Reads, and does not write" not in done
    assert signed_in(member).get(address).status_code == 404
    assert signed_in(member).post(reverse("lift_sanction", args=[Sanction.objects.get().pk])).status_code == 404
    assert "/account/login/" in client.get(address).url


def test_the_words_hold_in_every_language(nina):
    for language in ("en", "ru", "el", "fa", "sq"):
        member = make_member(language=language)
        actions.sanction(member, "30d", actor=nina, reason="Advertising")
        with translation.override(language):
            page = signed_in(member).get(f"/{language}/account/inbox/").content.decode()
        assert "Advertising" in page
    run_mail_tasks()
    assert len(mail.outbox) == 5 and all("Advertising" in message.body for message in mail.outbox)
