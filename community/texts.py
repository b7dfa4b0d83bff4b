"""What a stranger typed, made fit to store: within the limits, clean, and with something to read in it."""

import re
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.errors import Refused
from community.models import Tag, Thread
from community.models.threads import TITLE_LENGTH, BodyFormat
from site_config.formats import localized_number
from site_config.markdown import MAX_SOURCE_LENGTH, clean_html, render_markdown
from site_config.texts import clean_text, clean_title, has_words, without_controls  # noqa: F401

MAX_TAGS = 5
EXCERPT_LENGTH = 300
MAX_LINKS = 200
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
clean_body = clean_text


def checked_title(text: str) -> str:
    title = clean_title(text)
    if not title or not has_words(title):
        raise Refused(_("Write your question in one sentence."))
    if len(title) > TITLE_LENGTH:
        raise Refused(
            _("The title has %(length)s characters, the limit is %(limit)s.")
            % {"length": localized_number(len(title)), "limit": localized_number(TITLE_LENGTH)}
        )
    return title


def checked_body(text: str, body_format: str = BodyFormat.MARKDOWN) -> tuple[str, str]:
    """The source to store and its clean HTML; refused when too long or when nothing readable remains."""
    source = clean_body(text)
    if len(source) > MAX_SOURCE_LENGTH:
        raise Refused(
            _("The text has %(length)s characters, the limit is %(limit)s.")
            % {"length": localized_number(len(source)), "limit": localized_number(MAX_SOURCE_LENGTH)}
        )
    html = render(source, body_format)
    if not has_words(words_of(html)):
        raise Refused(_("Write a few words: nothing readable is left of this text."))
    if (number := _links_in(html)) > MAX_LINKS:
        raise Refused(
            _("The text has %(number)s links, the limit is %(limit)s.")
            % {"number": localized_number(number), "limit": localized_number(MAX_LINKS)}
        )
    return source, html


def _links_in(html: str) -> int:
    """Links, and addresses outside code that are no links only because they are so many."""
    return max(html.count("<a "), words_of(_CODE.sub(" ", html)).count("://"))


def render(source: str, body_format: str) -> str:
    return clean_html(source) if body_format == BodyFormat.HTML else render_markdown(source)


def words_of(html: str) -> str:
    """The words of clean HTML on one line: much quicker than `plain_text`, which keeps lines apart."""
    return " ".join(unescape(strip_tags(html)).split())


def checked_tags(names, limit: int = MAX_TAGS) -> list[str]:
    """A few short lower-case names, each once, in the order given."""
    tags = list(dict.fromkeys(filter(has_words, (clean_title(name).lower().strip("#, ") for name in names))))
    if len(tags) > limit:
        raise Refused(
            ngettext("At most %(count)s tag, please.", "At most %(count)s tags, please.", limit)
            % {"count": localized_number(limit)}
        )
    length = Tag._meta.get_field("name").max_length
    if any(len(tag) > length for tag in tags):
        raise Refused(_("A tag may have %(limit)s characters.") % {"limit": localized_number(length)})
    return tags


def set_tags(thread: Thread, names: list[str]) -> None:
    Tag.objects.bulk_create([Tag(name=name) for name in names], ignore_conflicts=True)
    thread.tags.set(Tag.objects.filter(name__in=names))


def shorten(text: str, limit: int = EXCERPT_LENGTH) -> str:
    """The first words of a text, on one line, with … where it goes on."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
