"""Editors' synonyms: words that mean the same to a reader of one language, and only so far."""

import pytest

from search.planning import plan
from search.queries import likely_answers, search, suggest
from search.questions import read
from search.synonyms import MAX_FORMS, MAX_PHRASES
from search.tests.helpers import fresh_index, make_document, put, titles
from search.tests.test_tuning import found, let_mean

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(index):
    put(
        make_document("Pay with a gift card", url="/en/1", body="Type the code of the gift card."),
        make_document(
            "Vouchers",
            url="/en/2",
            body="It is valid for three years from the day on which it was bought, in all our shops. A voucher helps.",
        ),
        make_document("Cards we take", url="/en/3", body="We take every debit card."),
        *(make_document(f"Chapter {n}", url=f"/en/chapter-{n}", body="Something else altogether.") for n in range(20)),
    )


def test_a_word_finds_a_phrase_and_the_phrase_the_word(shop):
    assert found("voucher") == ["Vouchers"]
    let_mean("voucher", "gift card")
    assert found("voucher") == ["Vouchers", "Pay with a gift card"]
    assert found("Gift cards") == ["Pay with a gift card", "Vouchers", "Cards we take"]


def test_a_phrase_is_found_where_all_of_it_stands(shop):
    """“Cards we take” has a card and no gift."""
    let_mean("coupon", "gift card")
    assert found("coupon") == ["Pay with a gift card"]
    assert "<mark>card</mark>" in search("coupon", lang="en").hits[0].excerpt


def test_one_way_is_one_way(shop):
    let_mean("gift card", "voucher", both_ways=False)
    assert "Vouchers" in found("gift card")
    assert found("voucher") == ["Vouchers"]


@pytest.mark.parametrize(
    ("lang", "typed", "means", "asked", "title"),
    [
        ("ru", "самовывоз", "пункт выдачи", "самовывозом", "Пункты выдачи заказов"),
        ("el", "κούριερ", "ταχυμεταφορά", "κουριερ", "Ταχυμεταφορές"),
        ("fa", "کیک پول", "بازگشت وجه", "كيك پول", "بازگشت وجه"),
        ("sq", "dërgesë falas", "transport pa pagesë", "dergesa falas", "Transporti pa pagesë"),
    ],
)
def test_accents_endings_and_little_words_do_not_matter(index, lang, typed, means, asked, title):
    put(make_document(title, lang=lang, url=f"/{lang}/1"))
    assert found(asked, lang) == []
    let_mean(typed, means, lang=lang)
    assert found(asked, lang) == [title]


def test_a_synonym_is_of_its_language(shop):
    let_mean("coupon", "gift card", lang="sq")
    assert found("coupon") == []


def test_of_equals_the_typed_word_comes_first(index):
    put(
        make_document("Sofa one", url="/en/1", body="A sofa for two."),
        make_document("Couch one", url="/en/2", body="A couch for two."),
    )
    let_mean("sofa", "couch")
    assert found("sofa") == ["Sofa one", "Couch one"]
    assert found("couch") == ["Couch one", "Sofa one"]


def test_there_are_no_chains(index):
    put(make_document("Settee", url="/en/1"), make_document("Couch", url="/en/2"))
    let_mean("sofa", "couch")
    let_mean("couch", "settee")
    assert found("sofa") == ["Couch"]
    assert set(found("couch")) == {"Couch", "Settee"}


def test_an_editor_s_word_is_no_typing_error(index):
    put(make_document("Couches", url="/en/1"), make_document("Soda", url="/en/2"))
    assert search("sofa", lang="en").correction == "soda"
    let_mean("sofa", "couch")
    assert search("sofa", lang="en").correction == ""
    assert found("sofa") == ["Couches"]


def test_an_unwanted_word_stays_unwanted_and_a_quoted_one_exact(shop):
    let_mean("voucher", "gift card")
    assert found("voucher -code") == ["Vouchers"]
    assert found('"voucher"') == ["Vouchers"]


def test_many_synonyms_do_not_make_a_search_heavy(shop):
    phrases = [f"thing number{n}" for n in range(200)]
    for start in range(0, 200, 20):
        let_mean("voucher, gift", ", ".join(phrases[start : start + 20])[:200])
    backend = fresh_index()
    asked = plan(read("voucher gift", "en"), backend, None).ask
    assert all(len(term.forms) <= 1 + MAX_PHRASES for term in asked.terms)
    assert sum(len(term.forms) for term in asked.terms) <= 2 + MAX_FORMS


def test_suggestions_use_synonyms_also_of_a_word_half_typed(shop):
    let_mean("coupon", "gift card")
    assert titles(suggest("coupon ", lang="en")) == ["Pay with a gift card"]
    assert titles(suggest("coup", lang="en")) == ["Pay with a gift card"]
    assert suggest("co", lang="en") == []


def test_likely_answers_use_synonyms(shop):
    assert likely_answers("My coupon", lang="en") == []
    let_mean("coupon", "gift card")
    assert titles(likely_answers("My coupon", lang="en")) == ["Pay with a gift card"]
