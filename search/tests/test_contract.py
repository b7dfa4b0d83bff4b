"""What every engine does: the same tests over Whoosh and over a second engine, and the same ranking from both."""

from datetime import UTC, datetime, timedelta

import pytest

from search.engines.base import Ask, AskedTerm
from search.queries import search
from search.records import prepare
from search.tests.helpers import asked, found, make_document, put
from search.tests.memory_engine import MemoryStore


@pytest.fixture(params=["whoosh", "memory"])
def index(index, request):
    own = index.store
    index.store = own if request.param == "whoosh" else MemoryStore()
    yield index
    index.store = own


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


def test_clear_leaves_nothing(index):
    put(make_document("Lamp"))
    index.clear()
    assert found("lamp") == []
    assert index.is_healthy()


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


def test_stop_words_do_not_bring_a_document_alone(index):
    put(
        make_document("Lamp", body="Lamps and how they are made."), make_document("How to do it", body="How do you do?")
    )
    assert found("how do lamps work") == ["Lamp"]
    light = Ask("en", (AskedTerm((("how", 1.0),), 0.1),))
    assert index.find(light).count == 0
