"""The results page, suggestions and the JSON, as a reader, a browser and a shop's widget meet them."""

import json
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from search.documents import Passage
from search.models import PinnedResult, SearchLog, TuningVersion
from search.questions import read
from search.tests.helpers import make_document, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamps(index):
    put(
        make_document("Lamp care", url="/en/help/lamp-care", place="Warranty", body="Dust the lamp. <b>Gently</b>."),
        make_document("Lamp guide", url="/en/help/guide", kind="video", body="Watch how a lamp is cleaned."),
        make_document("My lamp hums", url="/en/community/1", kind="thread", solved=True, place="General"),
        make_document("Llamba ime", url="/sq/community/2", kind="thread", lang="sq", solved=False, body="lamp"),
    )


def get(client, **query):
    return client.get(reverse("search"), query)


def test_the_page_shows_what_was_found_with_marks(client, lamps):
    page = get(client, q="dust lamp").content.decode()
    assert "<mark>Dust</mark> the <mark>lamp</mark>. &lt;b&gt;Gently&lt;/b&gt;." in page
    assert 'href="/en/help/lamp-care"' in page
    assert "Warranty" in page


def test_filters_are_links_that_keep_the_query(client, lamps):
    page = get(client, q="lamp", kind="video").content.decode()
    assert "Lamp guide" in page
    assert "Lamp care" not in page
    assert 'href="?q=lamp&amp;kind=article"' in page
    assert 'href="?q=lamp"' in page


def test_solved_only_and_one_language_only(client, lamps):
    solved = get(client, q="lamp", solved="1").content.decode()
    assert "My lamp hums" in solved
    assert "Lamp care" not in solved
    albanian = get(client, q="lamp", lang="sq").content.decode()
    assert "Llamba ime" in albanian
    assert "My lamp hums" not in albanian


def test_results_in_other_languages_are_marked(client, lamps):
    page = get(client, q="lamp").content.decode()
    assert page.index("My lamp hums") < page.index("In other languages") < page.index("Llamba ime")
    assert 'lang="sq"' in page


@pytest.mark.parametrize(
    "query", [{"kind": "cheese"}, {"lang": "xx"}, {"page": "0"}, {"page": "-1"}, {"page": "9" * 30}]
)
def test_a_filter_nobody_offers_is_no_error(client, lamps, query):
    assert get(client, q="lamp", **query).status_code == 200


def test_a_page_beyond_the_last_says_so_and_leads_back(client, lamps):
    page = get(client, q="lamp", page="7").content.decode()
    assert "There is no page 7" in page


def test_nothing_typed_too_little_and_nothing_found_lead_on(client, lamps):
    assert "Type a few words" in get(client).content.decode()
    assert "at least two letters" in get(client, q="l").content.decode()
    nothing = get(client, q="xylophone").content.decode()
    assert "Nothing found for “xylophone”" in nothing


def test_nothing_found_says_what_each_filter_hides(client, lamps):
    page = get(client, q="lamp", kind="video", solved="1").content.decode()
    assert "1 result without “Videos”" in page and 'href="?q=lamp&amp;solved=1"' in page
    assert "1 result without “Solved only”" in page and 'href="?q=lamp&amp;kind=video"' in page


def test_nothing_found_leads_to_the_nearest(client, lamps):
    assert "Lamp care" in get(client, q="lam", exact="1").content.decode()
    assert "Lamp care" in get(client, q="gently -dust").content.decode()


def test_nothing_found_offers_to_ask_and_to_write(client, lamps):
    nothing = get(client, q="xylophone").content.decode()
    assert f'href="{reverse("ask")}?title=xylophone"' in nothing
    assert f'href="{reverse("open_ticket")}"' in nothing


def test_a_typing_error_is_corrected_and_can_be_insisted_on(client, lamps):
    page = get(client, q="clened", kind="video").content.decode()
    assert "Showing results for cleaned." in page and "Lamp guide" in page
    assert 'href="?q=clened&amp;kind=video&amp;exact=1"' in page
    exactly = get(client, q="clened", exact="1").content.decode()
    assert "Nothing found for “clened”" in exactly
    assert "Did you mean" in exactly and 'href="?q=cleaned"' in exactly


def test_what_was_typed_is_shown_escaped_and_kept(client, lamps):
    page = get(client, q='"><script>alert(1)</script>').content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_speaks_persian(client, lamps):
    with override("fa"):
        response = get(client, q="lamp")
    assert response.status_code == 200
    assert 'dir="rtl"' in response.content.decode()


def test_a_guest_s_page_costs_at_most_six_queries_however_much_is_found(client, lamps):
    get(client, q="lamp")  # Fills what is cached for every page.
    with CaptureQueriesContext(
        connection,
    ) as few:
        get(client, q="guide")
    put(*(make_document(f"Guide {n}", url=f"/en/{n}") for n in range(30)))
    with CaptureQueriesContext(connection) as many:
        assert len(get(client, q="guides").context["found"].hits) == 10
    with CaptureQueriesContext(connection) as none:
        get(client, q="xylophone")
    assert len(few) == len(many) <= 6
    assert len(none) <= 6


def test_a_search_is_logged_once_without_a_person(client, lamps):
    get(client, q="Lámp  me@example.com 4929123412341234")
    get(client, q="lamp", page="2")
    log = SearchLog.objects.get()
    assert (log.query, log.lang, log.count) == ("lamp", "en", 4)


def test_nothing_is_changed_but_by_reading(client, lamps):
    assert client.post(reverse("search"), {"q": "lamp"}).status_code == 405


