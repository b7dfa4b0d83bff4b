"""The demo's editor taught its search a few words; what a real editor does afterwards stays."""

import pytest

from search.actions import delete_synonym
from search.cms.forms import SynonymForm
from search.models import PinnedResult, Synonym
from site_config.demo import tuning
from site_config.demo.staff import load_staff, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught(db):
    load_staff()
    tuning.load_tuning()


def test_every_language_has_a_handful_that_the_form_would_take(taught):
    for lang in ("en", "ru", "el", "fa", "sq"):
        synonyms = Synonym.objects.filter(lang=lang)
        assert 4 <= len(synonyms) <= 8
        for synonym in synonyms:
            words = {name: getattr(synonym, name) for name in ("lang", "typed", "means", "both_ways")}
            assert SynonymForm(words, for_user=None).is_valid()


def test_what_an_editor_deleted_stays_deleted(taught):
    for synonym in Synonym.objects.all():
        delete_synonym(synonym, actor=person("editor"))
    tuning.load_tuning()
    assert not Synonym.objects.exists()


def test_without_the_article_nothing_is_pinned(taught):
    assert not PinnedResult.objects.exists()
