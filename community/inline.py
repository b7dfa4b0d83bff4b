"""The Markdown of comments: links, code and emphasis on a few lines. Nothing else has a meaning there."""

import re

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from community.errors import Refused
from community.mentions import with_names
from community.models import Thread
from community.models.comments import COMMENT_LENGTH
from community.texts import clean_body, words_of
from site_config.formats import localized_number
from site_config.markdown import clean_html, to_members
from site_config.texts import has_words

_EMPTY_LINES = re.compile(r"\s*\n\s*")
_parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable("linkify").disable("image")
_parser.linkify.set({"fuzzy_email": False, "fuzzy_link": False})


def render_inline(source: str) -> SafeString:
    """Clean HTML without blocks. A picture is a link to it, a heading a line with its signs, HTML plain text."""
    return clean_html(to_members(_parser.renderInline(source)))


def checked_comment(text: str, thread: Thread | None = None) -> tuple[str, str]:
    """The source to store and its clean HTML; refused when too long or when nothing readable remains.

    The limit is on what was typed: a name of ``thread`` may become a longer link.
    """
    source = _EMPTY_LINES.sub("\n", clean_body(text).strip())
    if len(source) > COMMENT_LENGTH:
        raise Refused(
            _("A comment has room for %(limit)s characters; this one has %(length)s. Write an answer instead.")
            % {"length": localized_number(len(source)), "limit": localized_number(COMMENT_LENGTH)}
        )
    source = with_names(source, thread)
    html = render_inline(source)
    if not has_words(words_of(html)):
        raise Refused(_("Write a few words: nothing readable is left of this text."))
    return source, html
