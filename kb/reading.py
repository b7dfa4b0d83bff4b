"""A body as a reader meets it: parts with anchors, a table of contents, plain words, addresses of linked pages."""

import re
from collections import namedtuple
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import slugify
from wagtail.images import get_image_model

from kb import htmlout
from kb.links import linked_ids, public_links, with_addresses
from site_config.markdown import plain_text

WORDS_A_MINUTE = 180
#: What marks a note in the written form of a body; no reader sees it.
_NOTE_MARK = re.compile(r"^\s*\[!(NOTE|WARNING)\]\s*")
#: Names that other elements of the page have.
_TAKEN = {"video", "transcript", "chapters", "feedback", "related", "contents", "main", "top", "short-answer"}

Part = namedtuple("Part", "block anchor")


@dataclass
class Passage:
    """What stands under one heading (none for what comes before the first)."""

    heading: str = ""
    anchor: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Text:
    def __init__(self, page):
        self.page = page

    @cached_property
    def parts(self) -> list[Part]:
        """The blocks in order; headings with an anchor that no other element of the page has."""
        taken, parts = set(_TAKEN), []
        for block in self.page.body:
            anchor = ""
            if block.block_type == "heading":
                stem = anchor = slugify(block.value["text"], allow_unicode=True)[:60] or "part"
                number = 2
                while anchor in taken:
                    anchor, number = f"{stem}-{number}", number + 1
                taken.add(anchor)
            parts.append(Part(block, anchor))
        return parts

    @cached_property
    def toc(self) -> list[tuple[str, str, int]]:
        """Text, anchor and level of every heading, when there are enough to choose from."""
        headings = [
            (part.block.value["text"], part.anchor, int(part.block.value["level"][1:]))
            for part in self.parts
            if part.anchor
        ]
        return headings if len(headings) > 1 else []

    @cached_property
    def passages(self) -> list[Passage]:
        passages = [Passage()]
        for block, anchor in self.parts:
            if anchor:
                passages.append(Passage(block.value["text"], anchor))
            elif words := plain_text("\n".join(htmlout.lines_of(block))):
                passages[-1].lines.append(_NOTE_MARK.sub("", words) if block.block_type == "note" else words)
        return passages

    @property
    def plain(self) -> str:
        texts = (f"{passage.heading}\n{passage.text}".strip() for passage in self.passages)
        return "\n".join(text for text in texts if text)

    @property
    def word_count(self) -> int:
        """About how many words there are to read, counted without taking the body apart."""
        texts = self.page.body.stream_block.get_searchable_content(self.page.body)
        return len(self.page.summary.split()) + sum(len(text.split()) for text in texts)

    @cached_property
    def questions(self) -> list[tuple[str, str]]:
        """Question and answer in plain words, of all accordions: for search engines."""
        return [
            (pair["question"], plain_text(pair["answer"].source))
            for part in self.parts
            if part.block.block_type == "accordion"
            for pair in part.block.value["questions"]
        ]

    @cached_property
    def addresses(self) -> dict[int, str]:
        """Primary key → address of every page the body links to, in the page's own language where there is one."""
        ids = linked_ids(self.page.body)
        return public_links(ids, self.page.locale_id) if ids else {}

    def html(self, source: str) -> str:
        """A rich text of this body ready to show: links point to public pages, or leave only their words."""
        return with_addresses(source, self.addresses)

    def fetch_pictures(self) -> None:
        """All pictures of the body with their renditions in one query."""
        images = [part.block.value["image"] for part in self.parts if part.block.block_type == "picture"]
        images = [image for image in images if image is not None]
        if images:
            renditions = get_image_model()._meta.get_field("renditions").related_model.objects.all()
            prefetch_related_objects(images, Prefetch("renditions", renditions, to_attr="prefetched_renditions"))
