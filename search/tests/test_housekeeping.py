"""No reader waits while a process keeps up with the index: what was known before serves until the new is ready."""

import threading
import time

from search import vocabularies
from search.engines.whoosh_store import WhooshStore
from search.tests.helpers import asked, make_document, put
from search.vocabularies import vocabulary


def wait_until(is_so):
    until = time.monotonic() + 10
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    assert is_so()


def test_new_words_are_learned_beside_while_the_old_ones_serve(index, monkeypatch):
    monkeypatch.setattr(vocabularies, "KEPT_FOR", 0)
    monkeypatch.setattr(vocabularies, "AT_MOST", 0)
    put(make_document("Lantern"))
    known = vocabulary(index, "en")
    put(make_document("Chandelier"))
    assert vocabulary(index, "en") is known
    wait_until(lambda: "chandelier" in vocabulary(index, "en"))
    assert "lantern" in vocabulary(index, "en")


def test_words_are_kept_for_a_while_although_the_index_changed(index):
    put(make_document("Lantern"))
    known = vocabulary(index, "en")
    put(make_document("Chandelier"))
    assert vocabulary(index, "en") is known


def test_while_one_thread_opens_a_new_commit_others_go_on_in_the_old(index, monkeypatch):
    put(make_document("Lamp", url="/en/a"))
    store, opening, go_on = WhooshStore(str(index.store.path)), threading.Event(), threading.Event()
    assert store.find(asked("lamp")).count == 1
    put(make_document("Lamp shade", url="/en/b"))
    open_folder = store._open

    def open_slowly():
        opening.set()
        go_on.wait(10)
        return open_folder()

    monkeypatch.setattr(store, "_open", open_slowly)
    first = threading.Thread(target=store.find, args=(asked("lamp"),))
    first.start()
    assert opening.wait(10)
    assert store.find(asked("lamp")).count == 1
    go_on.set()
    first.join(10)
    assert store.find(asked("lamp")).count == 2
