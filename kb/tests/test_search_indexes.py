"""What search is told about articles and guides."""

import pytest
from wagtail.models import PageViewRestriction

from kb.models import ArticlePage
from kb.search_indexes import ArticleIndex, VideoGuideIndex
from kb.tests.factories import VTT, make_article, make_guide, make_section

pytestmark = pytest.mark.django_db


def test_an_article_is_found_by_what_stands_under_each_heading(site):
    section = make_section(title="Returns", slug="returns")
    article = make_article(
        "Before.\n\n## What it costs\n\nNothing at all.", parent=section, slug="a", summary="Short.", tags=["lamp"]
    )
    found = ArticleIndex().document(article)
    assert (found.kind, found.lang, found.place, found.url) == ("article", "en", "Returns", "/en/help/returns/a/")
    assert found.body == "Short.\nBefore." and found.tags == ["lamp"] and found.solved is None
    assert found.headings == [("What it costs", "/en/help/returns/a/#what-it-costs")]
    assert [(p.text, p.url) for p in found.passages] == [("Nothing at all.", "/en/help/returns/a/#what-it-costs")]


def test_the_mark_of_a_note_is_not_part_of_what_it_says(site):
    article = make_article("## Afterwards\n\n> [!NOTE]\n> Keep the receipt.\n")
    assert [passage.text for passage in ArticleIndex().document(article).passages] == ["Keep the receipt."]


def test_a_guide_is_found_by_what_is_said_in_its_own_language(site):
    guide = make_guide(lang="fa", slug="g", tracks={"en": VTT, "fa": VTT.replace("Open the box.", "باز کنید")})
    found = VideoGuideIndex().document(guide)
    assert found.lang == "fa" and found.url == "/fa/help/g/"
    first, second = found.passages[:2]
    assert (first.text, first.url, first.label) == ("باز کنید", "/fa/help/g/?t=1#video", "۰:۰۱")
    assert second.url == "/fa/help/g/?t=74#video"
    assert not VideoGuideIndex().document(make_guide(lang="ru", tracks={"en": VTT})).passages


def test_drafts_and_restricted_pages_are_not_public(site):
    shown, draft, closed = make_article(), make_article(), make_article()
    draft.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert list(ArticleIndex().index_queryset()) == [shown]
    assert ArticlePage.objects.count() == 3


def test_a_section_carries_its_pages_along(site):
    section = make_section()
    article, guide = make_article(parent=section), make_guide(parent=section)
    translated = make_article(lang="ru", parent=make_section(lang="ru", translation_key=section.translation_key))
    make_article()
    assert set(ArticleIndex.spreads[type(section)](section.pk)) == {article, translated}
    assert set(VideoGuideIndex.spreads[type(section)](section.pk)) == {guide}


def test_pages_are_grouped_by_the_top_section_under_one_key_in_all_languages(site):
    returns = make_section(title="Returns", slug="returns")
    narrower = make_section(title="Refunds", parent=returns)
    persian = make_section(title="مرجوعی", slug="مرجوعی", lang="fa", translation_key=returns.translation_key)
    documents = [
        ArticleIndex().document(make_article(parent=narrower)),
        VideoGuideIndex().document(make_guide(parent=persian, lang="fa")),
        ArticleIndex().document(make_article()),
    ]
    assert [(found.group, found.group_key) for found in documents] == [
        ("Returns", "returns"),
        ("مرجوعی", "returns"),
        ("", ""),
    ]
    assert documents[0].place == "Refunds"


@pytest.mark.parametrize("slug", ["مرجوعی", "board-orders"])
def test_a_section_whose_slug_cannot_be_a_key_has_one_of_its_own(site, slug):
    section = make_section(slug=slug)
    key = ArticleIndex().document(make_article(parent=section)).group_key
    assert key == f"section-{section.translation_key.hex[:8]}"


def test_a_section_nobody_may_read_is_not_named(site):
    section = make_section(title="Secret plans", slug="plans")
    article = make_article(parent=section)
    section.unpublish()
    found = ArticleIndex().document(article)
    assert (found.place, found.group, found.group_key) == ("", "", "")


def test_any_number_of_pages_is_read_with_few_queries(site, django_assert_max_num_queries):
    section = make_section()
    for _ in range(5):
        make_article(parent=section)
    with django_assert_max_num_queries(4 + 5):  # pages, tags and their names, the site; helpfulness of each
        assert len([ArticleIndex().document(page) for page in ArticleIndex().index_queryset()]) == 5
