"""One form of HTML for all content that comes in or goes out: a few elements, one way to write each.

`flow` and `inline` write elements of a cleaned tree in that form; writing what they wrote changes nothing, which is
what makes export → import → export give the same file. Nothing but what stands here ever reaches a page's body.
"""

import re
from collections.abc import Callable, Iterable
from html import escape

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from site_config import markdown

#: Attributes of a link as stored in a body, e.g. ``linktype="page" id="3"``, or None to keep only its words.
LinkWriter = Callable[[Tag], str | None]

CONTAINERS = {"div", "section", "article", "aside", "main", "header", "footer", "nav", "center", "address", "hgroup"}
FIGURES = {"figure", "figcaption", "img", "h1", "h5", "h6"}
TAGS = markdown.TAGS | CONTAINERS | FIGURES
ATTRIBUTES = {**markdown.ATTRIBUTES, "img": {"src", "alt"}, "a": {"href", "linktype", "id"}}
SCHEMES = {"http", "https", "mailto", "tel", "article", "data"}
INLINE = {
    **{"strong": "b", "b": "b", "em": "i", "i": "i", "del": "s", "s": "s", "sub": "sub", "sup": "sup"},
    **{"code": "code", "samp": "code", "kbd": "kbd"},
}
BLOCKS = CONTAINERS | {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", "table"),
    *("details", "summary", "figure", "figcaption", "hr", "thead", "tbody", "tr", "td", "th", "caption"),
}


def parse(html: str) -> BeautifulSoup:
    """A tree of a stranger's HTML that holds only `TAGS`, `ATTRIBUTES` and harmless addresses."""
    html = html.replace("\x00", "")
    cleaned = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_keep, url_schemes=SCHEMES, link_rel=None
    )
    return BeautifulSoup(cleaned, "html.parser")


def _keep(tag: str, name: str, value: str) -> str | None:
    is_data = value.strip().lower().startswith("data:")
    if (tag, name) == ("img", "src"):
        return value if is_data else None
    if name == "href":
        return None if is_data else value
    if (tag, name) == ("code", "class"):
        return value if re.fullmatch(r"language-[\w+-]{1,30}", value) else None
    return value


_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_NEVER_DEEPER = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "br", "hr", "img"}


def depth(html: str) -> int:
    """At most how deep elements of a stranger's HTML lie in one another, told before anyone builds a tree of it.

    Elements that need no end tag, such as ``<p>``, are not counted.
    """
    deepest = now = 0
    for end, name in _TAG.findall(html):
        if name.lower() not in _NEVER_DEEPER:
            now = max(0, now - 1) if end else now + 1
            deepest = max(deepest, now)
    return deepest


def is_block(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in BLOCKS


def is_words(node: PageElement) -> bool:
    """A text that is to be read: not a comment, a doctype or the like."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def words(node: Tag) -> str:
    """All words of an element on one line."""
    return " ".join(node.get_text(" " if node.find(list(BLOCKS)) else "").split())


def inline(nodes: Iterable[PageElement], link: LinkWriter) -> str:
    """The words of ``nodes`` on one line, with bold, italic, links and the like."""
    html = re.sub(r"\s+", " ", "".join(_inline(node, link) for node in nodes))
    html = re.sub(r" ?<br/> ?", "<br/>", html)
    return re.sub(r"^(?:<br/>| )+|(?:<br/>| )+$", "", html)


def _inline(node: PageElement, link: LinkWriter) -> str:
    if not isinstance(node, Tag):
        return escape(str(node), quote=False) if is_words(node) else ""
    if node.name == "br":
        return "<br/>"
    if node.name == "img":
        return escape(node.get("alt", ""), quote=False)
    inner = "".join(_inline(child, link) for child in node.children)
    if node.name == "a":
        attributes = link(node) if inner.strip() else None
        return f"<a {attributes}>{inner}</a>" if attributes else inner
    if node.name in INLINE:
        name = INLINE[node.name]
        return f"<{name}>{inner}</{name}>" if inner.strip() else inner
    return f" {inner} " if node.name in BLOCKS else inner


def flow(nodes: Iterable[PageElement], link: LinkWriter) -> list[str]:
    """Paragraphs and lists of ``nodes``, one text an element; what a small text cannot hold becomes paragraphs."""
    written: list[str] = []
    for group in runs(nodes):
        if not is_block(group[0]):
            _paragraph(written, inline(group, link))
            continue
        node = group[0]
        if node.name in ("ul", "ol"):
            html = listing(node, link)
            written += [html] if html else []
        elif node.name == "pre":
            lines = [escape(line, quote=False) for line in node.get_text().splitlines() if line.strip()]
            _paragraph(written, "<br/>".join(f"<code>{' '.join(line.split())}</code>" for line in lines))
        elif node.name == "table":
            for row in node.find_all("tr"):
                cells = [inline(cell.children, link) for cell in row.find_all(["td", "th"], recursive=False)]
                _paragraph(written, " — ".join(cell for cell in cells if cell))
        elif node.name in ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"):
            _paragraph(written, _bold(inline(node.children, link)))
        elif node.name != "hr":
            written += flow(node.children, link)
    return written


def _paragraph(written: list[str], html: str) -> None:
    if html:
        written.append(f"<p>{html}</p>")


def _bold(html: str) -> str:
    return f"<b>{re.sub('</?b>', '', html)}</b>" if html else ""


def listing(node: Tag, link: LinkWriter) -> str:
    """A list, nested ones within their entry; other blocks of an entry stand on lines of their own."""
    entries = [entry(child.children, link) for child in node.find_all("li", recursive=False)]
    entries = [html for html in entries if html]
    return f"<{node.name}>{''.join(f'<li>{html}</li>' for html in entries)}</{node.name}>" if entries else ""


def entry(nodes: Iterable[PageElement], link: LinkWriter) -> str:
    """What stands between ``<li>`` and ``</li>``."""
    html = ""
    for part in flow(nodes, link):
        if part.startswith("<p>"):
            joint = "<br/>" if html and not html.endswith(("</ul>", "</ol>")) else ""
            html += joint + part[3:-4]
        else:
            html += part
    return html


def runs(nodes: Iterable[PageElement]) -> list[list[PageElement]]:
    """``nodes`` in groups: each block alone, the words between two blocks together. Comments are left out."""
    groups: list[list[PageElement]] = []
    for node in nodes:
        if not isinstance(node, Tag) and not is_words(node):
            continue
        if is_block(node) or not groups or is_block(groups[-1][0]):
            groups.append([node])
        else:
            groups[-1].append(node)
    return groups
