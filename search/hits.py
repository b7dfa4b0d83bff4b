"""What a reader is shown of a result: all of it comes from the index, so a page of hits costs no database query."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from search.excerpts import find_place
from search.ranking import Ranked
from search.records import texts_of, updated_of

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
    answers: int = 0  # of a thread


@dataclass(frozen=True)
class Results:
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    count_is_exact: bool = True
    page: int = 1
    pages: int = 1
    per_page: int = 10
    correction: str = ""  # what was searched for, where what was typed is not in the index
    # Matches by filter value. Each leaves its own filter aside and keeps the others: what a click on it would give.
    kinds: dict[str, int] = field(default_factory=dict)
    groups: dict[str, tuple[str, int]] = field(default_factory=dict)  # key → (title, matches)
    languages: dict[str, int] = field(default_factory=dict)  # of those that were looked at
    solved: int = 0
    since: dict[int, int] = field(default_factory=dict)  # days → matches changed in that time

    @property
    def first_rank(self) -> int:
        """The place of the first hit of this page among all."""
        return (self.page - 1) * self.per_page + 1

    def with_titles_of(self, others: list["Results"]) -> "Results":
        """Knows what sections and boards are called in which only others found something."""
        titles = {key: (title, 0) for other in others for key, (title, _count) in other.groups.items()}
        return replace(self, groups=titles | self.groups) if titles else self

    @property
    def shown_count(self) -> int:
        """How many of the matches the pages hold."""
        return min(self.count, self.pages * self.per_page)


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
        answers=_answers_of(stored) if stored["kind"] == "thread" else 0,
    )


def _answers_of(stored: dict) -> int:
    """Each passage of a thread is an answer; a long one lies in the index in pieces."""
    return len({url for _, url, _, kind in texts_of(stored) if kind == "passage"})
