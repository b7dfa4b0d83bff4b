"""The engine over Whoosh: what is put is found, what is removed is gone, whoever writes and however it ends."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
from haystack import connections

from search.documents import Passage
from search.engines.base import Ask, AskedTerm, IndexBusy
from search.engines.scoring import find
from search.engines.whoosh_store import WhooshStore, store_at
from search.queries import search
from search.records import parts_of, prepare
from search.tests.helpers import make_document, put, titles


def found(text, **options):
    return titles(search(text, lang="en", **options).hits)


def test_any_word_finds_and_more_words_rank_higher(index):
    put(
        make_document("Gift cards", body="Buy a gift card in the shop."),
        make_document("Refund of a gift card", body="A gift card is refunded at once."),
        make_document("Delivery", body="Two to four working days."),
    )
    assert found("refund gift card") == ["Refund of a gift card", "Gift cards"]


def test_a_title_counts_more_than_a_text(index):
    put(
        make_document("Delivery times", body="About warranty, warranty and warranty."),
        make_document("Warranty", body="Two years on everything we sell, five years on lamps."),
    )
    assert found("warranty")[0] == "Warranty"


def test_putting_again_replaces(index):
    put(make_document("Old words", url="/en/a", body="lamp"))
    put(make_document("New words", url="/en/a", body="lantern"))
    assert found("lamp") == []
    assert found("lantern") == ["New words"]
    assert search("words", lang="en").count == 1


def test_removing_removes(index):
    put(make_document("Lamp", url="/en/a"), make_document("Lamp shade", url="/en/b"))
    with index.writing() as session:
        session.remove("test.document./en/a")
    assert found("lamp") == ["Lamp shade"]


def test_a_failing_change_changes_nothing(index):
    put(make_document("Lamp"))
    with pytest.raises(ZeroDivisionError), index.writing() as session:
        session.put(prepare(make_document("Lantern"), "test.document.x", "test.document"))
        raise ZeroDivisionError
    assert found("lantern") == []
    assert found("lamp") == ["Lamp"]


def test_quoted_words_must_stand_together(index):
    put(
        make_document("One", body="The gift was wrapped. A card was inside."),
        make_document("Two", body="Pay with a gift card."),
    )
    assert found('"gift card"') == ["Two"]
    assert set(found("gift card")) == {"One", "Two"}


def test_a_phrase_nobody_wrote_is_searched_as_words(index):
    put(make_document("Two", body="Pay with a gift card."))
    assert found('"card gift"') == ["Two"]


def test_unwanted_words_keep_documents_out(index):
    put(make_document("Card", body="Pay by card."), make_document("PayPal", body="Pay by PayPal."))
    assert found("pay -paypal") == ["Card"]


def test_filters_by_kind_language_and_state(index):
    put(
        make_document("Lamp article", url="/en/1"),
        make_document("Lamp guide", url="/en/2", kind="video"),
        make_document("Lamp question", url="/en/3", kind="thread", solved=True),
        make_document("Lamp riddle", url="/en/4", kind="thread", solved=False),
        make_document("Lamp llambë", url="/sq/5", lang="sq"),
    )
    assert found("lamp", kind="video") == ["Lamp guide"]
    assert found("lamp", solved=True) == ["Lamp question"]
    assert found("lamp", only_lang="sq") == ["Lamp llambë"]
    everything = search("lamp", lang="en", kind="article")
    assert everything.count == 1 + 1  # the Albanian one, too
    assert everything.kinds == {"article": 2, "video": 1, "thread": 2}


def asked(word, **filters):
    return Ask("en", (AskedTerm(((word, 1.0),), 1.0),), **filters)


def test_each_count_leaves_its_own_filter_aside_and_keeps_the_others(index):
    now = datetime.now(UTC)
    orders, repairs = {"group": "Orders", "group_key": "orders"}, {"group": "Repairs", "group_key": "repairs"}
    put(
        make_document("Lamp 1", **orders, updated=now - timedelta(days=2)),
        make_document("Lamp 2", **orders, kind="thread", solved=True, updated=now - timedelta(days=20)),
        make_document("Lamp 3", **repairs, kind="thread", solved=True, updated=now - timedelta(days=200)),
        make_document("Lamp 4", **repairs, kind="thread", solved=False),
        make_document("Lantern", **repairs, updated=now),
    )
    everything = index.find(asked("lamp"))
    assert everything.count == 4
    assert everything.kinds == {"article": 1, "thread": 3}
    assert everything.groups == {"orders": ("Orders", 2), "repairs": ("Repairs", 2)}
    assert (everything.solved, everything.since) == (2, {7: 1, 30: 2, 365: 3})
    month = (now - timedelta(days=30)).timestamp()
    found = index.find(asked("lamp", kinds=frozenset(["thread"]), groups=frozenset(["orders"]), since=month))
    assert [stored["title"] for _, stored in found.candidates] == ["Lamp 2"]
    assert found.kinds == {"article": 1, "thread": 1}
    assert found.groups == {"orders": ("Orders", 1)}
    assert (found.solved, found.since) == (1, {7: 0, 30: 1, 365: 1})
    assert index.find(asked("lamp", solved=False)).count == 1
    assert index.find(asked("lamp", solved=False)).solved == 2


def test_what_editors_hide_is_neither_found_nor_counted(index):
    put(make_document("Lamp", url="/en/a"), make_document("Lamp shade", url="/en/b"))
    found = index.find(asked("lamp", hidden=frozenset(["test.document./en/a", "test.document./en/gone"])))
    assert (found.count, found.kinds) == (1, {"article": 1})
    assert [stored["title"] for _, stored in found.candidates] == ["Lamp shade"]


def test_fetch_gives_what_is_stored_and_leaves_out_what_is_gone(index):
    put(make_document("Lamp", url="/en/a"), make_document("Lantern", url="/en/b"))
    with index.writing() as session:
        session.remove("test.document./en/b")
    wanted = ["test.document./en/a", "test.document./en/b", "test.document./en/never"]
    assert {name: stored["title"] for name, stored in index.fetch(wanted).items()} == {wanted[0]: "Lamp"}


def test_many_commits_leave_few_segments_and_lose_nothing(index):
    for number in range(120):
        put(make_document(f"Lamp number {number}", url=f"/en/{number}"))
    for number in range(0, 120, 3):
        put(make_document(f"Lantern number {number}", url=f"/en/{number}"))
    assert search("lamp", lang="en").count == 80
    assert search("lantern", lang="en").count == 40
    assert len(index.identifiers()) == len(index.identifiers("test.document")) == 120
    assert len(index.store.snapshot().living) <= 8


def test_clear_leaves_nothing(index):
    put(make_document("Lamp"))
    index.clear()
    assert found("lamp") == []
    assert index.is_healthy()


def test_an_index_that_cannot_be_read_is_not_healthy(index, tmp_path):
    kept, index.store = index.store, WhooshStore(str(tmp_path))
    try:
        assert index.is_healthy()
        index.store._current.write_text("index-gone\n")
        index.store.opening_tries = 1
        assert not index.is_healthy()
    finally:
        index.store = kept


def test_one_store_for_all_threads_of_a_process(tmp_path):
    assert store_at(str(tmp_path)) is store_at(f"{tmp_path}/.")
    backends = []
    thread = threading.Thread(target=lambda: backends.append(connections["default"].get_backend()))
    thread.start()
    thread.join()
    assert backends[0].store is connections["default"].get_backend().store


def test_a_rebuild_is_seen_at_its_end_and_not_before(index):
    put(make_document("Old lamp", url="/en/a"))
    with index.rebuilding():
        put(make_document("New lamp", url="/en/b"))
        assert found("lamp") == ["Old lamp"]
    assert found("lamp") == ["New lamp"]


def test_a_failed_rebuild_leaves_the_old_index(index):
    put(make_document("Old lamp", url="/en/a"))
    with pytest.raises(ZeroDivisionError), index.rebuilding():
        put(make_document("New lamp", url="/en/b"))
        raise ZeroDivisionError
    assert found("lamp") == ["Old lamp"]
    put(make_document("Newer lamp", url="/en/c"))
    assert set(found("lamp")) == {"Old lamp", "Newer lamp"}


def test_a_second_writer_waits_and_one_with_little_patience_says_so(index):
    def write():
        put(make_document("Second", url="/en/second"))

    with index.writing() as session:
        with pytest.raises(IndexBusy), WhooshStore(str(index.store.path)).writing(0.05):
            pass
        second = threading.Thread(target=write)
        second.start()
        session.put(prepare(make_document("First"), "test.document.first", "test.document"))
    second.join(10)
    assert set(found("first second")) == {"First", "Second"}


WRITER = """
import sys
from search.documents import Document
from search.engines.whoosh_store import WhooshStore
from search.records import prepare
path, name = sys.argv[1:]
for number in range(16):
    with WhooshStore(path).writing() as session:
        session.put(prepare(Document("article", "en", "Lamp", f"/{name}/{number}"), f"{name}.{number}", "m"))
