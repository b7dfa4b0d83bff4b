"""The demo's knowledge base: enough to believe, linked in five languages, and the same after a second run."""

import pytest
from wagtail.models import Page, Revision

from kb.models import ArticleFeedback, ArticlePage, VideoGuidePage
from kb.queries import popular_articles
from site_config.demo.knowledge import load_knowledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_knowledge()


def counts() -> tuple:
    dates = list(Page.objects.order_by("pk").values_list("pk", "last_published_at"))
    return Revision.objects.count(), ArticleFeedback.objects.count(), dates


def test_demo_has_articles_and_guides_in_five_languages_and_runs_twice(demo, client):
    assert ArticlePage.objects.in_language("en").count() >= 24
    assert VideoGuidePage.objects.in_language("en").count() == 3
    for lang in ("ru", "el", "fa", "sq"):
        assert ArticlePage.objects.in_language(lang).count() >= 10
        guide = VideoGuidePage.objects.in_language(lang).get()
        assert {track.language for track in guide.tracks} == {lang, "en"} and guide.chapter_list
        assert popular_articles(lang, 1)[0].slug == "track-your-order"
    for page in ArticlePage.objects.exclude(locale__language_code="en"):
        assert page.get_translations().filter(locale__language_code="en").exists()
    assert not ArticlePage.objects.with_loose_links().exists()
    before = counts()
    load_knowledge()
    assert counts() == before
    for path in ("/en/", "/fa/", "/el/help/returns/", "/ru/help/returns/return-an-item/"):
        html = client.get(path).content.decode()
        assert "article:" not in html and " style=" not in html
