"""Quoting: who and where, one's own words only, and deep quotations that stay readable."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from accounts.models import Notification
from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.tests.factories import make_answer, make_thread
from site_config.markdown import MAX_QUOTE_DEPTH

pytestmark = pytest.mark.django_db


def text_of(client, url) -> str:
    return BeautifulSoup(client.get(url).content, "html.parser").select_one("#your-answer textarea").text.lstrip("\n")


def test_a_quote_link_puts_the_answer_into_the_form_with_its_author_and_place(client):
    author = make_user(display_name="Eve *the* [one]")
    answer = make_answer(author=author, body="> somebody else\n\nTurn it **off**.\n\n- and on")
    page = BeautifulSoup(client.get(answer.thread.get_absolute_url()).content, "html.parser")
    link = page.select_one(f"#answer-{answer.pk} [data-quote]")
    quoted = text_of(client, answer.thread.get_absolute_url() + link["href"])
    assert quoted.startswith(f"> [@Eve \\*the\\* \\[one\\]](member:{author.pk}) [wrote](/en/community/")
    assert f"#answer-{answer.pk}):\n>\n> Turn it **off**." in quoted
    assert "> - and on" in quoted and "somebody else" not in quoted
    reply = make_answer(answer.thread, body=f"{quoted}\nThat helped.")
    who, where = BeautifulSoup(reply.body_html, "html.parser").blockquote.p.find_all("a")
    assert who.text == "@Eve *the* [one]" and where["href"].endswith(f"#answer-{answer.pk}")
    assert client.get(where["href"].split("#")[0]).status_code == 200
    assert not Notification.objects.filter(recipient=author, event="mentioned").exists()


def test_the_question_and_chosen_words_can_be_quoted(client):
    thread = make_thread()
    assert "> I sent it back" in text_of(client, f"{thread.get_absolute_url()}?quote=question")
    answer = make_answer(thread)
    chosen = client.get(reverse("quote_answer", args=[answer.pk]), {"words": "five working\ndays"})
    assert chosen["Content-Type"].startswith("text/plain") and chosen.content.decode().endswith(
        "> five working\n> days\n\n"
    )


def test_what_a_draft_holds_stays_before_the_quotation(client):
    thread = make_thread()
    client.post(reverse("answer_thread", args=[thread.pk]), {"body": "My words so far."})
    text = text_of(client, f"{thread.get_absolute_url()}?quote=question")
    assert text.startswith("My words so far.\n\n> [")


@pytest.mark.parametrize(
    "asked", ["answer-999999", "answer-", "answer-١", "x", "answer-1' or 1=1", "answer-" + "9" * 50]
)
def test_what_cannot_be_quoted_is_left_out(client, asked):
    assert text_of(client, f"{make_thread().get_absolute_url()}?quote={asked}") == ""


def test_hidden_posts_and_those_of_other_threads_are_not_quoted(client):
    answer, other = make_answer(), make_thread()
    assert text_of(client, f"{other.get_absolute_url()}?quote=answer-{answer.pk}") == ""
    actions.hide_answer(answer, actor=make_moderator(), reason="Rude.")
    assert text_of(client, f"{answer.thread.get_absolute_url()}?quote=answer-{answer.pk}") == ""
    assert Client().get(reverse("quote_answer", args=[answer.pk])).status_code == 404


@pytest.mark.parametrize(
    "deep", ["> " * 100 + "deep", "> - " * 50 + "deep", "<blockquote>" * 300 + "deep", "- " * 100 + "deep"]
)
def test_a_hundred_quotations_in_one_another_are_shown_in_a_few(deep):
    html = make_answer(body=f"Words.\n\n{deep}").body_html
    soup = BeautifulSoup(html, "html.parser")
    assert html.count("<blockquote>") <= MAX_QUOTE_DEPTH
    assert max(len(list(element.parents)) for element in soup.find_all(True)) <= 33
