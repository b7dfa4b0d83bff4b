"""A body as a text that a reader can change: Markdown, and a line ``[[2: words]]`` for each picture, video or other
part that has no such form. The words of a picture or video may change; the part itself stays what it was.

Nothing is lost on the way: what a text does not carry exactly stands as such a line, and unchanged parts stay as they
were stored.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.conf import settings
from wagtail.models import Page

from kb import htmlout
from kb.bodies import body_of
from kb.links import PREFIX, is_whole, link_writer
from kb.mdout import markdown_of
from kb.pictures import keep_picture
from kb.visibility import HelpQuerySet
from site_config.imports import BadLine
from site_config.markdown import parse_markdown

MAX_LENGTH = 60_000  # characters of a text that people may change in one go
MAX_NEW_BLOCKS = 300  # each is written, read and compared
_STANDS_FOR = re.compile(r"[ \t]*\[\[(\d{1,4})(?:[ \t]*:[ \t]*(.*?))?[ \t]*\]\][ \t]*")
_PAGE, _DOCUMENT = re.compile(rf"{PREFIX}(\d{{1,9}})"), re.compile(rf"{PREFIX}document-(\d{{1,9}})")
Raw = dict[str, Any]


@dataclass
class LeftOut(Exception):
    """``numbers`` of parts whose line is missing, and of lines that stand twice or for nothing."""

    missing: list[int]
    wrong: list[int]


def text_of(body) -> str:
    """The body as such a text."""
    written, number = [], 0
    for block, text in zip(body, _texts(body), strict=True):
        if text is None:
            number += 1
            text = f"[[{number}{_words(block)}]]"
        written.append(text)
    return "\n\n".join(filter(None, written))


def parts_of(text: str) -> list[str]:
    """The lines that stand for parts: two texts with the same ones mean the same parts by them."""
    return [f"{one[0]}: {one[1] or ''}" for one in _segments(text) if isinstance(one, tuple)]


def can_carry(body) -> bool:
    """Whether the text, taken over as it is, gives the same body again."""
    try:
        return _htmls(_stream(body, blocks_of(text_of(body), body))) == _htmls(body)
    except (LeftOut, BadLine):
        return False


def blocks_of(text: str, body, picture: Callable[[str], str] | None = None) -> list[Raw]:
    """The raw stream that ``body`` becomes by ``text``. ``picture`` makes a ``data:`` address of a picture's address in
    the text, or nothing; without it no new picture is kept. Raises LeftOut, and BadLine for what nobody can take."""
    raw, link, segments = list(body.raw_data), _link_reader(body), _segments(text)
    special = [block for block, written in zip(raw, _texts(body), strict=True) if written is None]
    _refuse_left_out(len(special), [one[0] for one in segments if isinstance(one, tuple)])
    stream = []
    for segment in segments:
        if isinstance(segment, tuple):
            stream.append(_restated(special[segment[0] - 1], segment[1]))
        else:
            stream += body_of(_with_pictures(parse_markdown(segment), picture), "html", link, keep_picture)
    if len(stream) > len(raw) + MAX_NEW_BLOCKS:
        raise BadLine("too many parts")
    return _untouched(raw, [_lines(block) for block in body], stream, [_lines(one) for one in _stream(body, stream)])


def _texts(body) -> list[str | None]:
    """Each block as Markdown; None for what has no such form."""
    return [None if block.block_type in _WORDS else _text_of_block(block, body) for block in body]


def _text_of_block(block, body) -> str | None:
    text = markdown_of(htmlout.lines_of(block, _written_link))
    return text if text is not None and _carries(text, block, body) else None


def _refuse_left_out(parts: int, used: list[int]) -> None:
    missing = sorted(set(range(1, parts + 1)) - set(used))
    wrong = sorted(number for number, times in Counter(used).items() if not 1 <= number <= parts or times > 1)[:20]
    if missing or wrong:
        raise LeftOut(missing, wrong)


def _segments(text: str) -> list[str | tuple[int, str]]:
    """Markdown, and between it what lines stand for: ``(number, words)``."""
    found, lines = [], []
    for line in text.replace("\r\n", "\n").split("\n"):
        if match := _STANDS_FOR.fullmatch(line):
            found += ["\n".join(lines), (int(match[1]), match[2])]
            lines = []
        else:
            lines.append(line)
    found.append("\n".join(lines))
    return [one for one in found if not isinstance(one, str) or one.strip()]


# --- parts without a form of text ------------------------------------------------------------------------------------

_WORDS = {"picture": ("alt", "caption"), "video": ("title",)}  # their words may change


def _words(block) -> str:
    words = [" ".join((block.value[name] or "").split()) for name in _WORDS.get(block.block_type, ())]
    words = [word.replace("|", "/").replace("]]", "]") for word in words]
    while words and not words[-1]:
        words.pop()
    return f": {' | '.join(words)}" if words else ""


def _restated(block: Raw, words: str | None) -> Raw:
    """The part with other words, where it has any."""
    names = _WORDS.get(block["type"], ())
    if not names or words is None:
        return block
    given = [word.strip() for word in words.split("|")] + [""] * len(names)
    was = [" ".join((block["value"].get(name) or "").split()) for name in names]
    shown = [word.replace("|", "/").replace("]]", "]") for word in was]
    changed = {name: new for name, new, old in zip(names, given, shown, strict=False) if new != old}
    if block["type"] == "video":
        changed = {name: new for name, new in changed.items() if new}  # a video needs its words
    return {**block, "value": {**block["value"], **{name: new[:200] for name, new in changed.items()}}}


# --- what stays as it was --------------------------------------------------------------------------------------------


def _stream(body, raw: list[Raw]):
    return body.stream_block.to_python(raw)


def _htmls(blocks) -> list[str]:
    """The lines of HTML of all blocks: what is compared."""
    return [line for block in blocks for line in _lines(block)]


def _lines(block) -> list[str]:
    return htmlout.lines_of(block, _stored_link, lambda image: f"picture:{image.pk}")


def _untouched(raw: list[Raw], was: list[list[str]], stream: list[Raw], is_now: list[list[str]]) -> list[Raw]:
    """``stream`` with each block that says what it said before as it was stored, number and all; a changed one keeps
    the number of the one it replaces, so that translations find it."""
    old, new = [tuple(lines) for lines in was], [tuple(lines) for lines in is_now]
    stream = list(stream)
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pairs = list(zip(range(old_from, old_to), range(new_from, new_to), strict=False))
        for before, after in pairs:
            if what == "equal":
                stream[after] = raw[before]
            elif what == "replace" and raw[before]["type"] == stream[after]["type"] and "id" in raw[before]:
                stream[after] = {**stream[after], "id": raw[before]["id"]}
    return _numbered_once(stream)


def _numbered_once(stream: list[Raw]) -> list[Raw]:
    seen, found = set(), []
    for block in stream:
        number = block.get("id")
        found.append({name: value for name, value in block.items() if name != "id"} if number in seen else block)
        seen.update([number] if number else [])
    return found


def _carries(text: str, block, body) -> bool:
    """Whether a block comes back from its text as it is."""
    if any(isinstance(segment, tuple) for segment in _segments(text)):
        return False
    try:
        raw = body_of(parse_markdown(text), "html", _link_reader(body), keep_picture)
    except BadLine:
        return False
    return _htmls(_stream(body, raw)) == _lines(block)


# --- links and pictures ----------------------------------------------------------------------------------------------


def _written_link(node: Tag) -> str | None:
    """As people read it: pages and documents of ours by number."""
    number = node.get("id") or ""
    if node.get("linktype") == "page" and number.isdecimal():
        return f'href="{PREFIX}{number}"'
    if node.get("linktype") == "document" and number.isdecimal():
        return f'href="{PREFIX}document-{number}"'
    href = (node.get("href") or "").strip()
    return f'href="{escape(href)}"' if href else None


def _stored_link(node: Tag) -> str | None:
    """As it is stored, in one order of attributes."""
    if node.get("linktype"):
        return f'linktype="{escape(node["linktype"])}" id="{escape(node.get("id") or "")}"'
    href = (node.get("href") or "").strip()
    return f'href="{escape(href)}"' if href else None


def _link_reader(body):
    """Links to the web, to public pages, and to documents that the body links to already."""
    had = str(list(body.raw_data))

    def write(node: Tag) -> str | None:
        href = (node.get("href") or "").strip()
        if page := _PAGE.fullmatch(href):
            is_there = f'id=\\"{page[1]}\\"' in had or f'id="{page[1]}"' in had
            is_there = is_there or HelpQuerySet(Page).visible().filter(pk=page[1], depth__gt=2).exists()
            return f'linktype="page" id="{page[1]}"' if is_there else None
        if document := _DOCUMENT.fullmatch(href):
            known = re.search(rf'linktype=\\?"document\\?"[^>]*id=\\?"{document[1]}\\?"', had)
            known = known or re.search(rf'id=\\?"{document[1]}\\?"[^>]*linktype=\\?"document\\?"', had)
            return f'linktype="document" id="{document[1]}"' if known else None
        if href.lower().startswith(PREFIX) and href in had:
            return f'href="{escape(href)}"'  # one that waits for its page since an import
        return f'href="{escape(href)}"' if is_whole(href) else None

    return write


def blocks_of_post(html: str, language: str, picture: Callable[[str], str]) -> list[Raw]:
    """The raw stream of a post's clean HTML: its pictures kept, links within the site written out."""
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", href=re.compile("^/")):
        link["href"] = f"{settings.SITE_URL}{link['href']}"
    return body_of(_with_pictures(str(soup), picture), "html", link_writer(language), keep_picture)


def _with_pictures(html: str, picture: Callable[[str], str] | None) -> str:
    """``html`` with each picture as the ``data:`` address it is kept by; others leave their words."""
    if "<img" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for image in soup.find_all("img"):
        if image.parent.name == "a" and not image.parent.get_text(strip=True):
            image.parent.unwrap()  # a press on it showed it alone
        address = picture(image.get("src", "")) if picture else ""
        if address:
            image["src"] = address
        else:
            image.replace_with(image.get("alt", ""))
    return str(soup)
