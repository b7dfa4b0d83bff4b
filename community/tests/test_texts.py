"""Bad input: whatever is typed is cleaned, or refused with a message; it never breaks and never leaks."""

import pytest

from community.actions import Refused
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db

NESTED_LIST = "\n".join("  " * depth + "- level" for depth in range(10))


def test_thirty_thousand_characters_are_taken_and_one_more_is_refused_with_the_limit():
    assert make_answer(body="a" * 30_000)
    with pytest.raises(Refused, match="30,000"):
        make_answer(body="a" * 30_001)


def test_windows_line_ends_do_not_count_twice():
    assert make_answer(body="a\r\n" * 15_000).body_source.count("\r") == 0


def test_nul_and_control_characters_vanish():
    thread = make_thread(title="Where is\x00 my\x07 refund\n now?", body="Two\x00 lines\x1b[31m\nhere \ud800")
    assert thread.title == "Where is my refund now?"
    assert thread.body_source == "Two lines[31m\nhere ?"


def test_a_title_cannot_turn_its_reading_direction_but_keeps_joiners():
    assert make_thread(title="Invoice \u202egpj.exe\u202c is broken").title == "Invoice gpj.exe is broken"
    assert "\u200c" in make_thread(title="هزینهٔ بازگشت چگونه پرداخت می\u200cشود؟", lang="fa").title


def test_mixed_scripts_and_piles_of_accents_are_kept_readable():
    thread = make_thread(title="Заказ order παραγγελία سفارش z" + "\u0301" * 60, body="Ёлка 日本語 🏳️‍🌈")
    assert thread.title.startswith("Заказ order παραγγελία سفارش")
    assert thread.title.count("\u0301") <= 4
    assert "🏳️‍🌈" in thread.body_html


@pytest.mark.parametrize(
    "evil",
    [
        "hi <script>alert(1)</script>",
        "[hi](javascript:alert(1))",
        '<a href="jAvAsCrIpT:alert(1)">hi</a>',
        '<img src=x onerror="alert(1)"> hi',
        "hi <iframe src=https://evil.example></iframe>",
        '<svg onload="alert(1)">hi</svg>',
        '<p style="position:fixed" onclick="alert(1)">hi</p>',
        "[hi](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_nothing_that_runs_is_stored_as_html(evil):
    html = make_answer(body=evil).body_html.lower()
    assert "hi" in html
    for danger in ("<script", 'href="javascript', 'href="data', "onerror=", "onload=", "onclick=", "<iframe", "style="):
        assert danger not in html


def test_a_ten_level_list_keeps_its_levels():
    assert make_answer(body=NESTED_LIST).body_html.count("<ul>") == 10


@pytest.mark.parametrize(
    "empty", ["", "   ", "\u200b\u2060", "<script>alert(1)</script>", "&nbsp;", "<!-- x -->", "***"]
)
def test_text_of_which_nothing_can_be_read_is_refused(empty):
    with pytest.raises(Refused):
        make_answer(body=empty)


@pytest.mark.parametrize("title", ["", " ", "\u202e\u202c", "\u200c\u200c", "x" * 151])
def test_titles_that_cannot_be_read_or_are_too_long_are_refused(title):
    with pytest.raises(Refused):
        make_thread(title=title)


def test_tags_are_few_and_short():
    with pytest.raises(Refused):
        make_thread(tags=["a", "b", "c", "d", "e", "f"])
    with pytest.raises(Refused):
        make_thread(tags=["x" * 41])
    assert make_thread(tags=["", " ", "#"]).tags.count() == 0


def test_a_title_of_signs_alone_still_has_an_address():
    assert make_thread(title="??? !!! ???").get_absolute_url().endswith("/question/")


def test_a_persian_address_keeps_its_words_apart():
    assert make_thread(title="پرداخت می\u200cشود", lang="fa").slug == "پرداخت-می-شود"
