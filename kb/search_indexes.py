"""How articles and guides are found: by what stands under each heading, and by each spoken sentence."""

import re

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length, Substr
from django.utils.translation import override

from kb import queries
from kb.models import ArticlePage, CaptionTrack, Chapter, SectionPage, VideoGuidePage
from search.documents import Document, Passage
from search.indexes import StoaIndex

STEP = SectionPage.steplen
TOP_DEPTH = 4  # sections directly below a language's help page
_KEY = re.compile(r"(?!board-)[a-z0-9-]+")


def _pages_of_section(model):
    """A section's name and address are part of every page below it."""
    return lambda section: model.objects.descendant_of(section)


def _sections_at(path) -> Subquery:
    """The published section at a path: what nobody may read yet names nothing."""
    return SectionPage.objects.live().filter(path=path)


def _with_sections(pages):
    """Pages that know the section they lie in and the top one, without a query for each."""
    above = _sections_at(Substr(OuterRef("path"), 1, Length(OuterRef("path")) - STEP))
    top = _sections_at(Substr(OuterRef("path"), 1, TOP_DEPTH * STEP)).filter(depth=TOP_DEPTH)
    oldest = SectionPage.objects.filter(translation_key=OuterRef("top_section")).order_by("pk")
    return pages.annotate(
        section_title=Subquery(above.values("title")),
        top_section=Subquery(top.values("translation_key")),
        top_title=Subquery(top.values("title")),
        top_slug=Subquery(oldest.values("slug")[:1]),
    )


def group_key(page) -> str:
    """A top section's name in addresses: the slug of its oldest page, so that it is one word in all languages.

    A slug of another script is no such word (nor one that reads like a board's): there it is the section's own number
    among all translations. A renamed slug renames the key, and an old link then filters nothing.
    """
    if page.top_section is None:
        return ""
    return page.top_slug if _KEY.fullmatch(page.top_slug) else f"section-{page.top_section.hex[:8]}"


class _ReadingIndex(StoaIndex):
    kind: str
    updated_field = "last_published_at"

    def index_queryset(self, using=None):
        """Published, and open to every guest."""
        pages = self.model.objects.visible().select_related("locale").prefetch_related("tagged_items__tag")
        return _with_sections(pages)

    def document(self, page) -> Document:
        if not hasattr(page, "top_section"):
            page = _with_sections(self.model.objects.select_related("locale")).get(pk=page.pk)
        code = page.locale.language_code
        with override(code):
            url = page.get_url()
            parts = page.text.passages
            return Document(
                kind=self.kind,
                lang=code,
                title=page.title,
                url=url,
                place=page.section_title or "",
                group=page.top_title or "",
                group_key=group_key(page),
                body="\n".join(text for text in (page.summary, parts[0].text) if text),
                headings=[(part.heading, f"{url}#{part.anchor}") for part in parts if part.anchor],
                passages=[*self.written(parts, url), *self.spoken(page, url)],
                tags=[entry.tag.name for entry in page.tagged_items.all()],
                updated=page.last_published_at,
                quality=queries.helpfulness(page),
            )

    def written(self, parts, url: str) -> list[Passage]:
        return [
            Passage(text=part.text, url=f"{url}#{part.anchor}", label=part.heading)
            for part in parts
            if part.anchor and part.text
        ]

    def spoken(self, page, url: str) -> list[Passage]:
        return []


class ArticleIndex(_ReadingIndex):
    model = ArticlePage
    kind = "article"
    affects = {SectionPage: _pages_of_section(ArticlePage)}


class VideoGuideIndex(_ReadingIndex):
    model = VideoGuidePage
    kind = "video"
    affects = {
        CaptionTrack: lambda track: track.page,
        Chapter: lambda chapter: chapter.page,
        SectionPage: _pages_of_section(VideoGuidePage),
    }

    def spoken(self, page, url: str) -> list[Passage]:
        """Captions in the page's own language, each with the second it is said at; and the chapters."""
        own = page.own_track
        cues = own.cues if own and own.language == page.locale.language_code else []
        said = [Passage(text=cue.text, url=f"{url}?t={cue.seconds}#video", label=cue.label) for cue in cues]
        chapters = [
            Passage(text=chapter.title, url=f"{url}?t={chapter.start}#video", label=chapter.label)
            for chapter in page.chapter_list
        ]
        return said + chapters
