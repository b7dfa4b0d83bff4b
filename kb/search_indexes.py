"""How articles and guides are found: by what stands under each heading, and by each spoken sentence."""

import re
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from django.utils.translation import override
from taggit.models import Tag
from wagtail.models import Locale, Page, PageViewRestriction

from kb import queries
from kb.models import (
    ArticlePage,
    ArticleTag,
    CaptionTrack,
    Chapter,
    HomePage,
    SectionPage,
    VideoGuidePage,
    VideoGuideTag,
)
from search.documents import Document, Passage
from search.indexes import StoaIndex

STEP = SectionPage.steplen
TOP_DEPTH = 4  # sections directly below a language's help page
_KEY = re.compile(r"(?!board-)[a-z0-9-]+")


def _below(model):
    """The pages of a model that a page's name, address, place or audience is part of: itself and what lies below it,
    its aliases, and its translations (which share a key with it, see `group_key`)."""

    def find(pk):
        changed = Page.objects.filter(pk=pk)
        kin = Page.objects.filter(Q(pk=pk) | Q(alias_of=pk) | Q(translation_key__in=changed.values("translation_key")))
        paths = kin.values_list("path", flat=True)
        return model.objects.filter(reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[])))

    return find


def _tagged(model):
    return lambda pk: model.objects.filter(tagged_items__tag=pk)


def _in_locale(model):
    return lambda pk: model.objects.filter(locale=pk)


def _spreads(model):
    return {
        **dict.fromkeys((HomePage, SectionPage, Page), _below(model)),
        Tag: _tagged(model),
        Locale: _in_locale(model),
    }


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
        """Published, and open to every guest. An alias says what its original says, in the original's language: one of
        the two is enough."""
        pages = self.model.objects.visible().filter(alias_of=None)
        return _with_sections(pages.select_related("locale").prefetch_related("tagged_items__tag"))

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
                questions=page.question_list,
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
    affects = {
        ArticleTag: lambda item: ArticlePage(pk=item.content_object_id),
        PageViewRestriction: lambda restriction: Page(pk=restriction.page_id),
    }
    spreads = _spreads(ArticlePage)


class VideoGuideIndex(_ReadingIndex):
    model = VideoGuidePage
    kind = "video"
    affects = {
        VideoGuideTag: lambda item: VideoGuidePage(pk=item.content_object_id),
        CaptionTrack: lambda track: VideoGuidePage(pk=track.page_id),
        Chapter: lambda chapter: VideoGuidePage(pk=chapter.page_id),
    }
    spreads = _spreads(VideoGuidePage)

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
