"""The store of the site over a folder of Whoosh: what is asked of all its segments together."""

import logging
import os
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from search.engines import parts, scoring
from search.engines.base import Ask, Found, SearchUnavailable
from search.engines.whoosh_fields import WORD_SEPARATOR
from search.engines.whoosh_folder import WhooshFolder
from search.engines.whoosh_segment import Snapshot

logger = logging.getLogger(__name__)
_stores: dict[str, "WhooshStore"] = {}
_stores_lock = threading.Lock()


def store_at(path: str) -> "WhooshStore":
    """The store of a folder: one in each process, whatever number of threads ask."""
    with _stores_lock:
        return _stores.setdefault(os.path.abspath(path), WhooshStore(path))


class WhooshStore(WhooshFolder):
    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        """Whatever goes wrong with the files of an index, callers know one word for it."""
        try:
            yield self.snapshot()
        except SearchUnavailable:
            raise
        except Exception as error:
            logger.warning("The search index cannot be read: %r", error)
            raise SearchUnavailable("The search index cannot be read.") from error

    def find(self, ask: Ask) -> Found:
        with self._reading() as snapshot:
            return scoring.find(snapshot.living, ask)

    def fetch(self, identifiers: Iterable[str]) -> dict[str, dict]:
        with self._reading() as snapshot:
            return parts.fetch(snapshot.living, identifiers)

    def forms(self, lang: str, prefix: str, *, titles: bool = False) -> list[tuple[str, int]]:
        counts: Counter[str] = Counter()
        with self._reading() as snapshot:
            for segment, _ in snapshot.living:
                counts.update(dict(segment.forms(f"{'title' if titles else 'text'}_{lang}", prefix)))
        return list(counts.items())

    def words(self, lang: str) -> list[tuple[str, str, int]]:
        found = []
        with self._reading() as snapshot:
            for segment, _ in snapshot.living:
                for term, count in segment.words(f"words_{lang}"):
                    folded, _, written = term.partition(WORD_SEPARATOR)
                    found.append((folded, written, count))
        return found

    def identifiers(self, model: str = "") -> set[str]:
        with self._reading() as snapshot:
            return snapshot.identifiers(model)

    def version(self) -> object:
        with self._reading():
            return self._stamp

    def is_empty(self) -> bool:
        with self._reading() as snapshot:
            return not snapshot.living
