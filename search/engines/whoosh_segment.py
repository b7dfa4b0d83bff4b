"""One immutable segment of a Whoosh index as a `Part`, with what is worth keeping while it lives.

This, whoosh_terms and whoosh_fields are the only places that look below Whoosh's public interface (the version is
pinned: docs/decisions/0004). Files are mapped or read at a place, never through a cursor: threads may read at once.
"""

import mmap
import os
from dataclasses import dataclass

import numpy as np
from whoosh.reading import SegmentReader

from search.engines.packing import unpack
from search.engines.parts import Living, Values, values_of
from search.engines.whoosh_fields import read_postings
from search.engines.whoosh_terms import Terms

MAX_FORMS = 200  # terms that are read of one prefix
_NOTHING = (np.empty(0, np.uint32), np.empty(0, np.float32))


class Segment:
    """Opens every file at once: a writer in another process may delete a merged segment at any time, and what is open
    stays readable."""

    def __init__(self, reader: SegmentReader):
        self.reader = reader
        self.size = reader.doc_count_all()
        self.terms = Terms(reader._terms)
        self._postings = mmap.mmap(reader._terms._postfile.fileno(), 0, access=mmap.ACCESS_READ)
        self._stored = reader.column_reader("stored", translate=False)
        self.lengths, self.updated = self._column("length"), self._column("updated")
        self._values: dict[str, Values] = {}
        self._totals: dict[str, float] = {}

    def _column(self, name: str) -> np.ndarray:
        """A number of each document; Whoosh leaves trailing zeros out, and columns without anything else."""
        numbers = np.zeros(self.size)
        if self.reader._perdoc.has_column(name):
            kept = self.reader.column_reader(name, translate=False)
            numbers[: kept._count] = np.frombuffer(kept._dbfile.get(kept._basepos, kept._count * 8), ">f8")
        return numbers

    def postings(self, field: str, term: str) -> tuple[np.ndarray, np.ndarray]:
        index = self.terms.find(field, term.encode())
        return _NOTHING if index is None else read_postings(self._postings, *self.terms.extent(index))

    def frequency(self, field: str, term: str) -> int:
        index = self.terms.find(field, term.encode())
        return 0 if index is None else self.terms.extent(index)[2]

    def total_length(self, lang: str) -> float:
        if lang not in self._totals:
            self._totals[lang] = float(self.lengths[self.postings("lang", lang)[0]].sum())
        return self._totals[lang]

    def values(self, name: str) -> Values:
        if name not in self._values:
            terms = [term.decode() for term, _ in self.terms.read(self.terms.range(name))]
            self._values[name] = values_of(self.size, [(term, self.postings(name, term)[0]) for term in terms])
        return self._values[name]

    def number_of(self, identifier: str) -> int | None:
        numbers, _ = self.postings("id", identifier)
        return int(numbers[0]) if len(numbers) else None

    def stored(self, number: int) -> dict:
        column = self._stored
        start = column._basepos + column._offsets[number]
        kept = os.pread(column._dbfile.fileno(), column._lengths[number], start)
        return unpack(kept)

    def forms(self, field: str, prefix: str) -> list[tuple[str, int]]:
        """(term, number of documents) of the first `MAX_FORMS` terms that begin with a prefix."""
        found = self.terms.read(self.terms.range(field, prefix.encode())[:MAX_FORMS])
        return [(term.decode(errors="ignore"), count) for term, count in found]

    def words(self, field: str) -> list[tuple[str, int]]:
        """Every (term, number of documents) of a field."""
        return [(term.decode(errors="ignore"), count) for term, count in self.terms.read(self.terms.range(field))]


@dataclass(frozen=True)
class Snapshot:
    """The segments of one commit, each with the documents deleted since it was written."""

    living: list[Living]

    @classmethod
    def of(cls, segments: list[tuple[Segment, frozenset[int]]]) -> "Snapshot":
        return cls([Living(segment, _mask(segment.size, deleted)) for segment, deleted in segments])

    def identifiers(self, model: str = "") -> set[str]:
        found = set()
        for segment, alive in self.living:
            wanted = np.ones(segment.size, bool) if alive is None else alive.copy()
            if model:
                of_model = np.zeros(segment.size, bool)
                of_model[segment.postings("model", model)[0]] = True
                wanted &= of_model
            names = [term for term, _ in segment.words("id")]
            found.update(name for name in names if wanted[segment.number_of(name)])
        return found


def _mask(size: int, deleted: frozenset[int]) -> np.ndarray | None:
    if not deleted:
        return None
    alive = np.ones(size, bool)
    alive[list(deleted)] = False
    return alive
