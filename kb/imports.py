"""Sections, articles and guides of an import (DESIGN §6): cleaned, linked as translations, dated as at the source."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.models import Locale, Page
from wagtailmedia.models import Media

from kb import captions
from kb.actions import publish_page
from kb.bodies import body_of
from kb.links import link_writer, settle_loose_links
from kb.models import ArticlePage, CaptionTrack, Chapter, SectionPage, VideoGuidePage
from kb.models.pages import ICONS, MAX_QUESTION_LENGTH, MAX_QUESTIONS
from kb.pictures import keep_picture, picture_of
from site_config.imports import BadLine, NotYet, Record, entries, imported, moment, text

MODELS: dict[str, type[Page]] = {"section": SectionPage, "article": ArticlePage, "video": VideoGuidePage}
MAX_BODY_LENGTH = 12_000_000  # characters, pictures included
_OWN_ID = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})-([a-z-]{2,8})")


def import_section(record: Record) -> Page:
    locale = _locale(record)
    page = find("section", text(record, "id")) or SectionPage(locale=locale)
    parent_id = text(record, "parent")
    parent = _section(parent_id, locale) if parent_id else help_page(locale)
    if page.pk and parent.path.startswith(page.path):
        raise BadLine("a section cannot lie below itself")
    _begin(page, record, locale, "section")
    page.intro = text(record, "intro", max_length=240, default=page.intro)
    icon = text(record, "icon", default=page.icon)
    page.icon = icon if icon in dict(ICONS) else page.icon
    return publish_page(page, parent=parent, updated=moment(record, "updated"))


def import_article(record: Record) -> Page:
    locale = _locale(record)
    page = find("article", text(record, "id")) or ArticlePage(locale=locale)
    return _import_reading(page, record, locale, "article")


def import_video(record: Record) -> Page:
    locale = _locale(record)
    page = find("video", text(record, "id")) or VideoGuidePage(locale=locale)
    _video_source(page, text(record, "url", max_length=500))
    poster = text(record, "poster")
    page.poster = picture_of(poster, text(record, "title")) if poster else None
    page.duration = _seconds(record.get("duration"), "duration") if record.get("duration") is not None else None
    page.chapters = [
        Chapter(locale=locale, sort_order=number, **_chapter(chapter))
        for number, chapter in enumerate(entries(record, "chapters", dict, limit=500))
    ]
    page.caption_tracks = [
        CaptionTrack(sort_order=n, language=code, vtt=vtt) for n, (code, vtt) in enumerate(_tracks(record, locale))
    ]
    return _import_reading(page, record, locale, "video")


IMPORTERS = {"section": import_section, "article": import_article, "video": import_video}


def _import_reading(page: Page, record: Record, locale: Locale, kind: str) -> Page:
    section_id = text(record, "section")
    parent = _section(section_id, locale) if section_id else help_page(locale)
    _begin(page, record, locale, kind)
    page.summary = text(record, "summary", max_length=400)
    if "questions" in record:
        page.questions = "\n".join(_questions(record))
    body_format = text(record, "format", default="markdown").lower()
    if body_format not in ("markdown", "html"):
        raise BadLine(f"unknown format “{body_format[:40]}” (known: markdown, html)")
    source = text(record, "body", max_length=MAX_BODY_LENGTH)
    code = locale.language_code
    page.body = page._meta.get_field("body").stream_block.to_python(
        body_of(source, body_format, link_writer(code), keep_picture)
    )
    page.tags.set(_tags(record))
    return publish_page(page, parent=parent, updated=moment(record, "updated"))


def _begin(page: Page, record: Record, locale: Locale, kind: str) -> None:
    """Title, language, address and translation of a page, the same for every kind."""
    if page.pk and page.locale_id != locale.pk:
        raise BadLine(f"the same id is already imported in {page.locale.language_code}")
    page.title = " ".join(text(record, "title", required=True, max_length=255).split())
    if not page.pk:
        page.slug = _free_slug(text(record, "slug") or page.title, locale, kind)
        page.draft_title = page.title
    original_id = text(record, "translation_of")
    if original_id:
        _link_translation(page, original_id, kind, locale)


def _locale(record: Record) -> Locale:
    code = text(record, "lang", required=True)
    known = dict(settings.LANGUAGES)
    if code not in known:
        raise BadLine(f"unknown language “{code[:20]}” (known: {', '.join(known)})")
    return Locale.objects.get(language_code=code)


def find(kind: str, source_id: str) -> Page | None:
    """The page of an imported id; ids that our own export made find the page they were made from."""
    page = imported(kind, source_id)
    if page is not None:
        return page
    own = _OWN_ID.fullmatch(source_id)
    if own is None:
        return None
    return MODELS[kind].objects.filter(translation_key=own[1], locale__language_code=own[2]).first()


def _section(source_id: str, locale: Locale) -> SectionPage:
    section = find("section", source_id)
    if section is None:
        raise NotYet(f"there is no section “{source_id[:80]}”")
    if section.locale_id != locale.pk:
        raise BadLine(f"section “{source_id[:80]}” is in {section.locale.language_code}, not in {locale.language_code}")
    return section


def help_page(locale: Locale) -> SectionPage:
    """Where pages without a section lie: directly below the help page of their language."""
    return SectionPage.objects.get(locale=locale, slug="help", depth=3)


def _link_translation(page: Page, original_id: str, kind: str, locale: Locale) -> None:
    original = find(kind, original_id)
    if original is None:
        raise NotYet(f"the original “{original_id[:80]}” is not there")
    if original.pk == page.pk:
        raise BadLine("a page cannot be its own translation")
    if original.translation_key == page.translation_key:
        return
    taken = Page.objects.filter(translation_key=original.translation_key, locale=locale).exclude(pk=page.pk)
    if taken.exists():
        raise BadLine(f"“{original_id[:80]}” already has a page in {locale.language_code}")
    page.translation_key = original.translation_key


def _free_slug(wanted: str, locale: Locale, kind: str) -> str:
    """A slug no page of the language has yet, so that ``article:slug`` means one page."""
    stem = slug = slugify(wanted, allow_unicode=True)[:80].strip("-") or kind
    number = 2
    while Page.objects.filter(slug=slug, locale=locale).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _tags(record: Record) -> list[str]:
    given = entries(record, "tags", str, limit=100)
    tags = [" ".join(tag.replace("\x00", "").replace(",", " ").split()) for tag in given]
    for tag in tags:
        if len(tag) > 100:
            raise BadLine(f"the tag “{tag[:40]}…” is longer than 100 characters")
    return sorted({tag for tag in tags if tag})


def _questions(record: Record) -> list[str]:
    """Other ways to ask. Without the key a page keeps what its editors wrote: the source does not know such things."""
    asked = [" ".join(question.replace("\x00", "").split()) for question in entries(record, "questions", str)]
    asked = list(dict.fromkeys(filter(None, asked)))
    if len(asked) > MAX_QUESTIONS:
        raise BadLine(f"“questions” has {len(asked)} entries; the limit is {MAX_QUESTIONS}")
    if long := next((question for question in asked if len(question) > MAX_QUESTION_LENGTH), None):
        raise BadLine(f"the question “{long[:40]}…” is longer than {MAX_QUESTION_LENGTH} characters")
    return asked


def _video_source(page: VideoGuidePage, url: str) -> None:
    own = Media.objects.filter(file=url.removeprefix("/media/")).first() if url.startswith("/media/") else None
    page.video, page.video_url = own, "" if own else url


def _seconds(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1_000_000:
        raise BadLine(f"“{name}” must be a number of seconds")
    return int(value)


def _chapter(chapter: Record) -> Record:
    return {
        "start": _seconds(chapter.get("start"), "start"),
        "title": text(chapter, "title", required=True, max_length=120),
    }


def _tracks(record: Record, locale: Locale) -> list[tuple[str, str]]:
    """Captions in the page's language first, then the others of the key ``captions``."""
    others = record.get("captions") or {}
    if not isinstance(others, dict):
        raise BadLine("“captions” must be an object: language → WebVTT")
    found = [(locale.language_code, text(record, "captions_vtt"))]
    found += [(code, text(others, code)) for code in others if code in dict(settings.LANGUAGES) and code != found[0][0]]
    tracks = [(code, vtt) for code, vtt in found if vtt]
    for code, vtt in tracks:
        try:
            captions.read_cues(vtt)
        except ValidationError as error:
            raise BadLine(f"captions in {code}: {' '.join(error.messages)}") from error
    return tracks


def settle_links() -> int:
    """After an import: point links at articles that came later. Returns how many pages changed."""
    changed = 0
    for model in (ArticlePage, VideoGuidePage):
        for page in model.objects.with_loose_links().select_related("locale", "latest_revision"):
            raw = list(page.body.raw_data)
            if not settle_loose_links(raw, page.locale.language_code):
                continue
            page.body = page.body.stream_block.to_python(raw)
            page.save(clean=False)
            if revision := page.latest_revision:
                revision.content["body"] = page.serializable_data()["body"]
                revision.save(update_fields=["content"])
            changed += 1
    return changed
