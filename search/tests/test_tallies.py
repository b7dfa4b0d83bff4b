"""Sums that mean what they say, however often and by how many they are made; and what is forgotten, to the day."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.tests.factories import make_agent, make_editor
from search.actions import never_suggest, suggest_again
from search.models import DocumentViews, Popularity, SearchLog, SearchTally, TuningVersion
from search.past import is_plain
from search.tallies import past_searches, start_of, tidy, week_of
from search.tests.helpers import make_document, put

pytestmark = pytest.mark.django_db
MONDAY = start_of(date(2026, 3, 2))
HOURS = timedelta(hours=1)


def make_log(query="lamp", at=MONDAY, *, clicked=None, after=5, **fields) -> SearchLog:
    clicked_at = at + timedelta(seconds=after) if clicked else None
    fields = {"written": query, "key": query, "lang": "en", "count": 3} | fields
    return SearchLog.objects.create(query=query, created_at=at, clicked_rank=clicked, clicked_at=clicked_at, **fields)


def the_tally(**which) -> SearchTally:
    return SearchTally.objects.get(**which)


def version() -> int:
    return TuningVersion.objects.values_list("number", flat=True).first() or 0


def test_a_week_is_summed_by_what_became_of_its_searches():
    make_log(clicked=2)
    make_log(clicked=4, solved=True, at=MONDAY + 25 * HOURS)
    make_log(clicked=1, after=61, at=MONDAY + 26 * HOURS, written="Lamp!")  # opened too late: it failed
    make_log(count=0)
    make_log(count=0, refined=True)
    make_log(refined=True)
    make_log()
    tidy()
    tally = the_tally()
    assert (tally.week, tally.written, tally.searches, tally.days) == (date(2026, 3, 2), "lamp", 7, 2)
    assert (tally.empty, tally.failed, tally.clicked, tally.rank_sum) == (2, 4, 3, 7)
    assert (tally.refined, tally.solved) == (2, 1)


def test_weeks_begin_on_monday_of_the_site_s_calendar_and_languages_are_apart():
    make_log(at=MONDAY - timedelta(seconds=1))
    make_log(at=MONDAY)
    make_log(at=MONDAY, lang="sq")
    tidy()
    assert sorted(SearchTally.objects.values_list("week", "lang")) == [
        (date(2026, 2, 23), "en"),
        (date(2026, 3, 2), "en"),
        (date(2026, 3, 2), "sq"),
    ]
    assert week_of(datetime(2026, 3, 8, 23, 59, tzinfo=timezone.get_default_timezone())) == date(2026, 3, 2)


def test_a_second_run_changes_nothing_and_a_missed_one_loses_nothing():
    log = make_log()
    assert tidy().tallies == 1
    assert not tidy()
    make_log(at=MONDAY - timedelta(days=100))  # Nobody summed for months.
    SearchLog.objects.filter(pk=log.pk).update(refined=True, is_tallied=False)
    assert tidy().tallies == 2
    assert the_tally(week=MONDAY.date()).refined == 1
    assert not tidy()


def test_more_searches_than_one_transaction_takes_are_all_summed():
    SearchLog.objects.bulk_create(
        SearchLog(query=f"lamp {n % 450}", lang="en", count=1, created_at=MONDAY) for n in range(900)
    )
    assert tidy().tallies == 450
    assert set(SearchTally.objects.values_list("searches", flat=True)) == {2}
    assert the_tally(query="lamp 7").written == "lamp 7"


def test_the_commonest_way_of_writing_is_shown():
    for written in ("lámp", "lamp", "lámp"):
        make_log("lamp", written=written)
    tidy()
    assert the_tally().written == "lámp"


def test_forgets_what_is_older_than_400_days_to_the_second_and_the_day():
    now = timezone.now()
    kept, gone = now - timedelta(days=400), now - timedelta(days=400, seconds=1)
    make_log(at=kept)
    make_log(at=gone)
    today = timezone.localdate(now, timezone.get_default_timezone())
    for days in (400, 401):
        DocumentViews.objects.create(identifier="kb.articlepage.1", day=today - timedelta(days=days), views=1)
    SearchTally.objects.create(week=today - timedelta(days=400), lang="xx", query="lamp", written="", searches=1)
    SearchTally.objects.create(week=today - timedelta(days=401), lang="xx", query="lamp", written="", searches=1)
    tidy(now)
    assert SearchLog.objects.get().created_at == kept
    assert DocumentViews.objects.get().day == today - timedelta(days=400)
    assert SearchTally.objects.get(lang="xx").week == today - timedelta(days=400)
    assert not tidy(now).forgotten


def test_many_old_rows_go_in_batches(django_assert_max_num_queries):
    old = timezone.now() - timedelta(days=500)
    SearchLog.objects.bulk_create(
        SearchLog(query="lamp", lang="en", count=1, created_at=old, is_tallied=True) for _ in range(2_500)
    )
    with django_assert_max_num_queries(60):
        assert tidy().forgotten == 2_500


def test_popularity_is_what_was_read_in_30_days():
    now = timezone.now()
    today = timezone.localdate(now, timezone.get_default_timezone())
    for days, views in ((0, 1), (29, 10), (30, 100)):
        DocumentViews.objects.create(identifier="kb.articlepage.1", day=today - timedelta(days=days), views=views)
    Popularity.objects.create(identifier="kb.articlepage.2", views=5)
    assert tidy(now).popularity == 2
    assert list(Popularity.objects.values_list("identifier", "views")) == [("kb.articlepage.1", 11)]
    before = version()
    assert not tidy(now)
    assert version() == before


def test_processes_are_told_only_of_what_readers_see():
    now = timezone.now()
    before = version()
    make_log("typed once", at=now)
    tidy(now)
    assert version() == before
    for days in (0, 1, 1):
        make_log(at=now - timedelta(days=days), clicked=1)
    tidy(now)
    told = version()
    assert told > before
    tidy(now)
    assert version() == told


@pytest.fixture
def lamps(index):
    put(make_document("Lamp care"), make_document("Lámp returns"), make_document("Llamba ime", lang="sq"))


def search_for(query, *, days=(0, 0, 1), clicked=1, **fields):
    for ago in days:
        make_log(query, at=timezone.now() - timedelta(days=ago), clicked=clicked, **fields)


def suggested(lang="en"):
    tidy()
    return [written for written, _, _ in past_searches(lang)]


def test_a_search_that_helped_several_times_is_suggested(lamps):
    search_for("lamp returns", written="lámp returns")
    search_for("lamp", days=(0, 1, 2, 3))
    tidy()
    assert past_searches("en") == [("lamp", ("lamp",), 4), ("lámp returns", ("lamp", "returns"), 3)]
    assert suggested("sq") == []


@pytest.mark.parametrize("written", ["Σπασμένη λάμπα;", "rosë’s lamp, e-mail & 50% – ok?", "می\u200cخواهم؟", "ёлка"])
def test_what_people_write_in_earnest_is_plain(written):
    assert is_plain(written)


@pytest.mark.parametrize(
    "search",
    [
        {"query": "lamp", "days": (0, 1)},  # twice
        {"query": "lamp", "days": (0, 0, 0)},  # on one day
        {"query": "lamp", "clicked": None},  # helped nobody
        {"query": "lamp", "days": (100, 101, 102)},  # long ago
        {"query": "lamp is bad"},  # a word no document uses
        {"query": "lamp -care"},  # only for who knows the minus
        {"query": "lamp", "written": "lamp 💀💀 care"},  # shouts
        {"query": "lamp care", "written": "l̴a̷m̵p̶ care"},  # scribbled over
    ],
)
def test_other_searches_are_not_suggested(lamps, search):
    search_for(**search)
    assert suggested() == []


def test_an_editor_says_never_and_says_it_no_more(lamps):
    search_for("lamp care")
    assert suggested() == ["lamp care"]
    editor = make_editor()
    never_suggest("lamp care", "en", actor=editor)
    never_suggest("lamp care", "en", actor=editor)
    assert suggested() == []
    suggest_again("lamp care", "en", actor=editor)
    assert suggested() == ["lamp care"]
    for act in (never_suggest, suggest_again):
        with pytest.raises(PermissionDenied):
            act("lamp care", "en", actor=make_agent())


def test_cron_s_tick_sums_and_says_so(capsys):
    make_log(at=timezone.now())
    call_command("tick")
    assert "1 searches summed up" in capsys.readouterr().out
    assert SearchTally.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_runs_at_once_while_people_search_count_each_search_once():
    now, errors = timezone.now(), []
    SearchLog.objects.bulk_create(
        SearchLog(query=f"lamp {n % 5}", lang="en", count=1, created_at=now) for n in range(300)
    )

    def work(act):
        try:
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    def people():
        for n in range(40):
            make_log(f"lamp {n % 5}", at=now)

    threads = [threading.Thread(target=work, args=(act,)) for act in (tidy, people, tidy, people, tidy)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    tidy()
    assert sorted(SearchTally.objects.values_list("searches", flat=True)) == [76] * 5
