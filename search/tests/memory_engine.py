"""A second engine, whole: it shows what an engine must do, and that no more than this is Whoosh.

Postings live in a dictionary that is made again by each commit."""

import bisect
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import numpy as np

from search.engines import parts, scoring
from search.engines.base import Ask, Found
from search.records import Record

_NONE = (np.empty(0, np.uint32), np.empty(0, np.float32))


def terms_of(record: Record) -> Iterator[tuple[str, dict[str, float]]]:
    exact = {name: getattr(record, name) for name in ("kind", "solved", "lang", "model")}
    exact["group"] = parts.group_name(record.group_key, record.group) if record.group_key else ""
    yield from ((name, {value: 1.0}) for name, value in exact.items() if value)
    yield f"text_{record.lang}", record.weights
    yield f"title_{record.lang}", dict.fromkeys(record.title_terms, 1.0)


class MemoryPart:
    def __init__(self, records: dict[str, Record]):
        self.records, self.size = list(records.values()), len(records)
        self.numbers = {identifier: number for number, identifier in enumerate(records)}
        self.lengths = np.array([record.length for record in self.records], float)
        self.updated = np.array([record.stored["updated"] or 0.0 for record in self.records], float)
        lists: dict[tuple[str, str], list] = {}
        for number, record in enumerate(self.records):
            for field, weights in terms_of(record):
                for term, weight in weights.items():
                    lists.setdefault((field, term), []).append((number, weight))
        self.terms = sorted(lists)
        self.lists = {key: tuple(map(np.array, zip(*pairs, strict=True))) for key, pairs in lists.items()}

    def postings(self, field: str, term: str):
        return self.lists.get((field, term), _NONE)

    def frequency(self, field: str, term: str) -> int:
        return len(self.postings(field, term)[0])

    def total_length(self, lang: str) -> float:
        return sum(record.length for record in self.records if record.lang == lang)

    def values(self, name: str) -> parts.Values:
        return parts.values_of(self.size, [(key[1], self.lists[key][0]) for key in self.terms if key[0] == name])

    def number_of(self, identifier: str) -> int | None:
        return self.numbers.get(identifier)

    def stored(self, number: int) -> dict:
        return self.records[number].stored

    def forms(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        for key in self.terms[bisect.bisect_left(self.terms, (field, prefix)) :]:
            if key[0] != field or not key[1].startswith(prefix):
                return
            yield key[1], self.frequency(*key)


class MemorySession:
    def __init__(self, records: dict[str, Record]):
        self.records = dict(records)

    def put(self, record: Record) -> None:
        self.remove(record.identifier)
        self.records[record.identifier] = record

    def remove(self, identifier: str) -> None:
        self.records.pop(identifier, None)


class MemoryStore:
    def __init__(self):
        self.target: dict[str, Record] | None = None  # what a rebuild has written
        self.clear()

    def clear(self) -> None:
        self._use({})

    def _use(self, records: dict[str, Record]) -> None:
        self.records, self.part = records, MemoryPart(records)

    @contextmanager
    def writing(self, patience: float | None = None):
        session = MemorySession(self.records if self.target is None else self.target)
        yield session
        if self.target is None:
            self._use(session.records)
        else:
            self.target = session.records

    @contextmanager
    def rebuilding(self):
        self.target = {}
        try:
            yield
            self._use(self.target)
        finally:
            self.target = None

    def find(self, ask: Ask) -> Found:
        return scoring.find([parts.Living(self.part, None)], ask)

    def fetch(self, identifiers: Iterable[str]) -> dict[str, dict]:
        return parts.fetch([parts.Living(self.part, None)], identifiers)

    def forms(self, lang: str, prefix: str, *, titles: bool = False) -> list[tuple[str, int]]:
        return list(self.part.forms(f"{'title' if titles else 'text'}_{lang}", prefix))[:200]

    def words(self, lang: str) -> list[tuple[str, str, int]]:
        return [(*word, 1) for record in self.records.values() if record.lang == lang for word in record.words]

    def identifiers(self, model: str = "") -> set[str]:
        return {name for name, record in self.records.items() if not model or record.model == model}

    def version(self) -> object:
        return id(self.part)

    def is_empty(self) -> bool:
        return not self.records

    def is_outdated(self) -> bool:
        return False
