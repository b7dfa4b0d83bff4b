"""Reading one immutable segment of a Whoosh index, with what is worth keeping while it lives.

Whoosh's own matchers and collectors step posting by posting; here whole blocks of postings are taken at once. This is
the only place that looks below Whoosh's public interface (the version is pinned: docs/decisions/0004).
"""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass

from whoosh.reading import SegmentReader, TermNotFound

MAX_FORMS = 200  # terms that are read of one prefix


class Segment:
    def __init__(self, reader: SegmentReader):
        self.reader = reader
        self._filters: dict[tuple[str, str], frozenset[int]] = {}
        self._lengths: dict[str, list[int]] = {}
        self._words: dict[str, list[tuple[str, int]]] = {}
        self._stored = reader.column_reader("stored", translate=False)
        self._open_lengths()

    def _open_lengths(self) -> None:
        """Open every file now: a writer in another process may delete a merged segment at any time, and what is open
        stays readable."""
        for field in self.reader.schema.names():
            if field.startswith("text_"):
                self.reader.doc_field_length(0, field)

    def blocks(self, field: str, term: str) -> Iterator[tuple]:
        """(document numbers, weights) of a term, a block at a time; deleted documents are still in."""
        try:
            matcher = self.reader._terms.matcher(field, term.encode(), self.reader.schema[field].format)
        except TermNotFound:
            return
        while matcher.is_active():
            matcher.id(), matcher.weight()  # Both read their part of the block.
            yield matcher._ids, matcher._weights
            matcher._next_block()

    def documents(self, field: str, term: str) -> frozenset[int]:
        return frozenset(number for numbers, _ in self.blocks(field, term) for number in numbers)

    def having(self, field: str, term: str) -> frozenset[int]:
        """`documents`, remembered: for the few values of a filter."""
        if (field, term) not in self._filters:
            self._filters[field, term] = self.documents(field, term)
        return self._filters[field, term]

    def frequency(self, field: str, term: str) -> int:
        return self.reader._terms.doc_frequency(field, term.encode()) if self.has(field, term) else 0

    def has(self, field: str, term: str) -> bool:
        return (field, term.encode()) in self.reader._terms

    def lengths(self, field: str) -> list[int]:
        if field not in self._lengths:
            length, count = self.reader.doc_field_length, self.reader.doc_count_all()
            self._lengths[field] = [length(number, field) or 0 for number in range(count)]
        return self._lengths[field]

    def forms(self, field: str, prefix: str) -> list[tuple[str, int]]:
        """(term, number of documents) of the first `MAX_FORMS` terms that begin with a prefix."""
        found, start = [], prefix.encode()
        for (name, term), info in self.reader._terms.items_from(field, start):
            if name != field or not term.startswith(start) or len(found) >= MAX_FORMS:
                break
            found.append((term.decode(errors="ignore"), info.doc_frequency()))
        return found

    def words(self, field: str) -> list[tuple[str, int]]:
        """Every (term, number of documents) of a field; read once."""
        if field not in self._words:
            found = []
            for (name, term), info in self.reader._terms.items_from(field, b""):
                if name != field:
                    break
                found.append((term.decode(errors="ignore"), info.doc_frequency()))
            self._words[field] = found
        return self._words[field]

    def stored(self, number: int) -> dict:
        return pickle.loads(self._stored[number])  # noqa: S301 (our own index)


@dataclass(frozen=True)
class Snapshot:
    """The segments of one commit, each with the documents deleted since it was written."""

    segments: list[tuple[Segment, frozenset[int]]]

    def count(self, field: str, term: str) -> int:
        return sum(segment.frequency(field, term) for segment, _ in self.segments)

    def average_length(self, field: str, documents: int) -> float:
        total = sum(segment.reader.field_length(field) for segment, _ in self.segments)
        return max(1.0, total / max(1, documents))

    def identifiers(self, model: str = "") -> set[str]:
        found = set()
        for segment, deleted in self.segments:
            wanted = segment.documents("model", model) if model else None
            for term, _ in segment.words("id"):
                numbers = segment.documents("id", term) - deleted
                if numbers and (wanted is None or numbers & wanted):
                    found.add(term)
        return found
