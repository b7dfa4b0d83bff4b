"""Texts made to mislead, to hide or to be slow, through the forms: neutralised, limited or refused with words."""

from time import process_time

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_user, signed_in
from community.models import Answer, Thread
from community.tests.factories import make_answer, make_board, make_thread
from site_config.markdown import render_markdown
from site_config.texts import clean_text, clean_title

pytestmark = pytest.mark.django_db
RLO, LRI, PDI, ZWSP, ZWNJ = "\u202e", "\u2066", "\u2069", "\u200b", "\u200c"


def ask(**fields) -> Thread:
    sent = {"board": make_board().slug, "title": "Where is my refund now?", "body": "I wait.", "tags": "", **fields}
    response = signed_in(make_user()).post(reverse("ask"), sent)
    assert response.status_code == 302, BeautifulSoup(response.content, "html.parser").select(".field__error, .alert")
    return Thread.objects.latest("pk")


def shown(body: str) -> BeautifulSoup:
    """How a reader is shown an answer with these words."""
    answer = make_answer(body=body)
    page = Client().get(answer.thread.get_absolute_url())
    return BeautifulSoup(page.content, "html.parser").select_one(f"#answer-{answer.pk} .prose")


def test_a_title_loses_what_turns_or_hides_it():
    thread = ask(title=f"{RLO}Where{LRI} is {ZWSP}my{PDI} re\u00adfund\ufeff now?\U000e0041\U000e0042 {ZWNJ}")
    assert thread.title == "Where is my refund now?"


def test_a_persian_title_keeps_its_non_joiners():
    title = f"چطور می{ZWNJ}توانم سفارش{ZWNJ}هایم را پیگیری کنم؟"
    assert ask(title=title).title == title


def test_piles_of_accents_stay_in_their_line():
    pile = "e" + "\u0301\u0489" * 200
    assert len(ask(title=f"Why {pile} is it so slow today?").title) < 50
    answer = make_answer(body=f"H{pile}llo, and in entities: o{'&#x0301;' * 300}, and in Thai: ก{'็' * 50}")
    assert len(answer.body_source) < 3_000 and len(shown(answer.body_source).text) < 100


def test_isolates_end_with_their_line_and_overrides_are_gone_also_as_entities():
    html = render_markdown(clean_text(f"one {LRI} two\nthree {PDI} &#x202e;four"))
    assert RLO not in html and html.count(LRI) == html.count(PDI) == 1
    assert html.index(PDI) < html.index("three")


def test_a_name_cannot_turn_the_page_around(client):
    member = make_user()
    signed_in(member).post(reverse("preferences"), {"display_name": f"{RLO}nimdA{LRI}", "language": "en"})
    member.refresh_from_db()
    assert not {RLO, LRI} & set(member.display_name)
    assert clean_title(f"{RLO}nimdA{LRI}") == "nimdA"


@pytest.mark.parametrize(
    ("body", "href", "said"),
    [
        ("https://аpple.com/login", "https://xn--pple-43d.com/login", "(xn--pple-43d.com)"),
        ("[our shop](https://xn--pple-43d.com/)", "https://xn--pple-43d.com/", "(xn--pple-43d.com)"),
        ("<a href='https://pаypal.com'>pay</a>", "https://pаypal.com", "(xn--pypal-4ve.com)"),
        ("[https://bank.example/login](https://evil.example/x)", "https://evil.example/x", "(evil.example)"),
        ("[bank.example](https://evil.example)", "https://evil.example", "(evil.example)"),
        ("[see www.bank.example now](https://bank.example.evil.test)", None, "(bank.example.evil.test)"),
        ("[help@shop.example](mailto:me@evil.example)", "mailto:me@evil.example", "(evil.example)"),
    ],
)
def test_a_link_says_where_it_leads_when_its_words_say_otherwise(body, href, said):
    link = shown(f"Look: {body}").a
    assert said in link.text and link["href"] == (href or link["href"])
    assert set(link["rel"]) == {"nofollow", "ugc", "noopener"} and not link.get("title")


@pytest.mark.parametrize(
    "body",
    ["[the policy](https://shop.example/a)", "https://shop.example/a", "[shop.example](https://www.shop.example/)"],
)
def test_an_honest_link_is_left_alone(body):
    assert "(" not in shown(f"Look: {body}").a.text


@pytest.mark.parametrize(
    "address",
    [
        "https://bank.example@evil.example/",
        "https://bank.example\\@evil.example/",
        "https://b%61nk.example/",
        "https://[x",
    ],
)
def test_an_address_that_reads_in_two_ways_is_no_link(address):
    assert not shown(f'Look: <a href="{address}">here</a> and there').find("a")


def test_more_links_than_a_post_may_have_are_refused_with_the_number_and_nothing_is_lost():
    thread, body = make_thread(), "Look. " + " ".join(f"https://a.example/{number}" for number in range(1_000))
    response = signed_in(make_user()).post(reverse("answer_thread", args=[thread.pk]), {"body": body})
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422 and "the limit is 200" in page.select_one(".field__error").text
    assert page.select_one("textarea").text.strip() == body and not Answer.objects.exists()


def test_a_word_of_a_megabyte_is_refused_with_the_limit():
    thread = make_thread()
    response = signed_in(make_user()).post(reverse("answer_thread", args=[thread.pk]), {"body": "w" * 1_000_000})
    assert response.status_code == 422 and "30,000" in response.content.decode()


BOMBS = [
    *("http://a.b ", "[a](http://b.c) ", "<b>", "<blockquote>", "<details><summary>", "> - ", "<a href=//b.c>", "`a``"),
    *(
        "e" + "\u0301" * 9,
        "\u2066",
        "&#x202e;",
        "![a](/media/pictures/2026/11/" + "a" * 32 + "-9x9.webp) ",
        "[@a](member:1) ",
    ),
    *("*_", "[[[", "\\", "|a|b|\n|-|-|\n", "1. ", "<img src=", "word" * 50 + "\u200b\u200d" * 50),
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_text_takes_much_longer_than_an_ordinary_one_of_its_length(bomb):
    """The worst is a few times an ordinary one, or at least does not grow faster than its length."""

    def cost(text: str) -> float:
        start = process_time()
        render_markdown(clean_text(text))
        return process_time() - start

    ordinary = min(cost("Where is *my* parcel? I wait for [it](https://shop.example/a).\n\n" * 450) for _ in range(3))
    whole, half = ((bomb * 30_000)[:length] for length in (30_000, 15_000))
    took, took_half = min(cost(whole) for _ in range(2)), min(cost(half) for _ in range(2))
    assert took < 15 * ordinary or took < 3 * took_half, (took, took_half, ordinary)
    assert took < 50 * ordinary, (took, ordinary)
