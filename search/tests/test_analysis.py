"""Readers write without accents, with other keyboards and other endings; the same word must come out."""

import pytest

from search.analysis import LANGUAGES, analyse, fold
from search.analysis.stemming import stem_albanian


def stems(text, lang):
    return [token.stem for token in analyse(text, lang)]


@pytest.mark.parametrize(
    ("lang", "written", "typed"),
    [
        ("en", "Refunds", "refund"),
        ("en", "the customer’s orders", "the customers order"),
        ("en", "Don't", "dont"),
        ("en", "CAFÉ naïve", "cafe naive"),
        ("ru", "Заказ не пришёл", "заказы не пришел"),
        ("ru", "возврат денег", "ВОЗВРАТЫ ДЕНЕГ"),
        ("el", "Επιστροφή χρημάτων", "επιστροφη χρηματων"),
        ("el", "ΕΠΙΣΤΡΟΦΗΣ", "επιστροφής"),
        ("el", "Πώς επιστρέφω;", "πως επιστρεφω"),
        ("fa", "کتاب‌های یک", "كتاب هاي يك"),
        ("fa", "۱۲۳", "123"),
        ("fa", "٤٥", "45"),
        ("fa", "بازگشتِ پول", "بازگشت پول"),
        ("fa", "مسئول", "مسيول"),
        ("sq", "kthimi i parave", "kthim i parash"),
        ("sq", "fjalëkalimin", "fjalekalimi"),
        ("sq", "çmimi", "cmimi"),
        ("sq", "llogarinë", "llogarise"),
    ],
)
def test_both_sides_come_out_the_same(lang, written, typed):
    assert stems(written, lang) == stems(typed, lang)


def test_decomposed_letters_are_letters():
    assert fold("é") == fold("e\u0301") == "e"
    assert stems("и\u0306огурт ё", "ru")[0] == stems("йогурт", "ru")[0]


def test_russian_keeps_its_short_i():
    assert fold("Йод") == "йод" != fold("Иод")


def test_a_greek_question_mark_is_no_letter():
    assert stems("πότε;γιατί", "el") == stems("πότε γιατί", "el")


def test_a_zero_width_non_joiner_is_a_space():
    assert stems("می‌شود", "fa") == stems("می شود", "fa")


@pytest.mark.parametrize("typed", ["AB-1029", "ab1029", "AB‑1029", "ab-1029"])
def test_a_code_is_found_however_it_is_written(typed):
    assert {"ab1029", "ab", "1029"} <= set(stems(typed, "en"))


def test_a_code_is_found_by_its_parts_and_leaves_its_neighbours_where_they_are():
    tokens = analyse("error PAY-402 again", "en")
    assert [(token.word, token.position) for token in tokens] == [
        ("error", 0),
        ("pay402", 1),
        ("pay", 1),
        ("402", 2),
        ("again", 3),
    ]


def test_an_address_is_found_whole_and_by_its_parts():
    assert {"orderskeloraexample", "kelora"} <= set(stems("Write to orders@kelora.example.", "en"))


def test_a_token_knows_where_it_stands():
    text = "«Επιστροφή» χρημάτων"
    assert [text[token.start : token.end] for token in analyse(text, "el")] == ["Επιστροφή", "χρημάτων"]


def test_words_of_another_script_get_that_script_s_endings_off():
    assert stems("Как отправить emails", "ru")[-1] == "email"


@pytest.mark.parametrize("word", ["kthim", "kthimi", "kthimin", "kthimit", "kthime", "kthimet", "kthimeve"])
def test_albanian_case_endings_go(word):
    assert stem_albanian(word) == "kthim"


@pytest.mark.parametrize("word", ["par", "ora", "pse", "mbi"])
def test_albanian_short_words_stay(word):
    assert stem_albanian(word) == word


@pytest.mark.parametrize("lang", [*LANGUAGES, "xx"])
def test_every_language_reads_nothing_as_nothing(lang):
    assert analyse("", lang) == analyse(" \n;!?()\"'-—", lang) == []
