"""How articles and guides are found: by what stands under each heading, and by each spoken sentence."""

from django.utils.translation import override

from kb import queries
from kb.models import ArticlePage, CaptionTrack, Chapter, SectionPage, VideoGuidePage
from search.documents import Document, Passage
from search.indexes import StoaIndex


def _pages_of_section(model):
    """A section's name and address are part of every page below it."""
    return lambda section: model.objects.descendant_of(section)


class _ReadingIndex(StoaIndex):
    kind: str
    updated_field = "last_published_at"

    def index_queryset(self, using=None):
        """Published, and open to every guest."""
        return self.model.objects.visible().select_related("locale").prefetch_related("tagged_items__tag")

    def document(self, page) -> Document:
        code = page.locale.language_code
        with override(code):
            url = page.get_url()
            parts = page.text.passages
            return Document(
                kind=self.kind,
                lang=code,
                title=page.title,
                url=url,
                place=self.place(page),
                body="\n".join(text for text in (page.summary, parts[0].text) if text),
                headings=[(part.heading, f"{url}#{part.anchor}") for part in parts if part.anchor],
                passages=[*self.written(parts, url), *self.spoken(page, url)],
                tags=[entry.tag.name for entry in page.tagged_items.all()],
                updated=page.last_published_at,
                quality=queries.helpfulness(page),
            )

    def place(self, page) -> str:
        section = page.get_parent()
        return section.title if section else ""

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
