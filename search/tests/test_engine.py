"""The engine over Whoosh: nothing is lost, whoever writes, however it ends. What every engine does: test_contract."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from haystack import connections

from search.documents import Passage
from search.engines.base import IndexBusy
from search.engines.scoring import find
from search.engines.whoosh_store import WhooshStore, store_at
from search.evaluation import document_of, read_set
from search.queries import search, suggest
from search.records import parts_of, prepare
from search.tests.helpers import asked, found, make_document, put
from search.tests.memory_engine import MemoryStore
from search.vocabularies import vocabulary


def test_many_commits_leave_few_segments_and_lose_nothing(index):
    for number in range(120):
        put(make_document(f"Lamp number {number}", url=f"/en/{number}"))
    for number in range(0, 120, 3):
        put(make_document(f"Lantern number {number}", url=f"/en/{number}"))
    assert search("lamp", lang="en").count == 80
    assert search("lantern", lang="en").count == 40
    assert len(index.identifiers()) == len(index.identifiers("test.document")) == 120
    assert len(index.store.snapshot().living) <= 8


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

    WhooshStore(str(tmp_path)).snapshot()  # an empty index: who makes it at a cold start, test_unavailable tells
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


def test_a_search_goes_on_in_segments_another_process_has_merged_away(index):
    put(*(make_document(f"Lamp {number}", url=f"/en/{number}") for number in range(5)))
    reader = WhooshStore(str(index.store.path))
    snapshot = reader.snapshot()
    for number in range(5):
        put(make_document(f"Lantern {number}", url=f"/en/{number}", body="Words enough to have a length."))
    index.clear()
    assert find(snapshot.living, asked("lamp")).count == 5
    assert len(find(snapshot.living, asked("lamp")).candidates) == 5


def rounded(hits):
    return sorted((-round(hit.score, 3), hit.id, str(hit.excerpt)) for hit in hits)


def all_answers(backend, judged, lang):
    """What searches, suggestions and corrections give when the documents came in several commits."""
    for start in range(0, len(judged.documents), 7):
        with backend.writing() as session:
            for line in judged.documents[max(0, start - 2) : start + 7]:
                session.put(prepare(document_of(line), line["id"], line["kind"]))
    texts = [query["text"] for query in judged.queries]
    found = {text: rounded(search(text, lang=lang).hits) for text in texts}
    begun = {hit.id for text in texts for hit in suggest(text[:5], lang=lang)}
    near = {word for text in texts for word in vocabulary(backend, lang).closest(text.split()[0][:-1])}
    return found, begun, near


@pytest.mark.parametrize("lang", ["en", "ru", "el", "fa", "sq"])
def test_a_second_engine_ranks_suggests_and_corrects_the_same(index, monkeypatch, lang):
    judged = read_set(Path(__file__).parent / "judged" / lang)
    own = all_answers(index, judged, lang)
    with monkeypatch.context() as patched:
        patched.setattr(index, "store", MemoryStore())
        assert all_answers(index, judged, lang) == own
    assert any(own[0].values())
