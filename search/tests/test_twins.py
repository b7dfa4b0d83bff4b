"""Threads that ask the same: by the words that say something, not by their order, and never by a subject alone."""

import pytest

from search.queries import likely_answers, likely_twins
from search.tests.helpers import make_document, put, titles

QUESTIONS = [
    ("en", "Where is my refund for the lamp?"),
    ("en", "How do I clean an enamel pot?"),
    ("en", "How do I clean a cast iron pan?"),
    ("en", "The lamp flickers after a firmware update"),
    ("ru", "Где мой возврат денег за лампу?"),
    ("el", "Πού είναι η επιστροφή χρημάτων για τη λάμπα;"),
    ("fa", "پول برگشتی چراغ من کجاست؟"),
    ("sq", "Ku janë paratë e kthyera për llambën?"),
]


@pytest.fixture
def asked_before(index):
    put(
        make_document("Refunds: where is my refund?", url="/en/article", body="A lamp is refunded, too."),
        *(
            make_document(title, lang=lang, url=f"/{lang}/{n}", kind="thread", solved=bool(n % 2))
            for n, (lang, title) in enumerate(QUESTIONS)
        ),
    )


@pytest.mark.parametrize(("lang", "title"), QUESTIONS)
def test_the_same_words_are_the_same_question_in_any_case(asked_before, lang, title):
    twins = likely_twins(title.upper().rstrip("?;؟") + " !!", lang=lang)
    assert [(twin.hit.title, twin.is_same, twin.likeness) for twin in twins] == [(title, True, 1.0)]


@pytest.mark.parametrize(
    ("lang", "typed", "title"),
    [
        ("en", "Refund for my lamp: where is it", "Where is my refund for the lamp?"),
        ("en", "Cleaning enamel pots", "How do I clean an enamel pot?"),
        ("ru", "Возврат денег за лампу где?", "Где мой возврат денег за лампу?"),
        ("el", "Επιστροφή χρημάτων για λάμπα", "Πού είναι η επιστροφή χρημάτων για τη λάμπα;"),
    ],
)
def test_the_same_in_other_forms_and_order_is_a_twin(asked_before, lang, typed, title):
    twins = likely_twins(typed, lang=lang)
    assert [(twin.hit.title, twin.is_same) for twin in twins] == [(title, False)]


@pytest.mark.parametrize(
    "typed",
    [
        "How do I clean a wooden board?",
        "Can I get a refund for shoes without the invoice?",
        "Lamp",
        "Is the lamp bright enough to read by?",
        "The kettle flickers after a firmware update of the router",
        "",
        "???",
        "the of and",
    ],
)
def test_what_shares_only_a_subject_is_another_question(asked_before, typed):
    assert likely_twins(typed, lang="en") == []


def test_twins_are_of_ones_own_language(asked_before):
    assert likely_twins("Где мой возврат денег за лампу?", lang="en") == []


def test_open_questions_come_after_the_answers_and_only_when_asked_for(index):
    put(
        make_document("Reset your password", url="/en/1", body="The reset link is valid for two hours."),
        *(make_document(f"Cannot reset my password {n}", url=f"/en/1{n}", kind="thread", solved=False) for n in "ab"),
    )
    assert titles(likely_answers("I cannot reset my password", lang="en")) == ["Reset your password"]
    more = titles(likely_answers("I cannot reset my password", lang="en", unsolved=1))
    assert more[0] == "Reset your password" and len(more) == 2
