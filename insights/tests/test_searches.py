"""Reports → Searches: each figure counts what it says, leads to its events, and only those read it who may."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.tests.factories import make_agent, make_editor, make_moderator, make_user
from insights.exports import harmless
from insights.figures import Period, failed_searches
from insights.periods import Weeks
from insights.searches import FEW, MAX_EXPORTED, PER_PAGE
from kb.actions import ensure_site
from search.models import NeverSuggested, SearchLog
from search.tallies import start_of, tidy, week_of

pytestmark = pytest.mark.django_db
PAGES = ("searches", "searches_csv", "one_search")


def make_logs(query="lamp", times=1, *, weeks_ago=0, clicked=None, **fields):
    at = start_of(week_of(timezone.now())) - timedelta(weeks=weeks_ago) + timedelta(minutes=1)
    clicked_at = at + timedelta(seconds=9) if clicked else None
    shared = {"written": query, "lang": "en", "count": 3, "clicked_rank": clicked, "clicked_at": clicked_at} | fields
    SearchLog.objects.bulk_create(SearchLog(query=query, created_at=at, **shared) for _ in range(times))


@pytest.fixture
def editor(client):
    client.force_login(make_editor())
    return client


def report(client, **query):
    tidy()
    response = client.get(reverse("searches"), query)
    assert response.status_code == 200
    return response


def written(response):
    return [row.written for row in response.context["page"].rows]


def test_three_lists_each_in_its_own_order(editor):
    make_logs("lamp", 5, clicked=1)
    make_logs("solar panel", 4, count=0)
    make_logs("assembly", 2, count=0)
    make_logs("gift", 3)
    make_logs("gift", 1, refined=True)
    assert written(report(editor))[0] == "lamp"
    assert written(report(editor, list="nothing")) == ["solar panel", "assembly"]
    response = report(editor, list="unopened")
    assert written(response) == ["gift"]
    assert response.context["page"].rows[0].sums.unopened == 3
    page = response.content.decode()
    assert f'href="{reverse("one_search")}?q=gift&amp;lang=en"' in page
    assert "Searches on the results page. Further pages" in page


def test_the_line_above_says_formulas_and_when_it_rests_on_little(editor):
    make_logs("lamp", 8, clicked=3, solved=True)
    make_logs("solar panel", 2, count=0)
    response = report(editor)
    values = {figure.name: figure.value for figure in response.context["figures"]}
    assert values == {
        "Searches": "10",
        "Zero-result rate": "20 %",
        "Failed searches": "20 %",
        "Result opened": "80 %",
        "Mean place": "3.0",
        "Searched again": "0 %",
        "Solved": "100 %",
    }
    assert [figure.name for figure in response.context["figures"] if figure.is_from_few] == ["Mean place", "Solved"]


def test_weeks_and_languages(editor):
    make_logs("this week", weeks_ago=0)
    make_logs("three weeks ago", weeks_ago=3)
    make_logs("last year", weeks_ago=51)
    make_logs("llamba", lang="sq")
    assert written(report(editor, weeks="1")) == ["this week", "llamba"]
    assert set(written(report(editor))) == {"this week", "three weeks ago", "llamba"}
    assert len(written(report(editor, weeks="52"))) == 4
    assert written(report(editor, lang="sq", weeks="52")) == ["llamba"]
    monday = week_of(timezone.now()) - timedelta(weeks=3)
    assert written(report(editor, week=(monday + timedelta(days=3)).isoformat())) == ["three weeks ago"]


@pytest.mark.parametrize(
    "query", [{"weeks": "0"}, {"weeks": "x"}, {"week": "9999-99-99"}, {"week": "0001-01-01"}, {"lang": "xx"},
              {"list": "cheese"}, {"page": "²"}, {"page": "0"}, {"page": "99999999"}]
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_the_usual_report(editor, query):
    make_logs()
    assert written(report(editor, **query)) == ["lamp"]


def test_the_trend_is_said_in_words_and_not_of_little(editor):
    make_logs("steady", 40, weeks_ago=1)
    make_logs("steady", 40, weeks_ago=2)
    make_logs("rising", 30, weeks_ago=1)
    make_logs("rising", 20, weeks_ago=2)
    make_logs("fresh", 20, weeks_ago=1)
    make_logs("rare", 2, weeks_ago=1)
    make_logs("rare", 1, weeks_ago=2)
    week = (week_of(timezone.now()) - timedelta(weeks=1)).isoformat()
    trends = {row.written: row.trend for row in report(editor, week=week).context["page"].rows}
    assert trends == {"steady": "about the same", "rising": "50 % more", "fresh": "new", "rare": "too few to tell"}


def test_the_present_week_is_compared_by_the_day():
    now = start_of(week_of(timezone.now())) + timedelta(days=3, hours=12)
    weeks = Weeks(week_of(now), 1, "", now)
    assert weeks.share_passed == 0.5


def test_one_search_shows_its_days_and_its_events(editor):
    make_logs("lamp", 2, clicked=4, solved=True)
    make_logs("lamp", 1, count=0, weeks_ago=1)
    make_logs("lamps", 5)
    response = editor.get(reverse("one_search"), {"q": "lamp", "lang": "en"})
    days = [sums for _day, sums in response.context["days"]]
    assert [(sums.searches, sums.clicked, sums.empty) for sums in days] == [(2, 2, 0), (1, 0, 1)]
    assert len(response.context["events"]) == 3
    assert "Nobody searched for this" in editor.get(reverse("one_search"), {"q": "\x01", "lang": "en"}).content.decode()


def test_what_to_do_about_a_search_is_one_step_away(editor):
    ensure_site()
    make_logs("solar panel", count=0)
    make_logs("рассрочка", count=0, lang="ru")
    page = report(editor, list="nothing").content.decode()
    assert 'href="/en/search/?q=solar+panel"' in page
    assert 'href="/ru/search/?q=' in page
    assert f'{reverse("search_tune:index")}?q=solar%20panel&amp;lang=en"' in page
    start = page.index("/cms/pages/add/kb/articlepage/")
    form = editor.get(page[start : page.index('"', start)]).content.decode()
    assert 'value="Solar panel"' in form or 'value="Рассрочка"' in form
    assert 'value="solar panel"' not in editor.get(page[start : page.index("?", start)]).content.decode()


def test_an_editor_says_never_suggest_and_takes_it_back(editor):
    make_logs("lamp")
    back = f"{reverse('searches')}?weeks=12"
    url = reverse("suggest_search")
    assert editor.post(url, {"q": "lamp", "lang": "en", "next": back}).headers["Location"] == back
    assert NeverSuggested.objects.get().query == "lamp"
    assert "Suggest again" in report(editor).content.decode()
    editor.post(url, {"q": "lamp", "lang": "en", "again": "1", "next": "https://evil.example/"})
    assert not NeverSuggested.objects.exists()
    editor.post(url, {"q": "lamp", "lang": "xx"})
    assert not NeverSuggested.objects.exists()
    assert editor.get(url).status_code == 405


def test_agents_read_and_cannot_keep_back(client):
    client.force_login(make_agent())
    make_logs()
    assert "Never suggest" not in report(client).content.decode()
    client.post(reverse("suggest_search"), {"q": "lamp", "lang": "en"})
    assert not NeverSuggested.objects.exists()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("make_stranger", [make_user, make_moderator, None])
def test_others_read_nothing(client, page, make_stranger):
    make_logs("secret lamp")
    tidy()
    if make_stranger:
        client.force_login(make_stranger())
    response = client.get(reverse(page), {"q": "secret lamp"})
    assert response.status_code == 302
    assert b"secret" not in response.content


def rows_of(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_download_holds_the_list_and_no_formula(editor):
    make_logs('lamp, "e27"', 3, clicked=2)
    make_logs("=1+1", 2, count=0)
    tidy()
    response = editor.get(reverse("searches_csv"), {"weeks": "4"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="searches-top-')
    rows = rows_of(response)
    assert [(row["Search"], row["Times"], row["Mean place"]) for row in rows] == [
        ('lamp, "e27"', "3", "2.0"),
        ("'=1+1", "2", ""),
    ]
    assert rows_of(editor.get(reverse("searches_csv"), {"list": "nothing"}))[0]["Search"] == "'=1+1"


@pytest.mark.parametrize("text", ["=1", "+1", "-lamp", "@sum", "\t=1", " =1", "＝1"])
def test_what_a_spreadsheet_would_calculate_is_text(text):
    assert harmless(text) == f"'{text}"
    assert harmless("lamp-led =1") == "lamp-led =1"


def test_pages_of_a_long_list_and_as_many_queries_as_for_a_short_one(editor):
    make_logs("lamp")
    report(editor)
    with CaptureQueriesContext(connection) as few:
        editor.get(reverse("searches"))
    for n in range(PER_PAGE + 10):
        make_logs(f"lamp {n:02}")
    tidy()
    with CaptureQueriesContext(connection) as many:
        first = editor.get(reverse("searches"))
    assert len(many) == len(few) <= 30
    assert not [query for query in many if "search_searchlog" in query["sql"]]
    second = report(editor, page="2")
    assert (len(written(first)), len(written(second))) == (PER_PAGE, 11)
    assert not set(written(first)) & set(written(second))
    assert MAX_EXPORTED > PER_PAGE


def test_nothing_yet_is_said_in_words(editor):
    assert "Nobody searched in this time" in report(editor).content.decode()
    make_logs(clicked=1)
    assert "Every search found something" in report(editor, list="nothing").content.decode()
    assert "After every search something was opened" in report(editor, list="unopened").content.decode()


def test_the_report_speaks_persian(editor):
    make_logs("بازگشت پول", 12, lang="fa", clicked=1)
    with override("fa"):
        page = report(editor).content.decode()
    assert "بازگشت پول" in page


def test_the_cms_home_tells_of_searches_that_found_nothing(editor):
    make_logs("solar panel", 3, count=0)
    tidy()
    assert "3 searches found nothing this week" in editor.get("/cms/").content.decode()


def test_failed_searches_at_a_glance_leave_the_last_minute_out():
    now = timezone.now()
    make_logs("lamp", 6, clicked=1)
    make_logs("lamp", 1, count=0)
    make_logs("lamp", 1)
    SearchLog.objects.update(created_at=now - timedelta(hours=1), clicked_at=None)
    SearchLog.objects.exclude(clicked_rank=None).update(clicked_at=now - timedelta(minutes=59, seconds=30))
    SearchLog.objects.create(query="lamp", lang="en", count=3, created_at=now - timedelta(seconds=5))
    figure = failed_searches(Period(now - timedelta(days=7), now))
    assert (figure.value, figure.n) == ("25 %", 8)
    assert figure.n < FEW
