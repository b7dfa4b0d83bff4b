"""What editors may do in the CMS, and that the translators' tool understands our pages."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.staticfiles import finders
from wagtail.models import Locale, Page, Site
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.tests.factories import make_editor, make_user
from kb.actions import ensure_site
from kb.models import ArticlePage, HomePage, SectionPage
from kb.tests.factories import make_article, make_guide, make_section
from kb.tests.pictures import data_png

pytestmark = pytest.mark.django_db
BODY = (
    "Words with [a link](https://example.org).\n\n## Head\n\n1. One\n2. Two\n\n> [!NOTE] Title\n> Noted.\n\n"
    "| A | B |\n|---|---|\n| one | two |\n\n<details><summary>Why?</summary>\n\nSo.\n\n</details>\n\n"
    "```bash\nls\n```\n\n"
    f"<figure><img src='{data_png(1)}' alt='Lamp'><figcaption>Below</figcaption></figure>\n\n"
    "<figure><a href='https://youtu.be/dQw4w9WgXcQ'>Film</a></figure>"
)


def test_the_skeleton_is_made_once_in_all_languages(site):
    before = list(Page.objects.order_by("pk").values_list("pk", "path"))
    assert ensure_site() == site == Site.objects.get()
    assert list(Page.objects.order_by("pk").values_list("pk", "path")) == before
    assert HomePage.objects.count() == SectionPage.objects.count() == 5
    assert HomePage.objects.values("translation_key").distinct().count() == 1
    assert not Page.objects.filter(title__startswith="Welcome").exists()


@pytest.mark.parametrize("lang", ["en", "ru", "el", "fa", "sq"])
def test_editors_write_and_publish_in_every_language(client, site, lang):
    client.force_login(make_editor())
    section = make_section(lang=lang)
    article = make_article("Words.", parent=section, lang=lang)
    rights = article.permissions_for_user(make_editor())
    assert rights.can_edit() and rights.can_publish() and section.permissions_for_user(make_editor()).can_add_subpage()
    assert client.get(f"/cms/pages/{article.pk}/edit/").status_code == 200
    assert client.get(f"/cms/pages/add/kb/videoguidepage/{section.pk}/").status_code == 200


def test_editors_keep_pictures_and_videos_and_others_do_not(client, site):
    for path in ("/cms/images/add/", "/cms/media/video/add/", "/cms/documents/add/"):
        client.force_login(make_editor())
        assert client.get(path).status_code == 200, path
        client.force_login(make_user())
        assert client.get(path).status_code in (302, 403), path


def test_pages_stand_only_where_they_belong(site):
    assert ArticlePage.allowed_parent_page_models() == [SectionPage]
    assert not make_article().allowed_subpage_models()
    assert not HomePage.can_create_at(make_section())


@pytest.fixture
def translate(django_capture_on_commit_callbacks):
    def translate(page):
        with django_capture_on_commit_callbacks(execute=True):
            return _translate(page)

    return translate


def _translate(page, code="ru"):
    """What an editor does with “Translate this page”, and a translator with every string."""
    source, _ = TranslationSource.get_or_create_from_instance(Page.objects.get(pk=page.pk).specific)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code=code))
    translation.save_target(publish=False)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data=segment.string.data.replace("e", "é"),
        )
    translation.save_target(publish=True)
    return page.get_translation(translation.target_locale).specific


def test_every_text_of_an_article_can_be_translated_and_nothing_else_changes(site, client, translate):
    section = make_section(slug="returns")
    translate(section)
    words = {"summary": "Send it.", "title": "Return", "questions": "Where to?\nWhen?"}
    article = make_article(BODY, parent=section, slug="return", tags=["lamp"], **words)
    russian = translate(article)
    assert russian.url == "/ru/help/returns/return/" and russian.slug == "return"
    assert russian.title == "Réturn" and russian.summary == "Sénd it."
    assert russian.question_list == ["Whéré to?", "Whén?"]
    kinds = [block.block_type for block in article.body]
    assert [block.block_type for block in russian.body] == kinds
    html = client.get(russian.url).content.decode()
    for words in ("Héad", "<p>Oné</p>", "Notéd.", "<td>oné</td>", "Bélow", "https://example.org"):
        assert words in html, words
    assert list(russian.tags.names()) == ["lamp"]


def test_a_guide_is_translated_with_its_chapters_and_keeps_its_captions(site, translate):
    russian = translate(make_guide("Here.", chapters=[(3, "The end")], title="Film"))
    assert [chapter.title for chapter in russian.chapter_list] == ["Thé énd"]
    assert [chapter.start for chapter in russian.chapter_list] == [3]
    assert [track.language for track in russian.tracks] == ["en"] and russian.cues[0].text == "Open the box."


def test_editors_submit_a_page_for_translation_and_nobody_reads_it_untranslated(client, site):
    client.force_login(make_editor())
    article = make_article("Words.", slug="pay")
    form = client.get(f"/cms/localize/submit/page/{article.pk}/")
    assert form.status_code == 200
    russian = Locale.objects.get(language_code="ru")
    response = client.post(f"/cms/localize/submit/page/{article.pk}/", {"locales": [russian.pk]})
    assert response.status_code == 302 and article.has_translation(russian)
    assert not article.get_translation(russian).live and client.get("/ru/help/pay/").status_code == 404


def test_texts_allow_few_formats(site):
    features = FeatureRegistry()
    allowed = ArticlePage._meta.get_field("body").stream_block.child_blocks["text"].features
    assert "h4" in allowed and not {"h1", "h2", "h3", "image", "embed"} & set(allowed)
    assert features.get_editor_plugin("draftail", "kbd")


def test_every_script_and_style_of_the_editor_is_there(client, site):
    client.force_login(make_editor())
    html = client.get(f"/cms/pages/{make_article().pk}/edit/").content.decode()
    files = set(re.findall(r'(?:src|href)="/static/([^"?]+\.(?:js|css))', html))
    assert any("typed_table" in name for name in files)
    assert not [name for name in files if not finders.find(name)]


def test_rights_are_given_to_the_group(site):
    rights = Permission.objects.filter(grouppagepermission__group=Group.objects.get(name="editors"))
    assert {right.codename for right in rights} == {"add_page", "change_page", "publish_page"}


def test_an_editor_may_leave_a_cell_of_a_table_empty(site):
    body = make_article("| A | B |\n|---|---|\n| one | |").body
    assert body.stream_block.clean(body)[0].value.row_data[0]["values"][1].source == ""
