"""An editor improves search from the CMS; nobody else can."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from haystack import connections

from accounts.tests.factories import make_agent, make_editor, make_moderator, make_user
from search import actions
from search.engines.base import SearchUnavailable
from search.models import HiddenResult, PinnedResult, SearchLog, Synonym
from search.queries import search
from search.questions import read
from search.tests.helpers import fresh_index, make_document, put, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    person = make_editor()
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    person.groups.get().permissions.add(access)
    return person


@pytest.fixture
def cms(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def lamps(index):
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}", body="It <b>shines</b>.") for n in range(4)))
    put(make_document("Chairs", url="/en/chairs"))


def tune(client, q="lamp", lang="en"):
    return client.get(reverse("search_tune:index"), {"q": q, "lang": lang})


def decide(client, decision, identifier, q="lamp", lang="en"):
    if not str(identifier).isdecimal():
        identifier = f"test.document.{identifier}"
    words = {"q": q, "lang": lang, "identifier": identifier, "decision": decision}
    return client.post(reverse("search_tune:act"), words, follow=True)


def fields(**overrides):
    return {"lang": "en", "typed": "sofa", "means": "couch", "both_ways": "on"} | overrides


def test_the_menu_leads_editors_there(cms):
    page = cms.get(reverse("wagtailadmin_home")).content.decode()
    assert "Site search" in page
    for name in ("search_tune", "search_synonyms", "search_pinned", "search_hidden"):
        assert reverse(f"{name}:index") in page
        assert cms.get(reverse(f"{name}:index")).status_code == 200


# --- tune a search ---------------------------------------------------------------------------------------------------


def test_an_editor_sees_what_a_reader_gets(cms, lamps):
    SearchLog.objects.create(query="lamps", key=read("lamps", "en").key, lang="en", count=4)
    page = tune(cms).content.decode()
    assert "Lamp 3" in page
    assert "4 results" in page
    assert "searched for once in 30 days" in page
    assert 'href="/en/search/?q=lamp"' in page
    assert "&lt;b&gt;shines" in page


def test_without_words_nothing_is_searched(cms, lamps):
    assert "Type a search as your readers do" in cms.get(reverse("search_tune:index")).content.decode()
    assert "This field is required" in tune(cms, q="").content.decode()
    assert tune(cms, lang="xx").status_code == 200
    assert "Nothing was found" in tune(cms, q="xylophone").content.decode()


def test_a_result_is_pinned_moved_and_unpinned(cms, lamps):
    assert "Pinned to the top: Chairs" in decide(cms, "pin", "/en/chairs").content.decode()
    decide(cms, "pin", "/en/2")
    assert titles(search("lamps", lang="en").hits)[:2] == ["Chairs", "Lamp 2"]
    decide(cms, "up", "/en/2")
    assert titles(search("lamps", lang="en").hits)[:2] == ["Lamp 2", "Chairs"]
    decide(cms, "down", "/en/2")
    page = decide(cms, "unpin", "/en/chairs")
    assert page.redirect_chain[-1][0].endswith("?q=lamp&lang=en")
    assert titles(search("lamp", lang="en").hits)[0] == "Lamp 2"


def test_a_result_is_hidden_here_or_everywhere_and_shown_again(cms, lamps):
    decide(cms, "hide", "/en/1")
    page = decide(cms, "hide_everywhere", "/en/2").content.decode()
    assert "for this search" in page
    assert "in every search" in page
    assert set(titles(search("lamp", lang="en").hits)) == {"Lamp 0", "Lamp 3"}
    assert "in every search" in tune(cms, q="lamp shining").content.decode()
    for hidden in HiddenResult.objects.all():
        decide(cms, "show", hidden.pk)
    assert search("lamp", lang="en").count == 4


def test_what_cannot_be_done_is_said(cms, lamps):
    assert "not there any more" in decide(cms, "pin", "/en/gone").content.decode()
    assert "not there any more" in decide(cms, "unpin", "/en/1").content.decode()
    for nonsense in ("999", "9" * 30, "\x00", "²"):
        assert "not there any more" in decide(cms, "show", nonsense).content.decode()
        assert "not there any more" in decide(cms, "unpin", nonsense).content.decode()
    put(*(make_document(f"More {n}", url=f"/en/more-{n}") for n in range(6)))
    for n in range(6):
        page = decide(cms, "pin", f"/en/more-{n}").content.decode()
    assert "At most 5 results can be pinned" in page
    for nonsense in ({"decision": "burn"}, {"q": ""}, {"lang": "xx"}):
        words = {"q": "lamp", "lang": "en", "identifier": "x", "decision": "pin"} | nonsense
        assert cms.post(reverse("search_tune:act"), words).status_code == 302
    assert PinnedResult.objects.count() == 5


def test_a_pin_that_is_no_longer_public_is_told_and_can_go(cms, lamps):
    decide(cms, "pin", "/en/chairs")
    assert "no longer public" not in cms.get(reverse("search_pinned:index")).content.decode()
    fresh_index()
    put(make_document("Lamp", url="/en/1"))
    assert "Pinned, but not shown" in tune(cms).content.decode()
    assert "no longer public" in cms.get(reverse("search_pinned:index")).content.decode()
    decide(cms, "unpin", "/en/chairs")
    assert not PinnedResult.objects.exists()


def test_while_search_cannot_answer_the_screens_say_so(cms, lamps, monkeypatch):
    def cannot(*args, **kwargs):
        raise SearchUnavailable

    decide(cms, "pin", "/en/1")
    backend = connections["default"].get_backend()
    monkeypatch.setattr(backend, "find", cannot)
    monkeypatch.setattr(backend, "fetch", cannot)
    told = "Search cannot answer at the moment."
    assert told in tune(cms).content.decode()
    assert told in decide(cms, "pin", "/en/2").content.decode()
    assert told in cms.post(reverse("search_synonyms:add"), fields(**{"action-preview": "1"})).content.decode()
    assert told in cms.post(reverse("search_synonyms:preview"), fields()).content.decode()
    assert "Lamp 1" in cms.get(reverse("search_pinned:index")).content.decode()


def test_a_decision_needs_post_and_its_token(editor, lamps):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.get(reverse("search_tune:act")).status_code == 405
    assert strict.post(reverse("search_tune:act"), {"q": "lamp", "lang": "en", "decision": "pin"}).status_code == 403


def test_the_screens_do_not_cost_more_for_more(cms, lamps):
    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert cms.get(address).status_code == 200
        return len(queries)

    addresses = [f"{reverse('search_tune:index')}?q=lamp&lang=en"]
    addresses += [reverse(f"{name}:index") for name in ("search_synonyms", "search_pinned", "search_hidden")]
    person = make_editor()
    for n in range(2):
        actions.save_synonym(Synonym(lang="en", typed=f"lamp{n}", means="chair"), actor=person)
    decide(cms, "pin", "/en/0")
    decide(cms, "hide", "/en/1")
    few = [cost(address) for address in addresses][1:]  # The first time fills caches.
    few = [cost(addresses[0]), *few]
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}") for n in range(10, 25)))
    for n in range(10, 14):
        decide(cms, "pin", f"/en/{n}")
        decide(cms, "hide", f"/en/{n + 5}")
        actions.save_synonym(Synonym(lang="en", typed="lamp", means=f"chair{n}"), actor=person)
    cost(addresses[0])
    assert [cost(address) for address in addresses] == few


# --- synonyms --------------------------------------------------------------------------------------------------------


def test_a_synonym_is_added_changed_and_deleted(cms, lamps):
    cms.post(reverse("search_synonyms:add"), fields(typed="  stool ", means="chairs,  chairs"))
    synonym = Synonym.objects.get()
    assert (synonym.typed, synonym.means) == ("stool", "chairs")
    assert titles(search("stool", lang="en").hits) == ["Chairs"]
    cms.post(reverse("search_synonyms:edit", args=[synonym.pk]), fields(typed="bench", means="chairs"))
    assert search("stool", lang="en").count == 0
    assert titles(search("bench", lang="en").hits) == ["Chairs"]
    history = cms.get(reverse("search_synonyms:history", args=[synonym.pk])).content.decode()
    assert "Edited" in history
    assert "Created" in history
    cms.post(reverse("search_synonyms:delete", args=[synonym.pk]))
    assert search("bench", lang="en").count == 0


def test_the_list_is_searched_and_filtered_by_language(cms):
    person = make_editor()
    actions.save_synonym(Synonym(lang="en", typed="sofa", means="couch"), actor=person)
    actions.save_synonym(Synonym(lang="sq", typed="divan", means="kanape"), actor=person)
    address = reverse("search_synonyms:index")
    albanian = cms.get(address, {"lang": "sq"}).content.decode()
    assert "divan" in albanian
    assert "sofa" not in albanian
    assert "divan" not in cms.get(address, {"q": "couch"}).content.decode()


@pytest.mark.parametrize(
    ("overrides", "field", "told"),
    [
        ({"typed": " , ,"}, "typed", "Write at least one word."),
        ({"typed": ""}, "typed", "This field is required."),
        ({"means": "?!"}, "means", "“?!” has no letters or digits."),
        ({"means": "couch, of the"}, "means", "“of the” says too little to be searched for."),
        ({"means": "couch, sofa"}, "means", "“sofa” stands on both sides."),
        ({"means": "SOFAS"}, "means", "“SOFAS” and “sofa” are the same word to the search already."),
        ({"means": ",".join("abcdefghijk")}, "means", "At most 10 words or phrases here."),
        ({"means": "one1 two2 three3 four4 five5 six6"}, "means", "is too long: at most 5 words."),
        (
            {"typed": "διαβατήριο", "means": "Διαβατηριο", "lang": "el"},
            "means",
            "are the same word to the search already",
        ),
        ({"lang": "xx"}, "lang", "Select a valid choice"),
    ],
)
def test_what_makes_no_synonym_is_told_beside_its_field(cms, overrides, field, told):
    response = cms.post(reverse("search_synonyms:add"), fields(**overrides))
    assert told in response.context["form"].errors[field][0]
    assert not Synonym.objects.exists()


def test_the_preview_shows_before_and_after_and_saves_nothing(cms, lamps):
    words = fields(typed="stool", means="chair", **{"action-preview": "1"})
    response = cms.post(reverse("search_synonyms:add"), words)
    page = response.content.decode()
    (asked, back) = response.context["comparisons"]
    assert (asked.before, [(after.hit.title, after.is_new) for after in asked.after]) == ([], [("Chairs", True)])
    assert back.is_same
    assert "Nothing found" in page
    assert 'value="stool"' in page
    assert 'value="chair"' in page
    assert not Synonym.objects.exists()
    assert search("stool", lang="en").count == 0


def test_the_preview_of_a_change_leaves_out_what_it_was(cms, lamps):
    synonym = actions.save_synonym(Synonym(lang="en", typed="stool", means="chair"), actor=make_editor())
    words = fields(typed="stool", means="lamp", **{"action-preview": "1"})
    response = cms.post(reverse("search_synonyms:edit", args=[synonym.pk]), words)
    asked = response.context["comparisons"][0]
    assert titles(asked.before) == ["Chairs"]
    assert {after.hit.title for after in asked.after} == {f"Lamp {n}" for n in range(4)}
    live = cms.post(reverse("search_synonyms:preview", args=[synonym.pk]), words).content.decode()
    assert "Lamp 3" in live
    synonym.refresh_from_db()
    assert synonym.means == "chair"


def test_while_one_types_half_words_are_no_error(cms):
    response = cms.post(reverse("search_synonyms:preview"), fields(means=""))
    assert (response.status_code, response.content.decode().strip()) == (200, "")


def test_a_tried_search_leads_to_a_synonym_of_its_words(cms, lamps):
    address = tune(cms, q="stool", lang="en").context["tried"].synonym_url
    assert 'value="stool"' in cms.get(address).content.decode()
    actions.save_synonym(Synonym(lang="en", typed="stool", means="chair"), actor=make_editor())
    page = tune(cms, q="stools").content.decode()
    assert "With these synonyms" in page
    assert reverse("search_synonyms:edit", args=[Synonym.objects.get().pk]) in page


# --- nobody else -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make_person", [make_user, make_agent, make_moderator, None])
def test_nobody_else_sees_or_changes_anything(client, lamps, make_person):
    editor = make_editor()
    synonym = actions.save_synonym(Synonym(lang="en", typed="sofa", means="couch"), actor=editor)
    pinned = actions.pin_result("test.document./en/1", text="lamp", lang="en", actor=editor)
    hidden = actions.hide_result("test.document./en/2", text="lamp", lang="en", actor=editor)
    if make_person:
        client.force_login(make_person())
    for name in ("search_tune", "search_synonyms", "search_pinned", "search_hidden"):
        assert client.get(reverse(f"{name}:index")).status_code in (302, 403)
    decide(client, "pin", "/en/3")
    decide(client, "show", hidden.pk)
    client.post(reverse("search_synonyms:add"), fields())
    client.post(reverse("search_synonyms:edit", args=[synonym.pk]), fields(means="bench"))
    assert client.post(reverse("search_synonyms:preview"), fields()).status_code in (302, 403)
    for name, thing in (("synonyms", synonym), ("pinned", pinned), ("hidden", hidden)):
        client.post(reverse(f"search_{name}:delete", args=[thing.pk]))
    assert [model.objects.count() for model in (Synonym, PinnedResult, HiddenResult)] == [1, 1, 1]
    assert Synonym.objects.get().means == "couch"


@pytest.mark.parametrize("name", ["search_pinned", "search_hidden"])
def test_lists_are_for_looking_and_deleting(cms, lamps, name):
    editor = make_editor()
    actions.pin_result("test.document./en/1", text="lamp", lang="en", actor=editor)
    actions.hide_result("test.document./en/2", text="lamp", lang="en", actor=editor)
    row = (PinnedResult if name == "search_pinned" else HiddenResult).objects.get()
    assert row.title in cms.get(reverse(f"{name}:index"), {"q": "lamp"}).content.decode()
    assert row.title not in cms.get(reverse(f"{name}:index"), {"lang": "ru"}).content.decode()
    assert cms.post(reverse(f"{name}:add"), {}).status_code in (302, 403)
    assert cms.post(reverse(f"{name}:edit", args=[row.pk]), {}).status_code in (302, 403)
    cms.post(reverse(f"{name}:delete", args=[row.pk]))
    assert not type(row).objects.exists()
