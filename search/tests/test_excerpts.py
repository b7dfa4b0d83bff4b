"""The sentences below a result, whatever a text is made of."""

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.completions import marked
from search.excerpts import LONGEST, make_excerpt

FAMILY, FLAGS, DECOMPOSED = "👩🏽‍👩🏽‍👧🏽", "🇬🇷🇮🇷🇷🇺", "e\u0301"


def words_of(excerpt: str) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", excerpt)


def test_a_form_of_several_words_is_marked_where_they_stand_together():
    text = "Money comes back. Send it back and the money follows. We give your money back."
    assert words_of(make_excerpt(text, "en", {"money back"})) == ["money", "back"]


def test_every_form_that_was_found_is_marked():
    assert words_of(make_excerpt("We refund. Refunds take days: 5 to be refunded.", "en", {"refund"})) == [
        "refund",
        "Refunds",
        "refunded",
    ]


def test_a_semicolon_ends_a_sentence_in_greek_only():
    filler = "x " * 150
    assert (
        make_excerpt(f"{filler}. Pay; then wait for it. {filler}", "en", {"wait"})
        == "Pay; then <mark>wait</mark> for it."
    )
    greek = make_excerpt(f"{filler}. Πότε έρχεται; Το δέμα έρχεται αύριο. {filler}", "el", {"δεμ"})
    assert greek.startswith("Πότε") or greek.startswith("Το <mark>δέμα</mark>")


@pytest.mark.parametrize("sentence", ["订单在哪里" * 100, "https://example.com/" + "a/b-c?d=e&" * 40, "ab" * 400])
def test_text_without_spaces_is_cut_between_letters(sentence):
    text = f"{sentence} lamp {sentence}"
    excerpt = make_excerpt(text, "en", {"lamp"})
    assert "<mark>lamp</mark>" in excerpt
    assert excerpt.startswith("… ") and excerpt.endswith(" …")
    assert len(unescape(excerpt)) < LONGEST + 40


def test_the_first_words_of_a_long_sentence_stay():
    text = "First. The lamp hums " + "on and on " * 60
    assert make_excerpt(text, "en", {"lamp"}).startswith("The <mark>lamp</mark> hums on")


@pytest.mark.parametrize("letter", [FAMILY, FLAGS, DECOMPOSED * 3, "نُ", "क्षि"])
def test_no_letter_is_cut_in_two(letter):
    for shift in range(12):
        text = "a" * shift + letter * 200
        excerpt = unescape(make_excerpt(text, "en", {"nothing"})).removesuffix(" …")
        cut = text.removeprefix(excerpt)
        assert cut and not unicodedata.category(cut[0]).startswith("M") and cut[0] not in "\u200d🏽"
        assert sum(half in "🇬🇷🇮🇺" for half in excerpt) % 2 == 0


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600), st.sampled_from(["en", "ru", "el", "fa", "sq"]))
def test_whatever_the_text_an_excerpt_is_a_part_of_it(text, lang):
    excerpt = make_excerpt(text, lang, {"a", "b c", "نم"})
    assert "<" not in re.sub("</?mark>", "", excerpt)
    bare = unescape(re.sub("</?mark>", "", excerpt)).removeprefix("… ").removesuffix(" …")
    assert bare.strip() in text.replace("\n", " ")


def test_a_suggestion_marks_what_was_typed():
    assert marked("Refund policy", "ref", "en") == "<mark>Ref</mark>und policy"
    assert marked("Is it my order", "i ord", "en") == "Is it my <mark>ord</mark>er"
    assert marked("Refund policy", "ref ", "en") == "Refund policy"
    assert marked("Refund policy", "policies ref", "en") == "<mark>Ref</mark>und <mark>policy</mark>"
    assert marked("Επιστροφή χρημάτων", "επισ", "el") == "<mark>Επισ</mark>τροφή χρημάτων"
    assert marked("Cafe\u0301 <b>", "cafe", "en") == "<mark>Cafe\u0301</mark> &lt;b&gt;"


def test_joined_letters_are_not_parted_by_a_mark():
    assert marked("بازگشت پول", "باز", "fa") == "<mark>بازگشت</mark> پول"
