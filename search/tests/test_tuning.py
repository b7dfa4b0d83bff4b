"""What editors tune takes effect with the next search, in every process, and only so far."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.tests.factories import make_agent, make_editor, make_moderator, make_user
from search import actions
from search.documents import Passage
from search.models import HiddenResult, PinnedResult, Synonym, TuningVersion
from search.queries import likely_answers, search, suggest
from search.questions import read
from search.tests.helpers import fresh_index, make_document, put, titles
from search.tuning import Keeper, Tuning, tuned_as

pytestmark = pytest.mark.django_db


def let_mean(typed, means, *, lang="en", both_ways=True, actor=None):
    synonym = Synonym(lang=lang, typed=typed, means=means, both_ways=both_ways)
    return actions.save_synonym(synonym, actor=actor or make_editor())


def found(text, lang="en", **options):
    return titles(search(text, lang=lang, **options).hits)


# --- pinned ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def lamps(index):
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}", kind="thread" if n > 5 else "article") for n in range(9)))
    put(make_document("Chairs", url="/en/chairs", body="Why not sit down?", place="Furniture"))


def pin(url, text="lamp", lang="en", actor=None):
    return actions.pin_result(f"test.document.{url}", text=text, lang=lang, actor=actor or make_editor())


def test_pinned_results_come_first_in_their_order_and_once(lamps):
    before = search("lamp", lang="en")
    pin("/en/chairs")
    pin("/en/7")
    after = search("lamp", lang="en")
    assert titles(after.hits)[:2] == ["Chairs", "Lamp 7"]
    assert [hit.is_pinned for hit in after.hits[:3]] == [True, True, False]
    assert titles(after.hits).count("Lamp 7") == 1
    assert (before.count, after.count) == (9, 10)
    assert after.hits[0].place == "Furniture"


def test_pages_divide_pinned_and_other_results_without_overlap(lamps):
    pin("/en/8")
    pages = [found("lamp", page=page, per_page=4) for page in (1, 2, 3)]
    assert pages[0][0] == "Lamp 8"
    assert [len(page) for page in pages] == [4, 4, 1]
    assert len({title for page in pages for title in page}) == 9


def test_a_pin_keeps_to_the_filters_and_is_counted_by_them(lamps):
    pin("/en/chairs")
    assert "Chairs" not in found("lamp", kind="thread")
    assert found("lamp", kind="article")[0] == "Chairs"
    assert "Chairs" not in found("lamp", only_lang="sq")
    everything, threads = search("lamp", lang="en"), search("lamp", lang="en", kind="thread")
    assert everything.kinds["article"] == threads.kinds["article"] == 7
    assert (threads.count, threads.kinds["thread"]) == (3, 3)


def test_a_pin_holds_for_searches_that_mean_the_same_in_that_language(lamps):
    pin("/en/chairs", text="lamps")
    assert found("the LAMP")[0] == "Chairs"
    assert "Chairs" not in found("lamp light")
    assert "Chairs" not in found("lamp", lang="ru")


def test_a_pin_alone_is_a_result(lamps):
    pin("/en/chairs", text="xylophone")
    result = search("xylophone", lang="en")
    assert (titles(result.hits), result.count) == (["Chairs"], 1)


def test_what_is_not_public_any_more_is_not_shown_for_being_pinned(lamps):
    pin("/en/chairs")
    fresh_index()
    put(make_document("Lamp", url="/en/1"))
    assert (found("lamp"), search("lamp", lang="en").count) == (["Lamp"], 1)


def test_a_pinned_result_in_another_language_does_not_begin_the_others(lamps, client):
    put(make_document("Llamba", lang="sq", url="/sq/1", body="Lamp"))
    pin("/sq/1")
    page = client.get("/en/search/", {"q": "lamp"}).content.decode()
    assert page.index("Llamba") < page.index("Lamp 1")
    assert "In other languages" not in page


def test_pins_move_up_and_down_and_go(lamps):
    editor = make_editor()
    first, _, third = (pin(f"/en/{n}", actor=editor) for n in (3, 4, 5))
    actions.move_pin(third, up=True, actor=editor)
    assert found("lamp")[:3] == ["Lamp 3", "Lamp 5", "Lamp 4"]
    actions.move_pin(first, up=True, actor=editor)
    actions.move_pin(first, up=False, actor=editor)
    assert found("lamp")[:3] == ["Lamp 5", "Lamp 3", "Lamp 4"]
    actions.unpin_result(third, actor=editor)
    assert found("lamp")[:2] == ["Lamp 3", "Lamp 4"]


def test_pinning_again_changes_nothing_and_there_is_an_end(lamps):
    editor = make_editor()
    assert pin("/en/1", actor=editor) == pin("/en/1", actor=editor)
    for n in range(2, 6):
        pin(f"/en/{n}", actor=editor)
    with pytest.raises(actions.TooManyPins):
        pin("/en/6", actor=editor)
    assert PinnedResult.objects.count() == 5


def test_only_what_can_be_found_can_be_pinned_and_only_for_words(lamps):
    with pytest.raises(actions.NotFound):
        pin("/en/secret")
    with pytest.raises(actions.NoSearch):
        pin("/en/1", text="?!")
    assert not PinnedResult.objects.exists()


# --- hidden ----------------------------------------------------------------------------------------------------------


def hide(url, text="lamp", lang="en", **options):
    return actions.hide_result(
        f"test.document.{url}", text=text, lang=lang, actor=options.pop("actor", None) or make_editor(), **options
    )


def test_a_result_is_hidden_for_one_search(lamps):
    hidden = hide("/en/4")
    result = search("lamps", lang="en")
    assert "Lamp 4" not in titles(result.hits)
    assert result.count == 8
    assert found("lamp 4")[0] == "Lamp 4"
    actions.show_result(hidden, actor=make_editor())
    assert "Lamp 4" in found("lamp")


def test_a_result_is_hidden_in_every_search_suggestion_and_likely_answer(lamps):
    put(make_document("Toaster", url="/en/toaster"))
    assert titles(suggest("toas", lang="en")) == titles(likely_answers("toaster", lang="en")) == ["Toaster"]
    hide("/en/toaster", text="toaster", everywhere=True)
    assert found("toaster") == found("toaster", lang="sq") == []
    assert suggest("toas", lang="en") == likely_answers("toaster", lang="en") == []
    hide("/en/toaster", text="bread", lang="sq", everywhere=True)
    assert HiddenResult.objects.count() == 1


def test_hidden_and_pinned_exclude_each_other(lamps):
    pin("/en/4")
    hide("/en/4")
    assert not PinnedResult.objects.exists()
    pin("/en/4")
    assert not HiddenResult.objects.exists()
    pin("/en/5")
    hide("/en/5", text="other", everywhere=True)
    assert found("lamp")[0] == "Lamp 4"
    assert "Lamp 5" not in found("lamp")


# --- who, and how it spreads -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("make_person", [make_user, make_agent, make_moderator])
def test_only_editors_tune(lamps, make_person):
    person, editor = make_person(), make_editor()
    pinned, hidden, synonym = pin("/en/1"), hide("/en/2"), let_mean("a1", "b1", actor=editor)
    version = TuningVersion.objects.get().number
    for refused in (
        lambda: pin("/en/3", actor=person),
        lambda: hide("/en/3", actor=person),
        lambda: actions.move_pin(pinned, up=True, actor=person),
        lambda: actions.unpin_result(pinned, actor=person),
        lambda: actions.show_result(hidden, actor=person),
        lambda: let_mean("c1", "d1", actor=person),
        lambda: actions.delete_synonym(synonym, actor=person),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    counts = [model.objects.count() for model in (PinnedResult, HiddenResult, Synonym)]
    assert counts == [1, 1, 1]
    assert TuningVersion.objects.get().number == version


def test_who_did_it_is_kept(lamps):
    editor = make_editor()
    synonym = let_mean("sofa", "couch", actor=editor)
    synonym.means = "settee"
    actions.save_synonym(synonym, actor=editor)
    actions.delete_synonym(synonym, actor=editor)
    actions.unpin_result(pin("/en/1", actor=editor), actor=editor)
    log = list(ModelLogEntry.objects.order_by("pk").values_list("action", "user"))
    names = ["wagtail.create", "wagtail.edit", "wagtail.delete", "wagtail.create", "wagtail.delete"]
    assert log == [(name, editor.pk) for name in names]


def test_every_process_follows_with_its_next_search_for_one_query(lamps, django_assert_num_queries):
    """Two keepers are two processes: each has its own memory, and the database in common."""
    here, there = Keeper(), Keeper()
    question = read("lamp", "en")
    assert here.current().pinned(question) == there.current().pinned(question) == []
    pinned = pin("/en/1")
    assert here.current().pinned(question) == there.current().pinned(question) == ["test.document./en/1"]
    with django_assert_num_queries(1):
        assert here.current() is here.current.__self__._kept[1]
    actions.unpin_result(pinned, actor=make_editor())
    assert here.current().pinned(question) == there.current().pinned(question) == []


def test_a_whole_search_looks_once(lamps):
    for ask in (search, suggest, likely_answers):
        with CaptureQueriesContext(connection) as queries:
            ask("lamp", lang="en")
        assert sum("tuningversion" in query["sql"] for query in queries) == 1


def test_measuring_is_not_tuned(lamps):
    pin("/en/chairs")
    with tuned_as(Tuning()):
        assert "Chairs" not in found("lamp")


def test_a_place_in_a_pinned_document_is_linked_as_usual(index):
    passages = [Passage("Choose a reason.", "/en/v?t=11", "0:11")]
    put(make_document("Guide", kind="video", url="/en/v", passages=passages), make_document("Reasons", url="/en/1"))
    pin("/en/v", text="reason")
    hit = search("reason", lang="en").hits[0]
    assert (hit.title, hit.url, hit.passage_label) == ("Guide", "/en/v?t=11", "0:11")
