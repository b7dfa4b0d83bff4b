"""What became of a search, told by its page: numbers only, by signed tokens, once, and never by whom."""

import re
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.signing import TimestampSigner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.tests.factories import make_agent, make_user
from search.beacons import A_MINUTE, reading_signer
from search.models import DocumentViews, SearchLog
from search.tests.helpers import make_document, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamps(index):
    put(*(make_document(f"Lamp {n}", url=f"/en/help/lamp-{n}") for n in range(12)))


def search(client, text, **extra):
    """What a reader's page says of its search: (token, ranks of its results)."""
    page = client.get(reverse("search"), {"q": text, **extra.pop("query", {})}, **extra).content.decode()
    return re.search(r'data-search-log="([^"]*)"', page)[1], re.findall(r'data-rank="(\d+)"', page)


def tell(client, what, token, **more):
    headers = more.pop("headers", {})
    body = "&".join(f"{name}={value}" for name, value in {"what": what, "token": token, **more}.items())
    response = client.post("/beacon/", body, content_type="application/x-www-form-urlencoded", headers=headers)
    assert (response.status_code, response.content) == (204, b"")
    assert not response.cookies


def test_a_search_is_kept_folded_as_written_and_by_what_it_means(client, lamps):
    search(client, "  “Lámp”  RETURNS? me@example.com ")
    log = SearchLog.objects.get()
    assert (log.query, log.written, log.key, log.lang) == ("lamp returns", "lámp returns", "lamp return", "en")
    assert log.count == 12


def test_what_is_only_a_person_is_not_kept_at_all(client, lamps):
    assert search(client, "+30 210 123 4567")[0] == ""
    assert not SearchLog.objects.exists()


def test_a_search_keeps_the_language_of_the_reader(client, lamps):
    with override("fa"):
        search(client, "بازگشت پول")
    assert SearchLog.objects.get().lang == "fa"


def test_a_reload_a_filter_and_a_further_page_are_the_same_search(client, lamps):
    token, ranks = search(client, "lamp")
    assert search(client, "Lamp", query={"kind": "article"})[0] == token
    assert ranks[:2] == ["1", "2"]
    later, ranks = search(client, "lamp", query={"page": "2"})
    assert (later, ranks) == ("", ["11", "12"])
    assert SearchLog.objects.count() == 1
    assert search(client, "lamp", REMOTE_ADDR="10.0.0.9")[0] != token
    assert SearchLog.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [{"DNT": "1"}, {"Sec-GPC": "1"}, {"Sec-Purpose": "prefetch"}, {"User-Agent": "Googlebot/2.1"}],
)
def test_whoever_asks_not_to_be_tracked_and_crawlers_are_not_counted(client, lamps, headers):
    assert search(client, "lamp", headers=headers)[0] == ""
    assert not SearchLog.objects.exists()


def test_the_team_trying_things_out_is_not_counted_but_members_are(client, lamps):
    client.force_login(make_agent())
    assert search(client, "lamp")[0] == ""
    client.force_login(make_user())
    assert search(client, "lamp")[0]
    assert SearchLog.objects.count() == 1


def test_widgets_and_bots_of_the_interface_are_not_counted(client, lamps):
    client.get("/api/search/", {"q": "lamp"})
    client.get(reverse("search_suggest"), {"q": "lamp"})
    assert not SearchLog.objects.exists()


def test_the_first_result_opened_counts(client, lamps):
    token, _ = search(client, "lamp")
    tell(client, "clicked", token, rank=2)
    tell(client, "clicked", token, rank=1)
    tell(client, "refined", token)
    log = SearchLog.objects.get()
    assert (log.clicked_rank, log.refined, log.solved) == (2, False, False)
    assert timezone.now() - log.clicked_at < timedelta(minutes=1)


def test_solved_counts_only_after_a_result_was_opened(client, lamps):
    token, _ = search(client, "lamp")
    tell(client, "solved", token)
    assert not SearchLog.objects.get().solved
    tell(client, "clicked", token, rank=1)
    tell(client, "solved", token)
    assert SearchLog.objects.get().solved


