"""An index that cannot be read, or was written by another version of the site, is told as such and built anew."""

import threading

import pytest
from django.core.management import CommandError, call_command

from search.actions import enqueue
from search.engines.base import Ask, SearchUnavailable
from search.engines.whoosh_store import WhooshStore
from search.models import IndexTask, SearchLog
from search.queries import likely_answers, search
from search.tests.helpers import make_document, put, titles
from search.tests.log_index import only_logs_are_found
from search.warming import warm_up, warm_up_beside
from search.worker import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(index, tmp_path, monkeypatch):
    """The site's backend over a folder of its own."""
    store = WhooshStore(str(tmp_path))
    store.opening_tries = 1
    monkeypatch.setattr(index, "store", store)
    return store


def spoil(store):
    for path in store._folder().glob("*.trm"):
        path.write_bytes(b"nonsense")


def test_every_read_of_an_index_that_cannot_be_read_says_so(store, index):
    put(make_document("Lamp"))
    spoil(store)
    for read in (
        lambda: search("lamp", lang="en"),
        lambda: index.find(Ask("en", ())),
        lambda: index.fetch(["test.document./en/lamp"]),
        lambda: index.forms("en", "la"),
        lambda: index.words("en"),
        lambda: index.identifiers(),
    ):
        with pytest.raises(SearchUnavailable):
            read()
    assert not index.is_healthy()


def test_what_is_beside_the_point_goes_on_without(store):
    put(make_document("Lamp"))
    spoil(store)
    assert likely_answers("How do I mend a lamp?", lang="en") == []
    warm_up()


def test_an_index_that_became_whole_again_is_read_again(store):
    put(make_document("Lamp"))
    spoil(store)
    with pytest.raises(SearchUnavailable):
        search("lamp", lang="en")
    store.clear()
    put(make_document("Lamp"))
    assert titles(search("lamp", lang="en").hits) == ["Lamp"]


def test_no_reader_waits_while_the_first_index_is_built(store):
    with store.exclusive(), pytest.raises(SearchUnavailable):  # as rebuild_index of another process does for minutes
        search("lamp", lang="en")
    assert search("lamp", lang="en").count == 0


def test_a_reader_opens_the_empty_index_that_a_busy_writer_made(store):
    """While the writer has its place, and goes on having it."""
    with store.exclusive():
        making = threading.Timer(0.3, store._start_folder, ["form0-made-by-another"])
        making.start()
        assert search("lamp", lang="en").count == 0
        making.join()


@pytest.fixture
def outdated(store):
    """What a version before this one left: another pointer, another folder, and nothing of today's."""
    (store.path / "index-0123456789ab").mkdir()
    (store.path / "index-0123456789ab" / "_MAIN_1.toc").write_bytes(b"written long ago")
    (store.path / "current").write_text("index-0123456789ab 1\n")
    return store


def test_an_index_of_another_version_is_never_taken_for_an_empty_one(outdated, index):
    assert index.is_outdated()
    assert not index.is_healthy()
    with pytest.raises(SearchUnavailable, match="rebuild_index"):
        search("lamp", lang="en")
    with pytest.raises(SearchUnavailable, match="rebuild_index"):
        put(make_document("Lamp"))
    with pytest.raises(CommandError, match="rebuild_index"):
        call_command("check_index")


def test_the_worker_builds_an_index_of_another_version_anew(outdated, index):
    with only_logs_are_found():
        log = SearchLog.objects.create(query="lamp one", lang="en", count=1)
        IndexTask.objects.all().delete()
        drain()
        assert titles(search("lamp", lang="en").hits) == ["lamp one"]
        enqueue(log)
        assert drain() == 1
    assert not index.is_outdated()
    assert not (outdated.path / "current").exists()
    assert not list(outdated.path.glob("index-*"))


def test_so_does_rebuild_index(outdated, index):
    with only_logs_are_found():
        SearchLog.objects.create(query="lamp one", lang="en", count=1)
        call_command("rebuild_index", verbosity=0)
    assert index.is_healthy()


def test_a_process_is_warmed_up_while_it_begins_to_serve(index):
    put(make_document("Lamp"))
    thread = warm_up_beside()
    thread.join(10)
    assert not thread.is_alive()
    assert titles(search("lamp", lang="en").hits) == ["Lamp"]
