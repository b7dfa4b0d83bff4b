"""Nothing a stranger can type fails, leaks, or takes much longer than an honest search."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.queries import likely_answers, search, suggest
from search.tests.helpers import make_document, put

OPERATORS = [*"*?~^\"'()[]{}:-+\\/", "AND", "OR", "NOT", "*:*"]
WORDS = ["refund", "lamp", "возврат", "επιστροφή", "بازگشت", "AB-1029", "a@b.cd", "…", "\u202e", "\x00", "😀", "中文"]
hostile = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(OPERATORS + WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(OPERATORS + WORDS), max_size=60).map("".join),
    st.builds(lambda piece, times: piece * times, st.text(min_size=1, max_size=6), st.integers(1, 1_000)),
)


@pytest.fixture
def shop(index):
    words = [
        "refund",
        "lamp",
        "order",
        "parcel",
        "gift",
        "card",
        "возврат",
        "заказ",
        "επιστροφή",
        "παραγγελία",
        "بازگشت",
        "سفارش",
        "kthim",
    ]
    put(
        *(
            make_document(
                f"{words[n % 13]} {words[(n * 5 + 3) % 13]}",
                url=f"/{n}",
                lang=("en", "ru", "el", "fa", "sq")[n % 5],
                body=" ".join(words[(n * k) % 13] for k in range(60)),
            )
            for n in range(200)
        )
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=hostile, lang=st.sampled_from(["en", "ru", "el", "fa", "sq"]))
def test_anything_can_be_searched_for(shop, text, lang):
    started = time.perf_counter()
    results = search(text, lang=lang)
    suggest(text, lang=lang)
    likely_answers(text, lang=lang)
    assert time.perf_counter() - started < 3
    assert results.count >= len(results.hits)
    for hit in results.hits:
        assert "<" not in hit.excerpt.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "AND",
        "a*",
        "*:*",
        "(((",
        "[a TO z]",
        "*e*",
        "a" * 5_000,
        "refund " * 800,
        "-" * 300,
        "a-" * 900,
        '"a" ' * 99,
    ],
)
def test_the_classics(shop, text):
    started = time.perf_counter()
    search(text, lang="en")
    assert time.perf_counter() - started < 1