def test_searching_again_is_a_refinement(client, lamps):
    token, _ = search(client, "lmap")
    tell(client, "refined", token)
    assert SearchLog.objects.get().refined


def test_nonsense_changes_nothing_and_learns_nothing(client, lamps):
    token, _ = search(client, "lamp")
    for what, sent, more in [
        ("clicked", token, {}),
        ("clicked", token, {"rank": "0"}),
        ("clicked", token, {"rank": "²"}),
        ("clicked", token, {"rank": "99999999999"}),
        ("clicked", f"{token}x", {"rank": "1"}),
        ("clicked", TimestampSigner(salt="other").sign("1"), {"rank": "1"}),
        ("clicked", reading_signer.sign("1"), {"rank": "1"}),
        ("seen", token, {}),
        ("deleted", token, {}),
        ("", "", {}),
        ("clicked", "%00", {"rank": "%ff"}),
    ]:
        tell(client, what, sent, **more)
    for body, kind in [(b"\xff" * 900, "application/x-www-form-urlencoded"), (b"{", "application/json"), (b"x", "a/b")]:
        assert client.post("/beacon/", body, content_type=kind).status_code == 204
    long = f"what=clicked&token={token}&rank=1&x={'x' * 1_000}"
    client.post("/beacon/", long, content_type="application/x-www-form-urlencoded")
    assert client.post("/beacon/", {"what": "clicked", "token": token, "rank": "1"}).status_code == 204  # multipart
    log = SearchLog.objects.get()
    assert (log.clicked_rank, log.refined, log.solved) == (None, False, False)
    assert not DocumentViews.objects.exists()


def test_only_posts_are_beacons(client):
    assert client.get("/beacon/").status_code == 405


def test_a_token_is_good_for_a_day(client, lamps, monkeypatch):
    token, _ = search(client, "lamp")
    day = 24 * 3_600
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + day + 60)
    tell(client, "clicked", token, rank=1)
    assert SearchLog.objects.get().clicked_rank is None
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + day - 60)
    tell(client, "clicked", token, rank=1)
    assert SearchLog.objects.get().clicked_rank == 1


def test_one_address_is_heard_so_often_a_minute(client, lamps):
    token, _ = search(client, "lamp")
    for _ in range(A_MINUTE):
        tell(client, "deleted-but-known", token)
        tell(client, "refined", "nonsense")
    tell(client, "clicked", token, rank=1)
    assert SearchLog.objects.get().clicked_rank is None
    cache.clear()
    tell(client, "clicked", token, rank=1)
    assert SearchLog.objects.get().clicked_rank == 1


def test_a_beacon_costs_one_query(client, lamps):
    token, _ = search(client, "lamp")
    tell(client, "clicked", token, rank=1)
    with CaptureQueriesContext(connection) as queries:
        tell(client, "solved", token)
    assert len(queries) == 1


def test_a_reading_counts_once_an_hour_and_address(client):
    token = reading_signer.sign("kb.articlepage.7")
    tell(client, "seen", token)
    tell(client, "seen", token)
    tell(client, "seen", reading_signer.sign("kb.articlepage.8"))
    cache.clear()  # An hour later, or from another address.
    tell(client, "seen", token)
    assert dict(DocumentViews.objects.values_list("identifier", "views")) == {
        "kb.articlepage.7": 2,
        "kb.articlepage.8": 1,
    }
    tell(client, "seen", reading_signer.sign("kb.articlepage.9"), headers={"Sec-GPC": "1"})
    assert DocumentViews.objects.count() == 2


def test_nothing_that_is_kept_has_room_for_a_person():
    for model in (SearchLog, DocumentViews):
        assert not [field for field in model._meta.get_fields() if field.is_relation]
        names = " ".join(field.name for field in model._meta.get_fields())
        assert not re.search("user|visitor|address|session|agent|ip", names.replace("clicked", ""))
