"""Corrections from the words of an index: what slipped is put right, what is only unknown is left alone."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from search.analysis import analyse, fold, stem
from search.planning import _corrections
from search.queries import search
from search.slips import unlikelihood
from search.spelling import Vocabulary, typed_on_other_keys
from search.tests.helpers import make_document, put, titles

HERE = Path(__file__).parent
LANGUAGES = ("en", "ru", "el", "fa", "sq")
RIGHT, TOUCHED = 0.9, 0.4  # of typos put right at least; of good words the index lacks, changed at most


@cache
def words_of(lang: str) -> Vocabulary:
    """The words of the help articles that our judged sets search."""
    counts: Counter = Counter()
    for line in (HERE / "judged" / lang / "docs.jsonl").read_text().splitlines():
        document = json.loads(line)
        text = " ".join([document["title"], document["body"], *document["tags"]])
        for token in analyse(text, lang):
            if token.word.isalpha() and len(token.word) > 2:
                counts[token.word, text[token.start : token.end].lower()] += 1
    return Vocabulary((folded, written, count) for (folded, written), count in counts.items())


def meant_by(word: str, lang: str) -> str:
    return _corrections(fold(word), lang, words_of(lang))[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_typos_are_put_right(lang):
    pairs = [line.split("\t") for line in (HERE / "typos" / f"{lang}.tsv").read_text().splitlines()]
    assert len(pairs) >= 40
    wrong = [(typed, meant_by(typed, lang)) for typed, right in pairs if fold(meant_by(typed, lang)) != fold(right)]
    assert len(wrong) <= (1 - RIGHT) * len(pairs), wrong


@pytest.mark.parametrize("lang", LANGUAGES)
def test_good_words_that_the_index_lacks_are_mostly_left_alone(lang):
    """Titles and questions of another text, in words of which no form is in the articles."""
    known, text = words_of(lang), (HERE / "good_words" / f"{lang}.txt").read_text()
    stems = {stem(word, lang) for word in known._folded}
    words = [token for token in analyse(text, lang) if token.word.isalpha() and len(token.word) > 3]
    unknown = {token.word for token in words if token.word not in known and token.stem not in stems}
    touched = {word: meant_by(word, lang) for word in unknown if meant_by(word, lang)}
    assert len(unknown) >= 20
    assert len(touched) <= TOUCHED * len(unknown), touched


def test_the_usual_slips_are_the_likeliest():
    assert unlikelihood("refnud", "refund") < unlikelihood("rebund", "refund")  # swapped letters
    assert unlikelihood("pasword", "password") < unlikelihood("paxsword", "password")  # doubled ones
    assert unlikelihood("пороль", "пароль") < unlikelihood("пзроль", "пароль")  # the same sound
    assert unlikelihood("oasket", "basket") > unlikelihood("baskef", "basket")  # the first letter is seldom wrong


def test_a_correction_is_written_as_the_index_mostly_does():
    words = Vocabulary([("κωδικοσ", "κωδικός", 9), ("κωδικοσ", "κωδικος", 1)])
    assert words.closest("κωδικσ")[0].written == "κωδικός"


@pytest.mark.parametrize("code", ["pay-402", "ab1029", "x", "402"])
def test_codes_are_never_corrected(code):
    assert Vocabulary([("pay", "pay", 5), ("ab1028", "ab1028", 5)]).closest(code) == []


def test_words_written_together_or_in_two_are_found(index):
    put(
        make_document("How do gift cards work?", body="A gift card never ends."),
        make_document("I forgot my password", body="The password link."),
    )
    found = search("giftcard", lang="en")
    assert titles(found.hits) == ["How do gift cards work?"]
    assert found.correction == "gift card"
    assert titles(search("pass word", lang="en").hits) == ["I forgot my password"]


@pytest.mark.parametrize(
    ("typed", "lang", "meant"),
    [
        ("pfrfp", "ru", "заказ"),
        ("ghbitk pfrfp", "ru", "пришел заказ"),
        ("xrhmata", "el", "χρηματα"),
        ("sthva", "fa", "سفارش"),
        ("куагтв", "en", "refund"),
        ("ρεφθνδ", "en", "refund"),
        ("زاشقلث", "sq", "charge"),
    ],
)
def test_a_keyboard_left_in_another_language_is_read(typed, lang, meant):
    assert meant in typed_on_other_keys(typed, lang)


@pytest.mark.parametrize(
    ("typed", "lang", "title"),
    [
        ("pfrfp yt ghbitk", "ru", "Заказ не пришёл"),
        ("xrhmata", "el", "Επιστροφή: χρηματα"),
        ("sthva", "fa", "سفارش من"),
        ("куагтв", "en", "Refund policy"),
        ("zhdaqj", "sq", ""),
    ],
)
def test_a_search_on_the_wrong_keyboard_finds(index, typed, lang, title):
    if title:
        put(make_document(title, lang=lang))
    assert titles(search(typed, lang=lang).hits) == ([title] if title else [])
