"""The HTML that `kb.htmlout` writes, as Markdown that a person can read and change."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

_SPECIAL = re.compile(r"([\\`*<])|(?<!\w)(_)|(_)(?!\w)|(~)(?=~)|(&)(?=#?\w+;)")
_AT_START = re.compile(r"^(?:(#{1,6})(?=\s|$)|([-+])(?=\s|$)|(>)|(\d{1,9})([.)])(?=\s|$)|([=-]{2,})(?=\s*$))", re.M)
_APART = set(".,;:!?'\"()@#%/-–—“”«»„’…")  # beside and within marks, they stay marks
_AROUND = {"b": "**", "i": "*", "s": "~~"}


def markdown_of(lines: list[str]) -> str | None:
    """None where only HTML says it."""
    try:
        return "\n\n".join(_block(_only(line)) for line in lines)
    except _NoForm:
        return "\n".join(lines) if not any("\n\n" in line for line in lines) else None


class _NoForm(Exception):
    pass


def _only(line: str) -> Tag:
    found = [node for node in BeautifulSoup(line, "html.parser").children if isinstance(node, Tag)]
    if len(found) != 1:
        raise _NoForm
    return found[0]


def _block(node: Tag) -> str:
    if node.name in ("h2", "h3", "h4"):
        return f"{'#' * int(node.name[1])} {_words(node.children)}"
    if node.name == "hr":
        return "---"
    if node.name not in _WRITERS:
        raise _NoForm
    return _WRITERS[node.name](node)


def _p(node: Tag) -> str:
    return _lines_of(node.children)


def _flow(nodes: Iterable[PageElement]) -> str:
    """Blocks and bare words of an entry."""
    written, words = [], []
    for node in [*nodes, None]:
        if isinstance(node, Tag) and node.name in ("p", "ul", "ol", "blockquote", "pre"):
            written += [_lines_of(words)] if words else []
            words = []
            written.append(_block(node))
        elif node is not None:
            words.append(node)
    written += [_lines_of(words)] if words else []
    return written[0] + "".join(_joint(part) + part for part in written[1:]) if written else ""


def _joint(part: str) -> str:
    return "\n" if re.match(r"- ", part) else "\n\n"


def _list(node: Tag) -> str:
    number = int(node.get("start", 1))
    entries = []
    for item in node.find_all("li", recursive=False):
        mark = f"{number}. " if node.name == "ol" else "- "
        entries.append(mark + _flow(item.children).replace("\n", "\n" + " " * len(mark)))
        number += 1
    return "\n".join(re.sub(r"(?m)^ +$", "", entry) for entry in entries)


def _quote(node: Tag) -> str:
    text = _flow(node.children)
    text = re.sub(r"^\\?\[!(NOTE|WARNING)\\?\]", r"[!\1]", text)
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _pre(node: Tag) -> str:
    code = node.find("code") or node
    language = next((name.removeprefix("language-") for name in code.get("class") or []), "")
    text = node.get_text()
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}{language}\n{text}\n{fence}"


def _details(node: Tag) -> str:
    summary = node.find("summary", recursive=False)
    words = "".join(str(child) for child in summary.children)
    parts = [_block(child) for child in node.children if isinstance(child, Tag) and child is not summary]
    return "\n\n".join([f"<details><summary>{words}</summary>", *parts, "</details>"])


def _table(node: Tag) -> str:
    head = node.find("thead")
    if node.find("caption") or not head:
        raise _NoForm
    rows = [[_cell(cell) for cell in row.find_all(["th", "td"])] for row in node.find_all("tr")]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


_WRITERS = {"p": _p, "ul": _list, "ol": _list, "blockquote": _quote}
_WRITERS |= {"pre": _pre, "details": _details, "table": _table}


def _cell(cell: Tag) -> str:
    if cell.find(["ul", "ol", "p"]):
        raise _NoForm
    return _words(cell.children).replace("\n", "<br>").replace("|", "\\|")


def _lines_of(nodes: Iterable[PageElement]) -> str:
    """Words that begin a line: what would make a list or a heading of them is marked."""
    return _AT_START.sub(_marked, _words(nodes))


def _marked(match: re.Match) -> str:
    if match[4]:
        return f"{match[4]}\\{match[5]}"
    return f"\\{match[0]}"


def _words(nodes: Iterable[PageElement]) -> str:
    """Inline text. A mark that would not be seen as one, such as within a word, is written as its element."""
    written = [_inline(node) for node in nodes]
    text = ""
    for position, (name, inner) in enumerate(written):
        mark, after = _AROUND.get(name), written[position + 1][1][:1] if position + 1 < len(written) else ""
        if mark and _is_clear(text[-1:], inner, after):
            text += f"{mark}{inner}{mark}"
        else:
            text += f"<{name}>{inner}</{name}>" if name else inner
    return text


def _is_clear(before: str, inner: str, after: str) -> bool:
    """Whether Markdown sees marks around ``inner`` as such, between these two characters."""
    edges = inner[:1] + inner[-1:]
    apart = all(char.isspace() or char in _APART for char in before + after)
    return bool(inner) and apart and all(char.isalnum() or char in _APART for char in edges)


def _inline(node: PageElement) -> tuple[str, str]:
    if isinstance(node, NavigableString):
        return "", _escaped(str(node))
    if node.name == "br":
        return "", "\n"
    if node.name == "code":
        return "", _code(node)
    if node.name == "a":
        href = node.get("href", "")
        address = f"<{href}>" if re.search(r"[\s()<>]", href) else href
        return "", f"[{_words(node.children)}]({address})"
    return node.name, _words(node.children)


def _code(node: Tag) -> str:
    text = node.get_text()
    if node.find(True) or text != text.strip() or not text:
        return f"<code>{''.join(str(child) for child in node.children)}</code>"
    mark = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{space}{text}{space}{mark}"


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return re.sub(r"([\[\]])", r"\\\1", text) if re.search(r"\]\s*[(\[:]|\[\[|\[!", text) else text
