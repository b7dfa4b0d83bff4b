"""What a reader is shown of a result: all of it comes from the index, so a page of hits costs no database query."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from search.excerpts import find_place
from search.ranking import Ranked
from search.records import updated_of

KINDS = ("article", "video", "thread")


@dataclass(frozen=True)
class Hit:
    id: str
    kind: str
    lang: str
    title: str
    url: str
    place: str = ""
    excerpt: SafeString = mark_safe("")  # noqa: RUF009
    passage_label: str = ""
    score: float = 0.0
    solved: bool | None = None
    updated: datetime | None = None
    is_pinned: bool = False  # an editor put it first for this search


@dataclass(frozen=True)
class Results:
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    count_is_exact: bool = True
    page: int = 1
    pages: int = 1
    correction: str = ""
    kinds: dict[str, int] = field(default_factory=dict)  # matches of each kind, whatever kind was asked for


def bare_hit(stored: dict) -> Hit:
    shown = {name: stored[name] for name in ("id", "kind", "lang", "title", "url", "place", "solved")}
    return Hit(**shown, updated=updated_of(stored))


def hit_of(found: Ranked) -> Hit:
    place, stored = find_place(found), found.stored
    shown = {name: stored[name] for name in ("id", "kind", "lang", "title", "place", "solved")}
    return Hit(
        **shown,
        url=place.url or stored["url"],
        excerpt=place.excerpt,
        passage_label=place.label,
        score=round(found.score, 4),
        updated=updated_of(stored),
        is_pinned=found.is_pinned,
    )
