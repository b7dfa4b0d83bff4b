"""HTML or Markdown into the blocks of a body: what an editor would have chosen for each part."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from bs4.element import PageElement, Tag

from kb import markup
from kb.blocks import LANGUAGES_OF_CODE
from kb.embeds import embed_address
from kb.markup import LinkWriter
from site_config.imports import BadLine
from site_config.markdown import parse_markdown

#: The primary key of the stored picture for a ``data:`` address and its words.
PictureKeeper = Callable[[str, str], int]
Nodes = Iterable[PageElement]

_MARK = re.compile(r"\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*", re.IGNORECASE)
_WARNINGS = {"WARNING", "CAUTION"}
_SPECIAL = ["pre", "table", "blockquote", "details", "figure", "img"]
MAX_COLUMNS = 30
MAX_DEPTH = 200  # elements inside elements; every reader of HTML slows down with the square of it


def body_of(source: str, source_format: str, link: LinkWriter, picture: PictureKeeper) -> list[dict[str, Any]]:
    """The raw stream of a Markdown or HTML source, cleaned: nothing in it but our own blocks."""
    html = parse_markdown(source) if source_format == "markdown" else source
    if markup.depth(html) > MAX_DEPTH:
        raise BadLine("nested too deeply")
    builder = _Builder(link, picture)
    builder.walk(list(markup.parse(html).children))
    return builder.finish()


class _Builder:
    def __init__(self, link: LinkWriter, picture: PictureKeeper):
        self.link, self.picture = link, picture
        self.blocks: list[dict[str, Any]] = []
        self.text: list[str] = []

    def finish(self) -> list[dict[str, Any]]:
        if self.text:
            self.blocks.append({"type": "text", "value": "".join(self.text)})
            self.text = []
        return self.blocks

    def add(self, block_type: str, value: Any) -> None:
        self.finish()
        self.blocks.append({"type": block_type, "value": value})

    def walk(self, nodes: Nodes) -> None:
        for group in markup.runs(nodes):
            if markup.is_block(group[0]):
                self.block(group[0])
            else:
                self.paragraph(group)

    def block(self, node: Tag) -> None:
        handle = getattr(self, f"_{node.name}", None)
        if handle:
            handle(node)
        else:
            self.walk(list(node.children))

    def paragraph(self, nodes: list[PageElement]) -> None:
        """Words up to a picture, the picture, the words after it."""
        words: list[PageElement] = []
        for node in nodes:
            pictures = [node] if _is_picture(node) else node.find_all(_is_picture) if isinstance(node, Tag) else []
            if not pictures:
                words.append(node)
                continue
            if node not in pictures:
                words.append(node)  # the words around it; the picture itself leaves only its description
            self._write(words)
            words = []
            for found in pictures:
                self.keep_picture(found, "")
        self._write(words)

    def _write(self, nodes: list[PageElement]) -> None:
        if html := markup.inline(nodes, self.link):
            self.text.append(f"<p>{html}</p>")

    def _p(self, node: Tag) -> None:
        self.paragraph(list(node.children))

    def _h2(self, node: Tag) -> None:
        self.heading(node, "h2")

    _h1 = _h2

    def _h3(self, node: Tag) -> None:
        self.heading(node, "h3")

    def heading(self, node: Tag, level: str) -> None:
        words = markup.words(node)
        if len(words) > 200:
            self.text.append(f"<p><b>{markup.inline([node], lambda a: None)}</b></p>")
        elif words:
            self.add("heading", {"text": words, "level": level})

    def _h4(self, node: Tag) -> None:
        if html := markup.inline(node.children, self.link):
            self.text.append(f"<h4>{html}</h4>")

    _h5 = _h6 = _h4

    def _hr(self, node: Tag) -> None:
        self.text.append("<hr/>")

    def _dt(self, node: Tag) -> None:
        if html := markup.inline(node.children, self.link):
            self.text.append(f"<p><b>{re.sub('</?b>', '', html)}</b></p>")

    def _pre(self, node: Tag) -> None:
        code = node.find("code")
        language = next((c.removeprefix("language-") for c in (code.get("class") or []) if code), "") if code else ""
        text = node.get_text().strip("\n").rstrip()
        if text:
            self.add("code", {"language": language if language in LANGUAGES_OF_CODE else "", "code": text})

    def _ul(self, node: Tag) -> None:
        entries: list[str] = []
        for item in node.find_all("li", recursive=False):
            simple, rest = _split(item)
            if html := markup.entry(simple, self.link):
                entries.append(f"<li>{html}</li>")
            if rest:
                self._close_list(entries)
                entries = []
                self.walk(rest)
        self._close_list(entries)

    def _close_list(self, entries: list[str]) -> None:
        if entries:
            self.text.append(f"<ul>{''.join(entries)}</ul>")

    def _ol(self, node: Tag) -> None:
        """Steps; a note or a picture within one interrupts them, and the numbers go on after it."""
        number = _start(node)
        steps: list[str] = []
        for item in node.find_all("li", recursive=False):
            simple, rest = _split(item)
            if html := "".join(markup.flow(simple, self.link)):
                steps.append(html)
            if rest:
                number = self._close_steps(number, steps)
                steps = []
                self.walk(rest)
        self._close_steps(number, steps)

    def _close_steps(self, number: int, steps: list[str]) -> int:
        if steps:
            self.add("steps", {"start": number, "steps": steps})
        return number + len(steps)

    def _blockquote(self, node: Tag) -> None:
        children = [child for child in node.children if isinstance(child, Tag) or str(child).strip()]
        mark = _MARK.match(node.get_text())
        if mark:
            title, html = self._marked(node)
            self.note("warning" if mark[1].upper() in _WARNINGS else "note", title, html)
        elif children and getattr(children[0], "name", "") in ("h1", "h2", "h3", "h4", "h5", "h6"):
            title = markup.words(children[0])[:200]
            self.note("note", title, "".join(markup.flow(children[1:], self.link)))
        elif node.find(["ul", "ol", "pre", "table", "details", "figure", "img", "blockquote"]):
            self.note("note", "", "".join(markup.flow(children, self.link)))
        elif html := markup.entry(children, self.link):
            self.text.append(f"<blockquote>{html}</blockquote>")

    def _marked(self, node: Tag) -> tuple[str, str]:
        """Title and text of ``[!NOTE] title``, a line break or a new paragraph, and the text."""
        paragraphs = markup.flow(node.children, self.link)
        first, *others = paragraphs
        first = _MARK.sub("", first.removeprefix("<p>").removesuffix("</p>"), count=1)
        title, _, rest = first.partition("<br/>")
        text = "".join([f"<p>{rest}</p>" if rest else "", *others])
        plain = markup.words(markup.parse(title))
        if not text or len(plain) > 200:
            return "", (f"<p>{title}</p>" if title else "") + text
        return plain, text

    def note(self, kind: str, title: str, html: str) -> None:
        if html or title:
            html, title = (html, title) if html else (f"<p>{markup.escape(title, quote=False)}</p>", "")
            self.add("note", {"kind": kind, "title": title, "text": html})

    def _details(self, node: Tag) -> None:
        summary = node.find("summary", recursive=False)
        question = markup.words(summary)[:300] if summary else ""
        others = [child for child in node.children if child is not summary]
        answer = "".join(markup.flow(others, self.link))
        if not question:
            self.walk(others)
        elif answer:
            pair = {"question": question, "answer": answer}
            if not self.text and self.blocks and self.blocks[-1]["type"] == "accordion":
                self.blocks[-1]["value"]["questions"].append(pair)
            else:
                self.add("accordion", {"questions": [pair]})
        else:
            self.text.append(f"<p><b>{markup.escape(question, quote=False)}</b></p>")

    def _table(self, node: Tag) -> None:
        rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
        cells = [row.find_all(["td", "th"], recursive=False)[:MAX_COLUMNS] for row in rows]
        cells = [row for row in cells if row]
        if not cells:
            return
        has_head = rows[0].parent.name == "thead" or all(cell.name == "th" for cell in cells[0])
        width = max(len(row) for row in cells)
        head = [markup.words(cell) for cell in cells[0]] if has_head else []
        head += [""] * (width - len(head))
        body = [
            ["".join(f"<p>{html}</p>" for html in [self._cell(cell)] if html) for cell in row]
            for row in (cells[1:] if has_head else cells)
        ]
        caption = node.find("caption")
        value = {
            "columns": [{"type": "text", "heading": heading} for heading in head],
            "rows": [{"values": row + [""] * (width - len(row))} for row in body],
            "caption": markup.words(caption) if caption else "",
        }
        self.add("table", value)

    def _cell(self, cell: Tag) -> str:
        parts = (re.sub(r"</?(?:p|ul|ol)>|<li>", "", part) for part in markup.flow(cell.children, self.link))
        return "<br/>".join(part.replace("</li>", "<br/>").removesuffix("<br/>") for part in parts)

    def _figure(self, node: Tag) -> None:
        image, link, caption = node.find(_is_picture), node.find("a"), node.find("figcaption")
        if image:
            self.keep_picture(image, markup.words(caption) if caption else "")
        elif link and link.get("href") and embed_address(link["href"]):
            self.add("video", {"title": markup.words(link)[:200], "url": link["href"], "file": None})
        else:
            self.walk(list(node.children))

    def keep_picture(self, node: Tag, caption: str) -> None:
        alt = " ".join(node.get("alt", "").split())[:300]
        self.add("picture", {"image": self.picture(node["src"], alt), "alt": alt, "caption": caption[:300]})


def _is_picture(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name == "img" and bool(node.get("src"))


def _split(item: Tag) -> tuple[list[PageElement], list[PageElement]]:
    """The children of a list entry before its first note, code, table or picture, and those from there on."""
    children = list(item.children)
    for position, child in enumerate(children):
        special = isinstance(child, Tag) and (
            (child.name in _SPECIAL and (child.name != "img" or _is_picture(child)))
            or any(_is_picture(found) or found.name != "img" for found in child.find_all(_SPECIAL))
        )
        if special:
            return children[:position], children[position:]
    return children, []


def _start(node: Tag) -> int:
    start = str(node.get("start", "1"))
    return min(max(int(start), 1), 999) if start.isdecimal() and len(start) < 5 else 1
