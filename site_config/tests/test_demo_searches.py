"""The demo's searches: believable, the same at every load, and enough for the report and for suggestions."""

import pytest
from django.conf import settings

from search.models import SearchLog, SearchTally
from search.past import suggestible
from search.tallies import tidy
from site_config.demo.searches import load_searches

pytestmark = pytest.mark.django_db


def test_every_language_has_searches_that_helped_that_found_nothing_and_of_which_nothing_was_opened():
    load_searches()
    for lang, _name in settings.LANGUAGES:
        tallies = SearchTally.objects.filter(lang=lang)
        assert tallies.filter(empty__gt=0).exists()
        assert tallies.filter(solved__gt=0).exists()
        assert [tally for tally in tallies if tally.failed > tally.empty]
        assert suggestible(lang).exists()
    assert SearchTally.objects.values("week").distinct().count() >= 8
    assert not tidy()


def test_a_second_load_and_a_site_that_was_searched_already_stay_as_they_are():
    load_searches()
    before = SearchLog.objects.count()
    load_searches()
    assert SearchLog.objects.count() == before
    assert not SearchLog.objects.filter(written="").exists()