"""
READER = """
import sys, time
from search.engines.base import Ask, AskedTerm
from search.engines.scoring import find
from search.engines.whoosh_store import WhooshStore
store, until = WhooshStore(sys.argv[1]), time.monotonic() + 3
ask = Ask("en", (AskedTerm((("lamp", 1.0),), 1.0),))
before = 0
while time.monotonic() < until:
    count = find(store.snapshot().living, ask).count
    assert count >= before, (count, before)
    before = count
"""


def test_four_processes_write_while_four_search_and_nothing_is_lost(tmp_path):
    def start(script, *arguments):
        command = [sys.executable, "-c", script, str(tmp_path), *arguments]
        return subprocess.Popen(command, stderr=subprocess.PIPE)  # noqa: S603

    processes = [start(WRITER, f"w{n}") for n in range(4)] + [start(READER) for _ in range(4)]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    assert len(WhooshStore(str(tmp_path)).snapshot().identifiers()) == 64


def test_a_text_in_body_and_passages_is_counted_once():
    passage = "Press the green button."
    document = make_document(body=f"Before you start.\n{passage}\nDone.", passages=[Passage(passage, "#start")])
    parts = [(part.text, part.url) for part in parts_of(document) if part.kind in ("body", "passage")]
    assert parts == [("Before you start.\nDone.", ""), (passage, "#start")]


def test_stop_words_do_not_bring_a_document_alone(index):
    put(
        make_document("Lamp", body="Lamps and how they are made."), make_document("How to do it", body="How do you do?")
    )
    assert found("how do lamps work") == ["Lamp"]
    light = Ask("en", (AskedTerm((("how", 1.0),), 0.1),))
    assert index.find(light).count == 0


def test_a_search_goes_on_in_segments_another_process_has_merged_away(index):
    put(*(make_document(f"Lamp {number}", url=f"/en/{number}") for number in range(5)))
    reader = WhooshStore(str(index.store.path))
    snapshot = reader.snapshot()
    for number in range(5):
        put(make_document(f"Lantern {number}", url=f"/en/{number}", body="Words enough to have a length."))
    index.clear()
    assert find(snapshot.living, asked("lamp")).count == 5
    assert len(find(snapshot.living, asked("lamp")).candidates) == 5
