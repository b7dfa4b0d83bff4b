"""What editors pin is a page of theirs: when it goes offline, search and the lists follow."""

import pytest

from accounts.tests.factories import make_editor
from kb.tests.factories import make_article
from search import actions
from search.cms.decided import state_of
from search.models import PinnedResult
from search.queries import search
from search.worker import drain

pytestmark = pytest.mark.django_db


def found(text):
    return [(hit.title, hit.is_pinned) for hit in search(text, lang="en").hits]


@pytest.mark.parametrize("take_away", [lambda page: page.unpublish(), lambda page: page.delete()])
def test_a_pinned_article_that_goes_offline_is_shown_no_more_and_the_list_says_so(site, take_away):
    lamp, chair = make_article(title="Care of a lamp"), make_article(title="Chairs")
    drain()
    pin = actions.pin_result(f"kb.articlepage.{chair.pk}", text="lamp", lang="en", actor=make_editor())
    assert found("lamps") == [("Chairs", True), ("Care of a lamp", False)]
    assert state_of(pin) == "public"
    take_away(chair)
    assert found("lamps") == [("Care of a lamp", False)]
    drain()
    assert found("lamps") == [("Care of a lamp", False)]
    assert state_of(PinnedResult.objects.get()) == "no longer public"
    with pytest.raises(actions.NotFound):
        actions.pin_result(f"kb.articlepage.{chair.pk}", text="care", lang="en", actor=make_editor())
    assert lamp.live
