"""What the site asks of an engine. A second engine is one file: a store with these few methods.

Engines see finished tokens only (search.records, search.questions); languages, ranking beyond BM25F, excerpts and
corrections are the same for every engine. One that keeps postings itself gives them as `search.engines.parts.Part`s
to `search.engines.scoring.find`; one that lives elsewhere answers an `Ask` in its own way.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from search.records import Record

LIGHT = 0.3
K1, B = 2.0, 0.85


class SearchUnavailable(Exception):
    """The index cannot be read now. Pages that are about searching say so; others go on without."""


class IndexBusy(Exception):
    """Another process is writing, and goes on longer than the caller would wait."""


@dataclass(frozen=True)
class AskedTerm:
    """One word of a question: its stem first, then related forms, each with a share of the weight."""

    forms: tuple[tuple[str, float], ...]
    weight: float
    position: int = 0

    @property
    def is_light(self) -> bool:
        """A word that says little (a stop word): it never brings a document by itself."""
        return self.weight < LIGHT


@dataclass(frozen=True)
class Ask:
    lang: str
    terms: tuple[AskedTerm, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    unwanted: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()  # empty: every kind
    solved: bool | None = None
    groups: frozenset[str] = frozenset()  # keys of sections and boards; empty: everywhere
    since: float | None = None  # a moment (seconds since 1970) before which nothing was changed
    hidden: frozenset[str] = frozenset()  # identifiers that editors took out
    depth: int = 100  # how many candidates to hand back
    titles_only: bool = False


@dataclass
class Found:
    """`count` matches; of them the best `depth` of them as (BM25F score, stored); `idf` of each asked term."""

    count: int = 0
    total: int = 0  # matches before kind, topic, state and time narrow them: what is typed finds, whatever is chosen
    # Matches by filter value. Each leaves its own filter aside and keeps the others: what a click on it would give.
    kinds: dict[str, int] = field(default_factory=dict)
    groups: dict[str, tuple[str, int]] = field(default_factory=dict)  # key → (title, matches)
    solved: int = 0
    since: dict[int, int] = field(default_factory=dict)  # days (7, 30, 365) → matches changed in that time
    candidates: list[tuple[float, dict]] = field(default_factory=list)
    idf: list[float] = field(default_factory=list)
    average_length: float = 1.0


def saturated(weight, length, average: float):
    """BM25's part of a word's weight in a document (numbers or arrays): each further occurrence adds less.

    K1 and B were chosen on the judged sets (docs/decisions/0004): help texts reward repeated words more, and long texts
    less, than the usual 1.2 and 0.75.
    """
    return (K1 + 1) * weight / (weight + K1 * (1 - B + B * length / average))


class Session(Protocol):
    """Changes that become visible together."""

    def put(self, record: Record) -> None: ...

    def remove(self, identifier: str) -> None: ...


class SearchStore(Protocol):
    """Every reading method raises `SearchUnavailable` where the index cannot be read."""

    def writing(self, patience: float | None = None) -> AbstractContextManager[Session]:
        """Wait to be the only writer; commit when the block ends well, change nothing when it fails."""

    def rebuilding(self) -> AbstractContextManager[None]:
        """What this thread writes goes to a new index, which takes the old one's place when the block ends well."""

    def find(self, ask: Ask) -> Found: ...

    def fetch(self, identifiers: Iterable[str]) -> dict[str, dict]:
        """What is stored of documents, by identifier; those the index does not hold are left out."""

    def forms(self, lang: str, prefix: str, *, titles: bool = False) -> list[tuple[str, int]]:
        """(stem or title word, number of documents) of those that begin with a prefix."""

    def words(self, lang: str) -> Iterable[tuple[str, str, int]]:
        """(folded, as written, number of documents) of every word in a language's documents."""

    def identifiers(self, model: str = "") -> set[str]: ...

    def version(self) -> object:
        """Something that differs whenever the index changed: for what is remembered of it."""

    def is_empty(self) -> bool: ...

    def is_outdated(self) -> bool:
        """Whether what is there was written in another form than this code's, and is to be built anew."""

    def clear(self) -> None: ...
