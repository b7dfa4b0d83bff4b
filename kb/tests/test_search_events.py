"""Every change of a page that a guest can notice reaches the index, through the door an editor uses.

`found` drains the outbox and compares index and database whole, so each test fails for any entry that was forgotten.
"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.tests.factories import make_user
from kb import actions
from kb.models import ArticlePage, CaptionTrack, SectionPage
from kb.tests.factories import VTT, make_article, make_guide, make_section
from search.models import IndexTask
from search.tests.whole import assert_whole, found, urls
from search.worker import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def cms(client, site):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return client


def form_of(page, **changes):
    fields = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "body": streamfield([("text", rich_text("<p>Words about lanterns.</p>"))]),
        "tags": "",
        "seo_title": "",
        "search_description": "",
        "comments": inline_formset([]),
        **changes,
    }
    return nested_form_data(fields)


def edit(cms, page, action="action-publish", **changes):
    answer = cms.post(f"/cms/pages/{page.pk}/edit/", {**form_of(page, **changes), action: "1"})
    assert answer.status_code == 302, answer.context["form"].errors


def test_a_page_is_found_from_its_publication_on_and_never_by_its_draft(cms):
    section = make_section()
    blank = ArticlePage(title="Lantern", slug="lantern")
    cms.post(f"/cms/pages/add/kb/articlepage/{section.pk}/", form_of(blank))
    page = ArticlePage.objects.get(slug="lantern")
    assert not page.live and found("lantern") == []
    edit(cms, page)
    assert found("lantern") == ["Lantern"]
    waiting = IndexTask.objects.count()
    edit(cms, page, action="", title="Chandelier", tags="sparkle", slug="chandelier")
    assert IndexTask.objects.count() == waiting
    assert found("chandelier") == found("sparkle") == [] and urls("lantern") == [page.get_url()]
    edit(cms, page, title="Chandelier", tags="sparkle", slug="chandelier")
    assert found("sparkle") == ["Chandelier"]
    assert urls("chandelier")[0].endswith("/chandelier/")


def test_going_back_to_a_revision_is_an_edit_like_any_other(cms):
    page = make_article(title="Lantern")
    first = page.latest_revision
    edit(cms, page, title="Chandelier")
    assert found("lantern chandelier") == ["Chandelier"]
    edit(cms, page, title="Lantern", revision=first.pk)
    assert found("lantern chandelier") == ["Lantern"]


def test_pages_are_unpublished_with_all_below_and_deleted_with_all_below(cms):
    section = make_section()
    inner = make_section(parent=section)
    make_article(title="Lantern one", parent=section)
    two = make_article(title="Lantern two", parent=inner)
    make_guide(title="Lantern film", parent=inner)
    assert len(found("lantern")) == 3
    cms.post(f"/cms/pages/{two.pk}/unpublish/")
    assert sorted(found("lantern")) == ["Lantern film", "Lantern one"]
    cms.post(f"/cms/pages/{inner.pk}/unpublish/", {"include_descendants": "on"})
    assert found("lantern") == ["Lantern one"]
    cms.post(f"/cms/pages/{section.pk}/delete/")
    assert not SectionPage.objects.filter(pk=section.pk).exists()
    assert found("lantern") == []


def test_several_pages_are_unpublished_and_published_at_once(cms):
    one, two = make_article(title="Lantern one"), make_article(title="Lantern two")
    assert len(found("lantern")) == 2
    for act, expected in (("unpublish", 0), ("publish", 2)):
        cms.post(f"/cms/bulk/wagtailcore/page/{act}/?id={one.pk}&id={two.pk}&next=/cms/")
        assert len(found("lantern")) == expected


def test_what_is_scheduled_comes_and_goes_by_the_calendar(cms):
    page = make_article(title="Lantern")
    moment = timezone.now() + timedelta(days=2)
    edit(cms, page, title="Chandelier", go_live_at=moment.strftime("%Y-%m-%d %H:%M"))
    assert found("lantern chandelier") == ["Lantern"]
    assert actions.publish_due() == 0


def test_what_was_due_while_nobody_looked_is_published_and_expires_late_but_surely(site):
    page, old = make_article(title="Lantern"), make_article(title="Old lantern")
    page.title = "Chandelier"
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert sorted(found("lantern chandelier")) == ["Lantern", "Old lantern"]
    past = timezone.now() - timedelta(days=2)
    revision = Page.objects.get(pk=page.pk).scheduled_revision
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    ArticlePage.objects.filter(pk=old.pk).update(expire_at=past)
    call_command("tick")
    assert found("lantern chandelier") == ["Chandelier"]
    assert actions.publish_due() == 0


def test_one_page_that_cannot_be_published_keeps_no_other(site, monkeypatch):
    one, two = make_article(title="Lantern one"), make_article(title="Lantern two")
    Page.objects.filter(pk__in=[one.pk, two.pk]).update(expire_at=timezone.now() - timedelta(hours=1))
    unpublish = Page.unpublish

    def fail_once(page, **options):
        if page.pk == one.pk:
            raise ValueError
        unpublish(page, **options)

    monkeypatch.setattr(Page, "unpublish", fail_once)
    assert actions.publish_due() == 1
    assert found("lantern") == ["Lantern one"]


def test_a_section_takes_its_pages_along_wherever_it_moves(cms):
    section, other = make_section(title="Garden", slug="garden"), make_section(title="Cellar", slug="cellar")
    inner = make_section(title="Shed", slug="shed", parent=section)
    make_article(title="Lantern", slug="lantern", parent=inner)
    assert urls("lantern") == ["/en/help/garden/shed/lantern/"]
    cms.post(f"/cms/pages/{inner.pk}/move/{other.pk}/confirm/")
    assert urls("lantern") == ["/en/help/cellar/shed/lantern/"]


def test_a_page_that_moves_says_where_it_is(cms):
    section, other = make_section(title="Garden", slug="garden"), make_section(title="Cellar", slug="cellar")
    page = make_article(title="Lantern", slug="lantern", parent=section)
    drain()
    cms.post(f"/cms/pages/{page.pk}/move/{other.pk}/confirm/")
    assert urls("lantern") == ["/en/help/cellar/lantern/"]


def test_another_order_changes_nothing_that_is_found(cms):
    section = make_section()
    make_article(title="Lantern one", parent=section), make_article(title="Lantern two", parent=section)
    last = make_article(title="Lantern three", parent=section)
    drain()
    cms.post(f"/cms/pages/{last.pk}/set_position/?position=0")
    assert section.get_children().first().pk == last.pk
    assert len(found("lantern")) == 3


def test_a_section_s_name_and_address_reach_every_page_below_it_in_every_language(cms):
    section = make_section(title="Garden", slug="garden")
    russian = make_section(title="Сад", slug="garden", lang="ru", translation_key=section.translation_key)
    make_article(title="Lantern", slug="lantern", parent=make_section(parent=section, slug="shed"))
    make_article(title="Фонарь", slug="lantern", parent=russian, lang="ru")
    drain()
    fields = {"title": "Park", "slug": "park", "intro": "", "icon": "gift", "comments": inline_formset([])}
    fields |= {"seo_title": "", "search_description": "", "action-publish": "1"}
    assert cms.post(f"/cms/pages/{section.pk}/edit/", nested_form_data(fields)).status_code == 302
    assert urls("lantern") == ["/en/help/park/shed/lantern/"]
    assert_whole()  # The key of the group follows the oldest section's slug, in Russian, too.


@pytest.mark.parametrize("of", ["page", "section", "help"])
def test_what_becomes_private_is_found_no_more_until_it_is_open_again(cms, of):
    section = make_section()
    article = make_article(title="Lantern", parent=section)
    make_guide(title="Lantern film", parent=section)
    drain()
    page = {"page": article, "section": section, "help": section.get_parent()}[of]
    address = f"/cms/pages/{page.pk}/privacy/"
    cms.post(address, {"restriction_type": "login", "password": ""})
    assert found("lantern") == (["Lantern film"] if of == "page" else [])
    cms.post(address, {"restriction_type": "none"})
    assert len(found("lantern")) == 2


def test_privacy_and_its_task_are_stored_together_or_not_at_all(cms, monkeypatch):
    article = make_article(title="Lantern")
    cms.raise_request_exception = False
    monkeypatch.setattr(IndexTask.objects, "bulk_create", lambda tasks: 1 / 0)
    answer = cms.post(f"/cms/pages/{article.pk}/privacy/", {"restriction_type": "login", "password": ""})
    assert answer.status_code == 500 and not PageViewRestriction.objects.exists()


def test_an_alias_is_not_found_twice_and_is_as_private_as_its_original(cms, client):
    section, other = make_section(), make_section(slug="elsewhere")
    article = make_article(title="Lantern", parent=section)
    alias = article.create_alias(parent=other)
    assert urls("lantern") == [article.get_url()]
    cms.post(f"/cms/pages/{article.pk}/privacy/", {"restriction_type": "login", "password": ""})
    assert found("lantern") == []
    assert not ArticlePage.objects.visible().filter(pk=alias.pk).exists()
    cms.post(f"/cms/pages/{article.pk}/privacy/", {"restriction_type": "none"})
    cms.post(f"/cms/pages/{alias.pk}/convert_alias/")
    assert sorted(urls("lantern")) == sorted([article.get_url(), alias.get_url()])


def test_tags_are_added_renamed_merged_and_deleted(cms):
    page, other = make_article(title="Lantern", tags=["shine"]), make_article(title="Torch", tags=["gleam"])
    assert found("shine") == ["Lantern"]
    shine, gleam = Tag.objects.get(name="shine"), Tag.objects.get(name="gleam")
    shine.name = "sparkle"
    shine.save()
    assert found("sparkle") == ["Lantern"] and found("shine") == []
    for item in other.tagged_items.all():
        item.tag = shine
        item.save()
    gleam.delete()
    assert sorted(found("sparkle")) == ["Lantern", "Torch"] and found("gleam") == []
    shine.delete()
    assert found("sparkle") == []
    assert page.live


def test_a_guide_s_words_follow_its_captions_and_chapters(cms):
    guide = make_guide(title="Film", chapters=[(3, "The wick")])
    assert found("wick") == ["Film"] and found("button") == ["Film"]
    guide.chapters.all().delete()
    guide.caption_tracks = []
    guide.save_revision()
    assert found("button") == ["Film"]
    guide.latest_revision.publish()
    assert found("button") == []
    track = CaptionTrack.objects.create(page=guide, language="en", vtt=VTT)
    assert found("button") == ["Film"]
    track.delete()
    assert found("button") == []


def test_what_readers_say_reaches_the_entry(site):
    page = make_article(title="Lantern")
    drain()
    for number in range(6):
        actions.record_feedback(page, False, visitor=str(number))
    assert found("lantern") == ["Lantern"]


def test_a_translation_is_found_when_it_is_published(cms, django_capture_on_commit_callbacks):
    page = make_article("A lantern.", title="Lantern")
    russian = Locale.objects.get(language_code="ru")
    with django_capture_on_commit_callbacks(execute=True):
        cms.post(f"/cms/localize/submit/page/{page.pk}/", {"locales": [russian.pk]})
        source = TranslationSource.objects.get_for_instance(page)
        translation = Translation.objects.get(source=source, target_locale=russian)
        assert found("Фонарь", "ru") == []
        for segment in source.stringsegment_set.all():
            StringTranslation.objects.create(
                translation_of=segment.string, locale=russian, context=segment.context, data="Фонарь"
            )
        translation.save_target(publish=True)
    assert found("Фонарь", "ru") == ["Фонарь"]
    assert found("lantern") == ["Lantern"]


def test_a_copy_of_a_section_is_found_where_it_is_published(cms):
    section = make_section(title="Garden", slug="garden")
    make_article(title="Lantern", slug="lantern", parent=section)
    drain()
    form = {"new_title": "Park", "new_slug": "park", "new_parent_page": section.get_parent().pk}
    cms.post(f"/cms/pages/{section.pk}/copy/", {**form, "copy_subpages": "on", "publish_copies": "on"})
    assert sorted(urls("lantern")) == ["/en/help/garden/lantern/", "/en/help/park/lantern/"]


def test_a_whole_section_costs_its_editor_as_little_as_an_empty_one(site, django_assert_max_num_queries):
    section = make_section()
    for number in range(12):
        make_article(title=f"Lantern {number}", parent=section)
    drain()
    restriction = PageViewRestriction(page=section, restriction_type=PageViewRestriction.LOGIN)
    with django_assert_max_num_queries(5):  # three of them for the CMS's own log
        restriction.save()
    assert IndexTask.objects.count() == 1
    assert found("lantern") == []


def test_the_oldest_translation_s_end_changes_the_group_of_the_others(cms):
    section = make_section(slug="garden")
    russian = make_section(slug="sad", lang="ru", translation_key=section.translation_key)
    make_article(title="Фонарь", parent=russian, lang="ru")
    drain()
    cms.post(f"/cms/pages/{section.pk}/delete/")
    assert found("Фонарь", "ru") == ["Фонарь"]


def test_a_page_is_found_by_other_ways_to_ask_that_no_reader_sees(cms, client):
    page = make_article("Polish the glass.", title="Lantern care")
    edit(cms, page, questions="Why is it so dim?\n\n  Lamp   smokes ")
    page.refresh_from_db()
    assert page.question_list == ["Why is it so dim?", "Lamp smokes"]
    assert found("dim lamp smokes") == ["Lantern care"]
    cms.logout()
    assert "smokes" not in client.get(page.get_url()).content.decode()


def test_too_many_and_too_long_questions_are_refused_beside_their_field(cms):
    page = make_article(title="Lantern")
    for questions in ("\n".join("abcdefghijklmnopqrstu"), "x" * 151):
        answer = cms.post(f"/cms/pages/{page.pk}/edit/", {**form_of(page, questions=questions), "action-publish": "1"})
        assert answer.context["form"].errors["questions"] == ["At most 20 questions, each of 150 characters at most."]
