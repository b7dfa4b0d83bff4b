"""In a real browser: what becomes of a search is counted, nothing of who made it, and nothing where readers say no."""

import json
import re

import pytest

from tests.conftest import sign_in

pytestmark = pytest.mark.e2e
LOGS = """
import json
from search.models import SearchLog
fields = ("query", "clicked_rank", "refined", "solved")
print(json.dumps(list(SearchLog.objects.filter(pk__gt={after}).order_by("pk").values(*fields))))
"""
LAST = """
from search.models import SearchLog
print(SearchLog.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
"""
VIEWS = """
import json
from search.models import DocumentViews
print(json.dumps(dict(DocumentViews.objects.values_list("identifier", "views"))))
"""


@pytest.fixture
def logs(site):
    """What was logged since the test began."""
    after = int(site.python(LAST))
    return lambda: json.loads(site.python(LOGS.format(after=after)))


def wait_for_beacon(page, what, act):
    with page.expect_response(lambda r: r.url.endswith("/beacon/") and f"what={what}" in r.request.post_data) as answer:
        act()
    assert answer.value.status == 204
    assert "cookie" not in answer.value.request.all_headers()


def open_result(page, number):
    page.locator("[data-rank] a").nth(number - 1).click()


def test_a_search_its_click_its_yes_and_the_next_one_come_out_right_in_the_report(open_page, site, logs):
    page = open_page()
    page.goto("/en/search/?q=refund to my card&kind=article")  # one that no other test of this site asks
    title = page.locator("[data-rank='2'] a").first.inner_text()
    wait_for_beacon(page, "clicked", lambda: open_result(page, 2))
    assert page.locator("h1").inner_text() == title
    wait_for_beacon(page, "solved", lambda: page.get_by_role("button", name="Yes").click())
    page.get_by_text("Good to hear").wait_for()
    page.goto("/en/search/?q=xylophone")
    page.goto("/en/search/?q=xylophone&page=1")  # a reload is no new search
    wait_for_beacon(page, "refined", lambda: page.goto("/en/search/?q=lamp warranty"))
    assert logs() == [
        {"query": "refund to my card", "clicked_rank": 2, "refined": False, "solved": True},
        {"query": "xylophone", "clicked_rank": None, "refined": True, "solved": False},
        {"query": "lamp warranty", "clicked_rank": None, "refined": False, "solved": False},
    ]
    site.manage("tick")
    cms = open_page(watch=False)
    sign_in(cms, "editor@demo.invalid")
    cms.goto("/cms/reports/searches/?weeks=1&list=nothing&lang=en")
    cms.get_by_role("rowheader", name=re.compile("xylophone")).first.wait_for()
    cms.goto("/cms/reports/searches/one/?q=xylophone&weeks=1&lang=en")
    cells = cms.locator(".insights-table tbody tr").first.locator("td")
    assert [text for text in cells.all_inner_texts() if text] == ["1", "1", "0", "0", "–", "1", "0"]


def test_reading_is_counted_after_five_seconds_and_not_before(open_page, site):
    page, before = open_page(), json.loads(site.python(VIEWS))  # asked first: it may take five seconds itself
    page.clock.install()
    page.goto("/en/search/?q=refund&kind=article")
    open_result(page, 1)
    page.locator("[data-seen]").wait_for()
    name = page.locator("[data-seen]").get_attribute("data-seen").split(":")[0]
    wait_for_beacon(page, "seen", lambda: page.clock.fast_forward(5_100))
    assert json.loads(site.python(VIEWS))[name] == before.get(name, 0) + 1


def test_nothing_is_told_or_kept_where_readers_ask_not_to_be_tracked(browser, site, logs):
    context = browser.new_context(base_url=site.url, extra_http_headers={"Sec-GPC": "1"})
    context.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    page, told = context.new_page(), []
    page.on("request", lambda request: told.append(request.url) if "/beacon/" in request.url else None)
    page.goto("/en/search/?q=refund")
    open_result(page, 1)
    page.wait_for_load_state()
    page.goto("/en/search/?q=warranty")
    assert page.evaluate("sessionStorage.getItem('search')") is None
    context.close()
    assert told == []
    assert logs() == []


def test_without_script_searching_and_opening_work_as_ever(open_page, logs):
    page = open_page(javascript=False)
    page.goto("/en/search/?q=parcel&kind=article")
    open_result(page, 1)
    page.locator("h1").wait_for()
    assert [(log["query"], log["clicked_rank"]) for log in logs()] == [("parcel", None)]
