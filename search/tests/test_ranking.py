"""What decides between the best: words of one family, words side by side, and what is known about each document."""

from datetime import UTC, datetime, timedelta

import pytest

from search.analysis.irregular import word_of
from search.analysis.roots import root
from search.queries import search
from search.ranking import worth_of
from search.tests.helpers import make_document, put, titles

pytestmark = pytest.mark.django_db
KNOWN = {"quality": 0.5, "solved": None, "updated": None}


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [("ru", "возврат", "возвраща"), ("ru", "использован", "использ"), ("el", "γραφ", "γραψ"), ("sq", "kthim", "kthej")],
)
def test_verbs_and_the_nouns_made_of_them_have_one_root(lang, first, second):
    assert root(first, lang) == root(second, lang)


def test_irregular_forms_are_read_as_their_word():
    assert word_of("found", "en") == "find"
    assert word_of("придет", "ru") == word_of("прийти", "ru") == "приходить"
    assert word_of("ηρθε", "el") == "ερχομαι"
    assert word_of("erdhi", "sq") == word_of("ardhur", "sq") == "vij"
    assert word_of("εγγυηση", "el") == "εγγυηση"


def test_a_verb_finds_the_noun_of_its_family(index):
    put(make_document("Возврат товара", lang="ru"), make_document("Доставка товара", lang="ru"))
    assert titles(search("возвращать", lang="ru").hits) == ["Возврат товара"]


def test_little_words_between_do_not_part_what_belongs_together(index):
    put(
        make_document("One", body="Return the item. " + "Other words follow here. " * 4),
        make_document("Two", body="Return it soon. " + "Other words follow here. " * 4 + "An item."),
    )
    assert titles(search("return of an item", lang="en").hits)[0] == "One"


def test_a_solved_thread_never_expires(index):
    old = datetime.now(UTC) - timedelta(days=10_000)
    put(make_document("Lamp flickers", kind="thread", solved=True, updated=old))
    assert titles(search("lamp flickers", lang="en").hits) == ["Lamp flickers"]


def test_views_decide_between_equals_only():
    assert 1 < worth_of(KNOWN, views=10) / worth_of(KNOWN) < worth_of(KNOWN, views=1_000) / worth_of(KNOWN) <= 1.04
    assert worth_of(KNOWN, views=10**9) == worth_of(KNOWN, views=1_000)
    assert worth_of({**KNOWN, "quality": 0.7}) > worth_of(KNOWN, views=1_000)


def test_an_article_comes_before_a_solved_thread_and_that_before_an_open_one():
    thread = {**KNOWN, "quality": 0.7}
    assert worth_of(KNOWN) > worth_of({**thread, "solved": True}) > worth_of({**thread, "solved": False})
