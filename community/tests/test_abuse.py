"""What somebody who means harm tries with what they may do: words that come back, floods of mails, dear requests."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_moderator, make_newcomer
from community import actions
from community.models import Answer
from community.tests.factories import make_answer

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(user, event) -> int:
    return Notification.objects.filter(recipient=user, event=event).count()


def versions(post, client=None) -> str:
    page = (client or Client()).get(f"/en/community/answer/{post.pk}/versions/")
    assert page.status_code == 200
    return page.content.decode()


def test_words_that_waited_for_a_first_look_are_in_no_public_version():
    newcomer, moderator = make_newcomer(), make_moderator()
    answer = make_answer(author=newcomer, body="An insult nobody should read.")
    Answer.objects.filter(pk=answer.pk).update(created_at=timezone.now() - timedelta(hours=1))
    answer.refresh_from_db()
    actions.edit_answer(answer, actor=newcomer, body="A friendly answer.")
    actions.restore_answer(answer, actor=moderator)
    assert "friendly" not in versions(answer) and "insult" not in versions(answer)
    assert "insult" in versions(answer, signed_in(moderator)) and "insult" in versions(answer, signed_in(newcomer))


def test_words_that_a_moderator_hid_do_not_come_back_with_the_better_ones():
    answer = make_answer(body="It takes five days.")
    make_answer(answer.thread)
    actions.edit_answer(answer, actor=answer.author, body="It takes six days.")
    actions.edit_answer(answer, actor=answer.author, body="An insult nobody should read.")
    actions.hide_answer(answer, actor=make_moderator(), reason="Rude")
    actions.edit_answer(answer, actor=answer.author, body="It takes seven days.")
    actions.restore_answer(answer, actor=make_moderator())
    actions.edit_answer(answer, actor=answer.author, body="It takes eight days.")
    page = versions(answer)
    assert "insult" not in page and "five" in page and "<ins>eight</ins>" in page
