"""The blocks of a body as plain HTML: what exports write, and where search and word counts get their words."""

from collections.abc import Callable
from html import escape
from typing import Any

from bs4.element import Tag

from kb import markup
from kb.markup import LinkWriter

#: The address of a picture of a body, e.g. a ``data:`` address; empty leaves the picture out but for its words.
PictureWriter = Callable[[Any], str]


def no_link(node: Tag) -> None:
    return None


def no_picture(image: Any) -> str:
    return ""


def html_of(body: Any, link: LinkWriter = no_link, picture: PictureWriter = no_picture) -> str:
    """The HTML of a whole body, one element a line."""
    return "\n".join(line for block in body for line in lines_of(block, link, picture))


def lines_of(block: Any, link: LinkWriter = no_link, picture: PictureWriter = no_picture) -> list[str]:
    """The HTML of one block, one element a text."""
    return _WRITERS[block.block_type](block.value, link, picture)


def _line(words: str | None) -> str:
    """Words of an editor on one line, as HTML."""
    return escape(" ".join((words or "").split()), quote=False)


def _text(value, link, picture):
    written: list[str] = []
    for group in markup.runs(markup.parse(value.source).children):
        node = group[0]
        if markup.is_block(node) and node.name in ("h4", "blockquote"):
            html = markup.inline(node.children, link) if node.name == "h4" else markup.entry(node.children, link)
            written += [f"<{node.name}>{html}</{node.name}>"] if html else []
        elif markup.is_block(node) and node.name == "hr":
            written.append("<hr/>")
        else:
            written += markup.flow(group, link)
    return written


def _heading(value, link, picture):
    return [f"<{value['level']}>{_line(value['text'])}</{value['level']}>"]


def _steps(value, link, picture):
    start = "" if value["start"] in (None, 1) else f' start="{value["start"]}"'
    steps = [_short(step.source, link) for step in value["steps"]]
    return [f"<ol{start}>{''.join(f'<li>{step}</li>' for step in steps if step)}</ol>"]


def _short(source: str, link: LinkWriter) -> str:
    """A small text: bare words when it is a single paragraph."""
    parts = markup.flow(markup.parse(source).children, link)
    if len(parts) == 1 and parts[0].startswith("<p>"):
        return parts[0][3:-4]
    return "".join(parts)


def _picture(value, link, picture):
    if value["image"] is None:
        return []
    alt, caption = escape(" ".join((value["alt"] or "").split())), _line(value["caption"])
    address = picture(value["image"])
    if not address:
        return [f"<p>{words}</p>" for words in (_line(value["alt"]), caption) if words]
    return [
        f'<figure><img src="{address}" alt="{alt}"/>{f"<figcaption>{caption}</figcaption>" * bool(caption)}</figure>'
    ]


def _note(value, link, picture):
    title = _line(value["title"])
    mark = f"<p>[!{'WARNING' if value['kind'] == 'warning' else 'NOTE'}]{f' {title}' * bool(title)}</p>"
    return [f"<blockquote>{mark}{''.join(markup.flow(markup.parse(value['text'].source).children, link))}</blockquote>"]


def _accordion(value, link, picture):
    return [
        f"<details><summary>{_line(pair['question'])}</summary>"
        f"{''.join(markup.flow(markup.parse(pair['answer'].source).children, link))}</details>"
        for pair in value["questions"]
    ]


def _table(value, link, picture):
    headings = [_line(column["heading"]) for column in value.columns]
    head = f"<thead><tr>{''.join(f'<th>{heading}</th>' for heading in headings)}</tr></thead>" if any(headings) else ""
    caption = f"<caption>{_line(value.caption)}</caption>" if value.caption else ""
    rows = "".join(
        f"<tr>{''.join(f'<td>{_cell(cell.source, link)}</td>' for cell in row['values'])}</tr>"
        for row in value.row_data
    )
    return [f"<table>{caption}{head}<tbody>{rows}</tbody></table>"]


def _cell(source: str, link: LinkWriter) -> str:
    return markup.entry(markup.parse(source).children, link)


def _code(value, link, picture):
    language = f' class="language-{value["language"]}"' if value["language"] else ""
    code = escape(value["code"].strip("\n").rstrip(), quote=False)
    return [f"<pre><code{language}>{code}</code></pre>"]


def _video(value, link, picture):
    title = _line(value["title"])
    if value["url"]:
        return [f'<figure><a href="{escape(value["url"])}">{title}</a></figure>']
    return [f'<p><a href="{escape(value["file"].url)}">{title}</a></p>'] if value["file"] else []


_WRITERS = {
    "text": _text,
    "heading": _heading,
    "steps": _steps,
    "picture": _picture,
    "note": _note,
    "accordion": _accordion,
    "table": _table,
    "code": _code,
    "video": _video,
}