def test_suggestions_are_options_of_a_list(client, lamps):
    page = client.get(reverse("search_suggest"), {"q": "lam"}).content.decode()
    assert page.count('role="option"') >= 3
    assert 'href="/en/help/lamp-care"' in page
    assert client.get(reverse("search_suggest"), {"q": "l"}).content.decode().strip() == ""
    assert client.get(reverse("search_suggest")).content.decode().strip() == ""


def api(client, **query):
    response = client.get("/api/search/", query)
    return response.status_code, json.loads(response.content)


def test_the_json_has_exactly_the_promised_fields(client, lamps):
    status, answer = api(client, q="dust lamp", lang="en", kind="article", limit="1")
    assert status == 200
    assert set(answer) == {"count", "results"}
    (row,) = answer["results"]
    assert set(row) == {"id", "kind", "lang", "title", "url", "excerpt", "score"}
    assert row["url"] == "http://testserver/en/help/lamp-care"
    assert "<mark>Dust</mark>" in row["excerpt"]


def test_the_json_keeps_to_language_and_limit(client, lamps):
    assert {row["lang"] for row in api(client, q="lamp", lang="sq")[1]["results"]} == {"sq"}
    status, answer = api(client, q="lamp", limit="2")
    assert (status, answer["count"], len(answer["results"])) == (200, 4, 2)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({}, "q"),
        ({"q": "  "}, "q"),
        ({"q": "lamp", "lang": "de"}, "lang"),
        ({"q": "lamp", "kind": "cheese"}, "kind"),
        ({"q": "lamp", "limit": "0"}, "limit"),
        ({"q": "lamp", "limit": "51"}, "limit"),
        ({"q": "lamp", "limit": "many"}, "limit"),
        ({"q": "lamp", "limit": "²"}, "limit"),
    ],
)
def test_the_json_says_what_is_wrong(client, index, query, named):
    status, answer = api(client, **query)
    assert status == 400
    assert answer["error"].startswith(f"{named}:")


def test_punctuation_alone_finds_nothing_and_breaks_nothing(client, lamps):
    for text in ('"', "(((", "*:*", "a*", "AND", "?" * 5_000):
        assert get(client, q=text).status_code == 200
        assert api(client, q=text)[0] == 200


def test_the_json_can_be_narrowed_and_paged(client, index):
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}", group="A", group_key="a", solved=n == 0) for n in range(5)))
    assert api(client, q="lamp", **{"in": "a", "solved": "1"})[1]["count"] == 1
    assert api(client, q="lamp", solved="0")[1]["count"] == 4
    assert api(client, q="lamp", since="7")[1]["count"] == 0
    rows = [api(client, q="lamp", limit="2", page=page)[1]["results"] for page in ("1", "2", "3")]
    assert [len(page) for page in rows] == [2, 2, 1]
    assert len({row["id"] for page in rows for row in page}) == 5


@pytest.mark.parametrize(
    "query", [{"in": "A!"}, {"since": "8"}, {"solved": "yes"}, {"page": "0"}, {"page": "51"}, {"page": "x"}]
)
def test_the_json_names_a_filter_it_does_not_know(client, index, query):
    status, answer = api(client, q="lamp", **query)
    assert (status, answer["error"].partition(":")[0]) == (400, next(iter(query)))


def test_a_browser_learns_how_to_search_here_in_each_language(client):
    described = 'type="application/opensearchdescription+xml" href="/en/search/opensearch.xml"'
    assert described in get(client).content.decode()
    page = client.get("/fa/search/opensearch.xml")
    assert page["Content-Type"] == "application/opensearchdescription+xml"
    assert 'template="http://testserver/fa/search/?q={searchTerms}"' in page.content.decode()
    ElementTree.fromstring(page.content)  # noqa: S314 (our own)


def test_words_that_ask_for_nothing_are_told_so(client, lamps):
    assert "Add a word you do want" in get(client, q="-refund").content.decode()
    assert "These are only signs" in get(client, q="?!…").content.decode()


def test_recommended_results_say_so_and_threads_how_many_answered(client, index):
    passages = [Passage("Turn it off.", f"/en/t#{n}", "Answer") for n in (1, 2)]
    put(make_document("Lamp hums", kind="thread", solved=True, passages=passages), make_document("Lamp", url="/en/l"))
    PinnedResult.objects.create(lang="en", query="lamp", key=read("lamp", "en").key, identifier="test.document./en/l")
    TuningVersion.bump()
    page = get(client, q="lamp").content.decode()
    assert page.index("Recommended") < page.index('href="/en/l"') < page.index("2 answers")


@pytest.fixture
def past(monkeypatch):
    searches = [("lamp care", ("lamp", "care"), 9), ("lampe hums", ("lampe", "hums"), 5), ("sofa", ("sofa",), 3)]
    monkeypatch.setattr("search.completions.past_searches", lambda lang: searches)


def suggested(client, text):
    return client.get(reverse("search_suggest"), {"q": text}).content.decode()


def test_suggestions_offer_what_others_searched_for_with_use(client, lamps, past):
    page = suggested(client, "lam")
    assert f'href="{reverse("search")}?q=lampe%20hums"' in page and "<mark>lam</mark>pe hums" in page
    assert "?q=lamp%20care" not in page, "a title says the same"
    assert "sofa" not in page
    assert 4 <= page.count('role="option"') <= 9


def test_suggestions_mark_what_was_typed_and_end_with_all_results(client, lamps, past):
    page = suggested(client, "lamp gu")
    assert "<mark>Lamp</mark> <mark>gu</mark>ide" in page
    assert page.rindex('role="option"') < page.index("All results for “lamp gu”")
    assert "1 suggestion. Use the arrow keys" in page or "suggestions. Use the arrow keys" in page


def test_suggestions_escape_what_was_typed(client, lamps):
    page = suggested(client, 'lamp "><script>x</script>')
    assert "<script>" not in page and "&lt;script&gt;" in page
