"""Sections, articles and guides in the form `import_content` reads; what goes out and in again goes out the same.

Only what every guest may read is written. The help pages themselves are not: every site has its own.
"""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from bs4.element import Tag
from django.conf import settings
from wagtail.documents import get_document_model
from wagtail.models import Page

from kb import htmlout
from kb.imports import MODELS
from kb.links import PREFIX, is_whole
from kb.models import ArticlePage, SectionPage, VideoGuidePage
from kb.pictures import data_address
from site_config.imports import Record, iso, source_ids

HELP_DEPTH = 3


def records() -> Iterator[Record]:
    """Every public section, article and guide, in an order that an import keeps."""
    names = _Names()
    for section in names.pages["section"]:
        yield _section(section, names)
    for article in names.pages["article"]:
        yield _reading(article, names, "article")
    for guide in names.pages["video"]:
        yield {**_reading(guide, names, "video"), **_video(guide)}


class _Names:
    """Ids of all exported pages, and which page is the original of which."""

    def __init__(self):
        order = {code: number for number, (code, _) in enumerate(settings.LANGUAGES)}
        self.pages: dict[str, list[Page]] = {}
        self.ids: dict[int, str] = {}
        self.section_ids: dict[str, str] = {}
        self.originals: dict[tuple, Page] = {}
        rank: dict[str, int] = {}
        for kind, model in MODELS.items():
            found = model.objects.visible().filter(depth__gt=HELP_DEPTH).select_related("locale")
            if kind == "section":
                found = sorted(found, key=lambda p: (order[p.locale.language_code], p.path))
                rank = {page.path: number for number, page in enumerate(found)}
            else:
                found = found.prefetch_related("tagged_items__tag")
                found = sorted(found, key=lambda p: (order[p.locale.language_code], rank.get(_above(p), -1), p.path))
            self.pages[kind] = found
            known = source_ids(kind)
            for page in found:
                self.ids[page.pk] = known.get(page.pk) or f"{page.translation_key}-{page.locale.language_code}"
                self.originals.setdefault((kind, page.translation_key), page)
        self.section_ids = {page.path: self.ids[page.pk] for page in self.pages["section"]}

    def head(self, page: Page, kind: str) -> Record:
        record = {"kind": kind, "id": self.ids[page.pk], "lang": page.locale.language_code}
        if above := self.section_ids.get(_above(page)):
            record["parent" if kind == "section" else "section"] = above
        original = self.originals[kind, page.translation_key]
        if original.pk != page.pk:
            record["translation_of"] = self.ids[original.pk]
        return {**record, "title": " ".join(page.title.split()), "slug": page.slug}

    def link(self, node: Tag) -> str | None:
        """How a stored link is written: pages by their id, documents by their address."""
        if node.get("linktype") == "page":
            name = self.ids.get(int(node.get("id") or 0))
            return f'href="{PREFIX}{quote(name, safe="-_.~")}"' if name else None
        if node.get("linktype") == "document":
            document = get_document_model().objects.filter(pk=node.get("id")).first()
            return f'href="{settings.SITE_URL}{document.url}"' if document else None
        href = (node.get("href") or "").strip()
        return f'href="{escape(href)}"' if is_whole(href) else None


def _above(page: Page) -> str:
    return page.path[: -page.steplen]


def _updated(page: Page) -> Record:
    return {"updated": iso(page.last_published_at)} if page.last_published_at else {}


def _section(page: SectionPage, names: _Names) -> Record:
    intro = {"intro": page.intro.strip()} if page.intro.strip() else {}
    return {**names.head(page, "section"), **intro, "icon": page.icon, **_updated(page)}


def _reading(page: ArticlePage | VideoGuidePage, names: _Names, kind: str) -> Record:
    tags = sorted(entry.tag.name for entry in page.tagged_items.all())
    return {
        **names.head(page, kind),
        "format": "html",
        **({"summary": page.summary.strip()} if page.summary.strip() else {}),
        **({"questions": page.question_list} if page.question_list else {}),
        "body": htmlout.html_of(page.body, names.link, data_address),
        **({"tags": tags} if tags else {}),
        **_updated(page),
    }


def _video(page: VideoGuidePage) -> Record:
    own, others = "", {}
    for track in page.tracks:
        if track.language == page.locale.language_code:
            own = track.vtt.strip()
        else:
            others[track.language] = track.vtt.strip()
    found = {
        "url": page.source_url or page.video_url,
        "duration": page.duration,
        "poster": data_address(page.poster) if page.poster else "",
        "captions_vtt": own,
        "captions": others,
        "chapters": [{"start": chapter.start, "title": chapter.title.strip()} for chapter in page.chapters.all()],
    }
    return {key: value for key, value in found.items() if value}
