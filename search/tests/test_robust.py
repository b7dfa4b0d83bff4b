"""While the index cannot be read, and when one address asks too much: what people and programs meet."""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from search.engines.base import SearchUnavailable
from search.engines.haystack_glue import StoaSearchBackend
from search.queries import likely_answers
from search.visitors import is_within_limit
from site_config.settings import base

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(index, monkeypatch):
    def refuse(*args, **kwargs):
        raise SearchUnavailable("the disk is gone")

    for name in ("find", "forms", "words", "fetch"):
        monkeypatch.setattr(StoaSearchBackend, name, refuse)


def test_the_page_says_so_keeps_the_words_and_leads_on(client, broken):
    response = client.get(reverse("search"), {"q": "broken lamp", "kind": "video"})
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Search is resting" in page and 'value="broken lamp"' in page
    assert f'href="{reverse("ask")}?title=broken%20lamp"' in page
    assert 'name="kind" value="video"' in page


def test_suggestions_and_likely_answers_are_none(client, broken):
    response = client.get(reverse("search_suggest"), {"q": "lamp"})
    assert (response.status_code, response.content.decode().strip()) == (200, "")
    assert likely_answers("My lamp hums all night", lang="en") == []


def test_the_api_says_when_to_come_back(client, broken):
    response = client.get("/api/search/", {"q": "lamp"})
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "cannot answer" in json.loads(response.content)["error"]


@pytest.fixture
def few(settings, index):
    settings.SEARCH_LIMITS = {"results": 2, "suggestions": 3, "api": 2}
    cache.clear()
    yield
    cache.clear()


def asked(client, path, times, **extra) -> list:
    return [client.get(path, {"q": "lamp"}, **extra) for _ in range(times)]


def test_too_many_searches_are_answered_by_a_designed_page(client, few):
    *fine, refused = asked(client, reverse("search"), 3)
    assert {response.status_code for response in fine} == {200}
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "<h1" in refused.content.decode()
    assert asked(client, reverse("search"), 1, REMOTE_ADDR="10.0.0.9")[0].status_code == 200


def test_suggestions_have_a_limit_of_their_own_and_refuse_in_silence(client, few):
    asked(client, reverse("search"), 3)
    *fine, refused = asked(client, reverse("search_suggest"), 4)
    assert {response.status_code for response in fine} == {200}
    assert (refused.status_code, refused.content) == (429, b"")


def test_the_api_refuses_in_json(client, few):
    *_, refused = asked(client, "/api/search/", 3)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Wait a minute" in json.loads(refused.content)["error"]


def test_nobody_gets_round_a_limit_by_filling_memory_with_other_things(rf, settings):
    """Each search, reading and limit takes a place in memory: what is remembered for minutes must outlast hundreds."""
    settings.CACHES = {"default": {**base.CACHES["default"], "LOCATION": "many visitors"}}
    asking = rf.get("/", REMOTE_ADDR="10.0.0.9")
    assert all(is_within_limit(asking, "guessing", 3) for _ in range(3))
    for number in range(3_000):
        cache.add(f"visitor-{number}", 1, 600)
    assert not is_within_limit(asking, "guessing", 3)


def test_an_office_may_search_as_much_as_people_can():
    assert base.SEARCH_LIMITS["results"] >= 60 and base.SEARCH_LIMITS["suggestions"] >= 300
