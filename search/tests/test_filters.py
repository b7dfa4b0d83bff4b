"""What narrows the results: chosen by links, kept in the address, counted before they are chosen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from search.queries import search
from search.tests.helpers import make_document, put, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamps(index):
    now = timezone.now()
    care = {"group": "Lamp care", "group_key": "lamp-care"}
    board = {"kind": "thread", "group": "All the lights", "group_key": "board-lights"}
    put(
        make_document("Clean a lamp", **care, updated=now - timedelta(days=2)),
        make_document("Mend a lamp", **care, updated=now - timedelta(days=20)),
        make_document("Lamp film", kind="video", **care, updated=now - timedelta(days=900)),
        make_document("Lamp hums", solved=True, **board, updated=now - timedelta(days=200)),
        make_document("Lamp is dark", solved=False, **board, updated=now),
        make_document("Llamba lamp", lang="sq", group="Kujdesi", group_key="lamp-care", updated=now),
    )


def look(client, **query):
    return client.get(reverse("search"), {"q": "lamp", **query})


def shown(response) -> list[str]:
    return sorted(hit.title for hit in response.context["found"].hits)


def values(response, name) -> dict[str, int | None]:
    facet = next((facet for facet in response.context["facets"] if facet.name == name), None)
    return {choice["title"]: choice["count"] for choice in [*facet.choices, *facet.more]} if facet else {}


def test_each_value_says_how_much_it_would_show(client, lamps):
    response = look(client)
    assert values(response, "kind") == {"Everything": 6, "Articles": 3, "Videos": 1, "Community": 2}
    assert values(response, "in") == {"All topics": None, "Lamp care": 4, "All the lights": 2}
    assert values(response, "since") == {
        "Any time": None, "In the past week": 3, "In the past month": 4, "In the past year": 5
    }  # fmt: skip
    assert values(response, "solved") == {"Solved or not": None, "Solved only": 1}
    assert values(response, "lang") == {"All languages": None, "English": 5, "Shqip": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"in": "board-lights"}, ["Lamp hums", "Lamp is dark"]),
        ({"in": "lamp-care", "kind": "article", "lang": "en"}, ["Clean a lamp", "Mend a lamp"]),
        ({"since": "30", "lang": "en"}, ["Clean a lamp", "Lamp is dark", "Mend a lamp"]),
        ({"since": "7", "in": "lamp-care"}, ["Clean a lamp", "Llamba lamp"]),
        ({"solved": "1"}, ["Lamp hums"]),
    ],
)
def test_filters_narrow_together_and_their_counts_come_true(client, lamps, query, found):
    response = look(client, **query)
    assert shown(response) == found
    for facet in response.context["facets"]:
        for choice in facet.choices[1:]:
            if choice["count"] is not None:
                followed = client.get(reverse("search") + choice["url"])
                assert followed.context["found"].count == choice["count"], (facet.name, choice)


def test_a_value_that_all_results_have_is_not_offered(client, lamps):
    response = look(client, kind="video")
    assert values(response, "since") == values(response, "solved") == values(response, "in") == {}


def test_seldom_topics_are_folded_and_the_chosen_one_comes_first(client, index):
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}", group=f"Topic {n % 9}", group_key=f"t{n % 9}") for n in range(20)))
    facet = next(facet for facet in look(client, **{"in": "t8"}).context["facets"] if facet.name == "in")
    assert [choice["title"] for choice in facet.choices[1:]][:3] == ["Topic 8", "Topic 0", "Topic 1"]
    assert (len(facet.choices), len(facet.more)) == (6, 4)
    assert "4 more" in look(client, **{"in": "t8"}).content.decode()


def test_what_is_chosen_can_be_taken_away_one_by_one_and_at_once(client, lamps):
    page = look(client, kind="thread", solved="1", since="7").content.decode()
    assert 'href="?q=lamp&amp;since=7&amp;solved=1"' in page
    assert "Clear filters" in page and '"search-filters__number">3<' in page
    assert 'href="?q=lamp"' in page


def test_a_chosen_topic_without_results_stays_to_be_taken_away(client, lamps):
    page = look(client, **{"in": "board-lights", "kind": "video"}).content.decode()
    assert "Nothing found" in page and "without “All the lights”" in page
    assert 'href="?q=lamp&amp;kind=video"' in page and 'href="?q=lamp&amp;in=board-lights"' in page


def test_saying_what_filters_hide_costs_no_further_queries(client, lamps):
    look(client)
    with CaptureQueriesContext(connection) as queries:
        look(client, **{"in": "board-lights", "kind": "video", "solved": "1", "since": "7", "lang": "en"})
    assert len(queries) <= 6, [query["sql"] for query in queries]


@pytest.mark.parametrize("query", [{"in": "A b"}, {"in": "../x"}, {"since": "8"}, {"since": "²"}, {"solved": "yes"}])
def test_what_nobody_offers_is_no_filter(client, lamps, query):
    assert look(client, **query).context["found"].count == 6


def test_the_box_and_the_pages_and_other_languages_keep_the_filters(client, index):
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}", group="A", group_key="a") for n in range(12)))
    page = look(client, **{"in": "a", "kind": "article"}).content.decode()
    assert '<input type="hidden" name="in" value="a">' in page
    assert 'href="?q=lamp&amp;in=a&amp;kind=article&amp;page=2"' in page
    assert 'href="/fa/search/?q=lamp&amp;in=a&amp;kind=article"' in page


def test_filters_work_without_script_and_fold_into_one_line(client, lamps):
    page = look(client, kind="thread").content.decode()
    assert page.count('<details class="search-filters"') == 1
    assert 'href="?q=lamp&amp;in=board-lights' not in page  # All threads are in that board.
    assert 'href="?q=lamp&amp;kind=thread&amp;solved=1"' in page


def test_a_thousand_results_are_paged_without_overlap_and_the_end_is_honest(client, index):
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}", quality=n % 7 / 7) for n in range(1_000)))
    pages = [search("lamp", lang="en", page=page) for page in (1, 2, 5, 6, 7, 50)]
    assert {page.count for page in pages} == {1_000} and {page.pages for page in pages} == {50}
    assert len({title for page in pages for title in titles(page.hits)}) == 60
    assert "best 500 of 1,000 results" in look(client, page="50").content.decode()
    assert "best 500" not in look(client, page="49").content.decode()
    assert 'data-rank="491"' in look(client, page="50").content.decode()


def test_filters_decide_nothing_about_other_languages_so_counts_come_true(client, index):
    """Twenty in one's own language are plenty: the fifth of them that a filter leaves brings in no other language."""
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}", kind="thread" if n % 5 else "article") for n in range(25)))
    put(make_document("Llamba lamp", lang="sq"))
    assert values(look(client), "kind") == {"Everything": 25, "Articles": 5, "Community": 20}
    assert look(client, kind="article").context["found"].count == 5
    assert values(look(client, kind="article"), "kind") == {"Everything": 25, "Articles": 5, "Community": 20}


def test_filters_loosen_no_quoted_phrase(client, index):
    put(make_document("Lamp oil"), make_document("Oil for a lamp", kind="video"))
    response = look(client, q='"lamp oil"', kind="video")
    assert response.context["found"].count == 0
    assert [choice["count"] for choice in response.context["hidden_by"]] == [1]


def test_where_only_several_filters_together_hide_everything_all_go_at_once(client, lamps):
    page = look(client, kind="video", solved="1", since="7").content.decode()
    assert "There is something without a filter" in page
    assert 'href="?q=lamp">6 results</a>' in page
    assert "Try fewer" not in page
