"""The Haystack engine of the site, over Whoosh: `rebuild_index`, `update_index`, `clear_index` and the outbox write
through it, `search.queries` reads through it."""

import logging
from collections.abc import Iterable

from haystack.backends import BaseEngine
from haystack.utils import get_identifier, get_model_ct

from search.engines.base import Ask, Found
from search.engines.haystack_glue import StoaSearchBackend, StoaSearchQuery
from search.engines.whoosh_fields import WORD_SEPARATOR
from search.engines.whoosh_scoring import find
from search.engines.whoosh_store import store_at
from search.records import prepare

logger = logging.getLogger(__name__)


class WhooshBackend(StoaSearchBackend):
    def __init__(self, connection_alias, **options):
        super().__init__(connection_alias, **options)
        self.store = store_at(options["PATH"])

    # --- Haystack's side ---------------------------------------------------------------------------------------------

    def update(self, index, iterable, commit=True):
        """Put objects in the index. An object that cannot be read is logged and left out, the others go in."""
        model = get_model_ct(index.get_model())
        with self.writing() as session:
            for obj in iterable:
                try:
                    session.put(prepare(index.document(obj), get_identifier(obj), model))
                except Exception:
                    logger.exception("%s could not be indexed", get_identifier(obj))

    def remove(self, obj_or_string, commit=True):
        with self.writing() as session:
            session.remove(get_identifier(obj_or_string))

    def clear(self, models=None, commit=True):
        if models is None:
            self.store.clear()
            return
        stale = set().union(*(self.identifiers(get_model_ct(model)) for model in models))
        with self.writing() as session:
            for identifier in stale:
                session.remove(identifier)

    def is_healthy(self) -> bool:
        """Whether the index can be read (or, where there is none yet, made)."""
        try:
            with self.store.lock:
                self.store.snapshot()
        except Exception:
            logger.exception("The search index does not answer")
            return False
        return True

    def is_empty(self) -> bool:
        with self.store.lock:
            return not self.store.snapshot().segments

    # --- our side (search.engines.base.SearchStore) ------------------------------------------------------------------

    def writing(self, patience: float | None = None):
        return self.store.writing(patience)

    def rebuilding(self):
        return self.store.rebuilding()

    def find(self, ask: Ask) -> Found:
        with self.store.lock:
            return find(self.store.snapshot(), ask)

    def forms(self, lang: str, prefix: str, *, titles: bool = False) -> list[tuple[str, int]]:
        field, counts = f"{'title' if titles else 'text'}_{lang}", {}
        with self.store.lock:
            for segment, _ in self.store.snapshot().segments:
                for term, count in segment.forms(field, prefix):
                    counts[term] = counts.get(term, 0) + count
        return list(counts.items())

    def words(self, lang: str) -> Iterable[tuple[str, str, int]]:
        with self.store.lock:
            segments = [segment.words(f"words_{lang}") for segment, _ in self.store.snapshot().segments]
        for words in segments:
            for term, count in words:
                folded, _, written = term.partition(WORD_SEPARATOR)
                yield folded, written, count

    def version(self) -> object:
        """Something that differs whenever the index changed: for what is remembered of it."""
        with self.store.lock:
            return self.store.snapshot()

    def identifiers(self, model: str = "") -> set[str]:
        with self.store.lock:
            return self.store.snapshot().identifiers(model)


class WhooshEngine(BaseEngine):
    backend = WhooshBackend
    query = StoaSearchQuery
