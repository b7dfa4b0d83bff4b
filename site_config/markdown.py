"""Posts and imported texts: Markdown in, clean HTML out. Rendered once, when written (DESIGN §2.7).

markdown-it-py parses (CommonMark, bounded nesting; docs/decisions/0003), nh3 (ammonia) cleans. Whatever a stranger
wrote passes `render_markdown` or `clean_html` before it is stored; nothing else in the project may mark it as safe.
"""

import importlib
import re

import nh3
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from site_config.links import MAX_QUOTE_DEPTH, honest_links, not_too_deep
from site_config.texts import without_tricks

MAX_SOURCE_LENGTH = 30_000  # characters of a post (DESIGN, issue "the main job")
MAX_NESTING = 48  # blocks inside blocks; deeper ones are left out

# A short line of a wide table is filled up with cells. After so many the table ends; what follows is a paragraph.
importlib.import_module("markdown_it.rules_block.table").MAX_AUTOCOMPLETED_CELLS = 5_000


def _new_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "linkify": True, "breaks": True, "maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.linkify.set({"fuzzy_email": False, "fuzzy_link": False})
    return parser


_parser = _new_parser()
# Bare addresses and beginnings of pictures are each looked for in all of the text: so many of them nobody means.
MAX_BEGINNINGS = 400
_plain_parser = _new_parser().disable(["linkify", "image"])

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "blockquote", "pre", "code", "kbd", "ul", "ol", "li", "dl", "dt", "dd"),
    *("strong", "em", "b", "i", "del", "s", "sub", "sup", "a", "abbr", "details", "summary", "img"),
    *("table", "thead", "tbody", "tr", "th", "td", "caption"),
}
ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "code": {"class"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
_HEADINGS_DOWN = {"h1": "h2", "h5": "h4", "h6": "h4"}

_QUOTE_RUN = re.compile(rf"^(?:[ \t]*>){{{MAX_QUOTE_DEPTH + 1},}}[ \t]?", re.MULTILINE)
# Where `community.models.pictures` keeps what members uploaded; its name says how large it is.
OWN_PICTURE = re.compile(
    rf"{re.escape(settings.MEDIA_URL)}(pictures/\d{{4}}/\d\d/[0-9a-f]{{32}}-(\d{{1,4}})x(\d{{1,4}})\.(?:jpg|png|webp))"
)
_MEMBER = re.compile(r'(<a href=")member:(\d{1,9})"')


def render_markdown(source: str) -> SafeString:
    """Clean HTML of a Markdown source of at most `MAX_SOURCE_LENGTH` characters; the result is safe to show."""
    return clean_html(to_members(parse_markdown(source)))


def to_members(html: str) -> str:
    """``[@Name](member:12)`` leads to a member's page in whatever language the reader has."""
    return _MEMBER.sub(r'\1/members/\2/"', html)


def parse_markdown(source: str) -> str:
    """The HTML of a Markdown source, not cleaned: only for those who clean it themselves (`kb.markup`)."""
    is_bomb = max(source.count("://"), source.count("![")) > MAX_BEGINNINGS
    parser = _plain_parser if is_bomb else _parser
    return parser.render(_QUOTE_RUN.sub("> " * MAX_QUOTE_DEPTH, source.replace("\x00", "")))


def clean_html(html: str) -> SafeString:
    """HTML of a stranger, reduced to `TAGS`: no scripts, styles, ids, frames; links only to http, https and mailto.

    Links say where they lead, and nothing lies too deep (`site_config.links`). Pictures that members uploaded here are
    shown; those from elsewhere become links to them (a reader's address is not told to another site). Headings move
    below the page's own ``h1``.
    """
    if "<img" in html or re.search(r"<h[156]\b", html):
        soup = BeautifulSoup(html, "html.parser")
        for picture in soup.find_all("img"):
            _show_or_link(picture, soup)
        for heading in soup.find_all(list(_HEADINGS_DOWN)):
            heading.name = _HEADINGS_DOWN[heading.name]
        html = str(soup)
    cleaned = nh3.clean(
        without_tricks(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(honest_links(not_too_deep(without_tricks(cleaned))))


_SAYS_NOTHING = {"enter image description here", "image", "alt text", "description", "picture", "screenshot"}


def _show_or_link(picture, soup: BeautifulSoup) -> None:
    """One of ours is as large as it will be before it has come, and a press on it shows it alone."""
    src, words = picture.get("src", ""), picture.get("alt", "")
    link = soup.new_tag("a", href=src)
    if own := OWN_PICTURE.fullmatch(src):
        size = {"width": own[2], "height": own[3], "loading": "lazy", "decoding": "async"}
        picture.attrs = {"src": src, "alt": words, **size}
        if not picture.find_parent("a"):
            picture.wrap(link)
    else:
        words = "" if words.strip().lower() in _SAYS_NOTHING else words
        words = words or src.split("?")[0].rsplit("/", 1)[-1] or src
        link.string = words
        picture.replace_with(words if picture.find_parent("a") else link)  # a link stays what it is, with words


def own_pictures(html: str) -> list[str]:
    """The files of members' pictures that clean HTML shows, each once."""
    return list(dict.fromkeys(OWN_PICTURE.match(src)[1] for src in re.findall(r'<img [^>]*?src="([^"]*)"', html)))


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("code", "class"):
        return value if re.fullmatch(r"language-[\w+-]{1,30}", value) else None
    if (tag, name) == ("a", "title"):
        return None  # it would stand where browsers show the address
    if (tag, name) == ("img", "src"):
        return value if OWN_PICTURE.fullmatch(value) else None
    return value


def plain_text(html: str) -> str:
    """The words of an HTML fragment, blocks apart by a line break: for search, excerpts, mails and descriptions."""
    soup = BeautifulSoup(html, "html.parser")
    for block in soup.find_all(["p", "br", "li", "h2", "h3", "h4", "pre", "blockquote", "tr", "dt", "dd", "summary"]):
        block.append("\n")
    for cell in soup.find_all(["td", "th"]):
        cell.append(" ")
    lines = (" ".join(line.split()) for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)
