"""Pages for tests, made through the actions."""

from itertools import count

from wagtail.models import Locale

from kb.actions import publish_page
from kb.bodies import body_of
from kb.imports import help_page
from kb.links import link_writer
from kb.models import ArticlePage, CaptionTrack, Chapter, SectionPage, VideoGuidePage
from kb.pictures import keep_picture

_numbers = count(1)
VTT = """WEBVTT

00:00:01.000 --> 00:00:04.000
Open the box.

00:01:14.500 --> 00:01:20.000
Press the lamp's button.
"""


def _read(model, markdown, lang, fields):
    number = next(_numbers)
    locale = Locale.objects.get(language_code=lang)
    page = model(**{"title": f"Page {number}", "slug": f"page-{number}", "locale": locale, **fields})
    if markdown:
        page.body = page.body.stream_block.to_python(body_of(markdown, "markdown", link_writer(lang), keep_picture))
    return page


def make_section(*, parent=None, lang="en", **overrides) -> SectionPage:
    page = _read(SectionPage, "", lang, overrides)
    return publish_page(page, parent=parent or help_page(page.locale))


def make_article(markdown="Words.", *, parent=None, lang="en", tags=(), updated=None, **overrides) -> ArticlePage:
    page = _read(ArticlePage, markdown, lang, overrides)
    page.tags.set(tags)
    return publish_page(page, parent=parent or help_page(page.locale), updated=updated)


def make_guide(markdown="", *, parent=None, lang="en", tracks=None, chapters=(), tags=(), **given) -> VideoGuidePage:
    page = _read(VideoGuidePage, markdown, lang, given)
    page.tags.set(tags)
    page.chapters = [Chapter(locale=page.locale, start=start, title=title) for start, title in chapters]
    tracks = {lang: VTT} if tracks is None else tracks
    page.caption_tracks = [CaptionTrack(language=code, vtt=vtt) for code, vtt in tracks.items()]
    return publish_page(page, parent=parent or help_page(page.locale))
