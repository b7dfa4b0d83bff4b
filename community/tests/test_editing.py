"""Changing what stands there: earlier words for everyone, reasons, slips, two at once, words to be forgotten."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_moderator, make_user, signed_in
from community import actions
from community.models import ModerationAction, Revision
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


def page_of(client, name, post) -> BeautifulSoup:
    response = client.get(reverse(name, args=[post.pk]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def answered_long_ago(**fields):
    thread = make_thread(created_at=timezone.now() - timedelta(days=2))
    return make_answer(thread, created_at=timezone.now() - timedelta(days=1), **fields)


def test_everyone_reads_what_an_answer_said_before_who_changed_it_and_why(client):
    answer = answered_long_ago(body="It takes five days.")
    editor = signed_in(answer.author)
    editor.post(reverse("edit_answer", args=[answer.pk]), {"body": "It takes ten days.", "reason": "I counted wrong."})
    thread_page = BeautifulSoup(client.get(answer.thread.get_absolute_url()).content, "html.parser")
    href = thread_page.select_one(".answer__edited")["href"]
    page = BeautifulSoup(client.get(href).content, "html.parser")
    newest, first = page.select(".act")
    assert newest.select_one("del").text == "five" and newest.select_one("ins").text == "ten"
    assert "I counted wrong." in newest.text and str(answer.author) in newest.text
    assert "It takes five days." in first.text and not first.select("del")


def test_a_question_keeps_its_earlier_title_and_a_moderator_says_why(client):
    thread = make_thread(created_at=timezone.now() - LATER)
    edit, moderator = reverse("edit_thread", args=[thread.pk]), make_moderator(display_name="Mo")
    sent = {
        "title": "Where is the refund for my lamp?",
        "board": thread.board.slug,
        "body": "I sent it back.",
        "tags": "",
    }
    assert signed_in(moderator).post(edit, sent).status_code == 422
    assert not Revision.objects.exists()
    signed_in(moderator).post(edit, {**sent, "reason": "Clearer."})
    page = page_of(client, "thread_versions", thread)
    assert (
        "Clearer." in page.text
        and "Mo" in page.text
        and "Where is my refund for the lamp?" in page.text.replace("\n", "")
    )


def test_a_slip_put_right_at_once_is_no_version_and_after_a_reaction_it_is():
    answer = make_answer()
    actions.edit_answer(answer, actor=answer.author, body="It takes five working days.")
    assert not Revision.objects.exists() and answer.edited_at is None
    actions.vote_helpful(answer, actor=make_user())
    answer.refresh_from_db()
    actions.edit_answer(answer, actor=answer.author, body="It takes six working days.")
    assert Revision.objects.get().body_source == "It takes five working days." and answer.edited_at


def test_a_slip_of_a_question_is_one_until_somebody_answers_and_for_five_minutes():
    thread = make_thread()
    words = {"actor": thread.author, "title": thread.title}
    actions.edit_thread(thread, **words, body="I sent it back on Monday.")
    assert not Revision.objects.exists()
    make_answer(thread)
    thread.refresh_from_db()
    actions.edit_thread(thread, **words, body="I sent it back on Tuesday.")
    assert Revision.objects.count() == 1
    quiet = make_thread()
    at = quiet.created_at + timedelta(minutes=6)
    actions.edit_thread(quiet, actor=quiet.author, title=quiet.title, body="Six minutes later.", at=at)
    assert quiet.revisions.count() == 1


def test_nothing_is_kept_when_nothing_changed():
    answer = answered_long_ago()
    actions.edit_answer(answer, actor=answer.author, body=answer.body_source)
    thread = answer.thread
    actions.edit_thread(thread, actor=thread.author, title=thread.title, body=thread.body_source)
    assert not Revision.objects.exists() and not thread.edited_at


@pytest.mark.parametrize("kind", ["thread", "answer"])
def test_who_comes_second_is_shown_both_texts_and_loses_none(kind):
    answer = answered_long_ago(body="The first words.")
    post = answer if kind == "answer" else answer.thread
    writer, url = signed_in(post.author), reverse(f"edit_{kind}", args=[post.pk])
    form = BeautifulSoup(writer.get(url).content, "html.parser").select_one("form:has(textarea)")
    version = form.select_one("[name=version]")["value"]
    words = {"title": answer.thread.title, "board": answer.thread.board.slug, "tags": ""} if kind == "thread" else {}
    moderator = {**words, "body": "Words of the moderator.", "reason": "Clearer."}
    signed_in(make_moderator()).post(url, moderator)
    mine = {**words, "body": "My own new words.", "reason": "More exact.", "version": version}
    response = writer.post(url, mine)
    page = BeautifulSoup(response.content, "html.parser")
    assert (
        response.status_code == 422
        and "Words of the moderator." in page.select_one("[aria-labelledby=stale-title]").text
    )
    assert page.select_one("textarea").text.strip() == "My own new words."
    assert page.select_one("[name=reason]")["value"] == "More exact."
    post.refresh_from_db()
    assert post.body_source == "Words of the moderator."
    now = page.select_one("[name=version]")["value"]
    assert writer.post(url, {**mine, "version": now}).status_code == 302
    post.refresh_from_db()
    assert post.body_source == "My own new words." and post.revisions.count() == 2


def test_the_history_of_a_hidden_post_is_for_those_who_see_the_post(client):
    answer = answered_long_ago()
    actions.edit_answer(answer, actor=answer.author, body="Other words.")
    actions.hide_answer(answer, actor=make_moderator(), reason="Rude.")
    url = reverse("answer_versions", args=[answer.pk])
    assert client.get(url).status_code == signed_in(make_user()).get(url).status_code == 404
    assert signed_in(answer.author).get(url).status_code == signed_in(make_moderator()).get(url).status_code == 200


def test_a_moderator_takes_earlier_words_away_and_nobody_reads_them_again(client):
    answer = answered_long_ago(body="Call me: 0176 55 44 33.")
    for body in ("Write to me.", "Write to me, please."):
        actions.edit_answer(answer, actor=answer.author, body=body)
    private = Revision.objects.earliest("pk")
    url = reverse("forget_words", args=[private.pk])
    assert client.post(url).status_code == 302 and signed_in(answer.author).post(url).status_code == 404
    assert "0176" in page_of(client, "answer_versions", answer).text
    moderator = make_moderator()
    signed_in(moderator).post(url, {"reason": "A phone number."})
    for reader in (client, signed_in(answer.author), signed_in(moderator)):
        page = page_of(reader, "answer_versions", answer)
        assert "0176" not in page.text and "please" in page.text and "took the words before this away" in page.text
    private.refresh_from_db()
    assert private.body_source == "" and ModerationAction.objects.get(act="forget").actor == moderator


def test_a_long_history_has_pages_that_join(client, django_assert_max_num_queries):
    answer = answered_long_ago(body="Version 0.")
    for number in range(1, 25):
        at = timezone.now() - timedelta(minutes=30 - number)
        actions.edit_answer(answer, actor=answer.author, body=f"Version {number}.", at=at)
    url = reverse("answer_versions", args=[answer.pk])
    with django_assert_max_num_queries(8):
        pages = [BeautifulSoup(client.get(url).content, "html.parser")]
    pages += [BeautifulSoup(client.get(url, {"page": page}).content, "html.parser") for page in (2, 3)]
    told = [
        (act.select_one("del").text, act.select_one("ins").text)
        for page in pages
        for act in page.select(".act:has(del)")
    ]
    assert told == [(f"{number - 1}.", f"{number}.") for number in range(24, 0, -1)]
    assert "Version 0." in pages[2].select(".act")[-1].text and "Version 0." not in pages[1].text


def test_hostile_words_in_a_history_are_only_words(client):
    answer = answered_long_ago()
    actions.edit_answer(answer, actor=answer.author, body="<script>alert(1)</script> and words", reason="<b onclick=x>")
    text = client.get(reverse("answer_versions", args=[answer.pk])).content.decode()
    assert "<script>alert(1)" not in text and "<b onclick" not in text and "&lt;script&gt;" in text
