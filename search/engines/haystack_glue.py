"""A store as Haystack sees it: `rebuild_index`, `update_index`, `clear_index` and the outbox write through it,
`search.queries` reads through it.

Of Haystack's own query interface there is enough for its commands and for `SearchQuerySet` in a shell: query strings
are read as plain words here, never as syntax.
"""

import logging
from collections.abc import Iterable

from haystack.backends import BaseSearchBackend, BaseSearchQuery, SearchNode, log_query
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct

from search.engines.base import Ask, AskedTerm, Found, SearchStore, SearchUnavailable
from search.questions import read
from search.records import prepare

EVERYTHING = "*"
logger = logging.getLogger(__name__)


class StoaSearchBackend(BaseSearchBackend):
    """Derive it, and say in `open_store` what the store is."""

    def __init__(self, connection_alias, **options):
        super().__init__(connection_alias, **options)
        self.store: SearchStore = self.open_store(options)

    def open_store(self, options: dict) -> SearchStore:
        raise NotImplementedError

    # --- the store's side --------------------------------------------------------------------------------------------

    def writing(self, patience: float | None = None):
        return self.store.writing(patience)

    def rebuilding(self):
        return self.store.rebuilding()

    def find(self, ask: Ask) -> Found:
        return self.store.find(ask)

    def fetch(self, identifiers: Iterable[str]) -> dict[str, dict]:
        return self.store.fetch(identifiers)

    def forms(self, lang: str, prefix: str, *, titles: bool = False) -> list[tuple[str, int]]:
        return self.store.forms(lang, prefix, titles=titles)

    def words(self, lang: str) -> Iterable[tuple[str, str, int]]:
        return self.store.words(lang)

    def identifiers(self, model: str = "") -> set[str]:
        return self.store.identifiers(model)

    def version(self) -> object:
        return self.store.version()

    def is_empty(self) -> bool:
        return self.store.is_empty()

    def is_outdated(self) -> bool:
        return self.store.is_outdated()

    def is_healthy(self) -> bool:
        """Whether the index can be read (or, where there is none yet, made)."""
        try:
            self.store.version()
        except SearchUnavailable:
            logger.exception("The search index does not answer")
            return False
        return True

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

    @log_query
    def search(self, query_string, start_offset=0, end_offset=None, models=None, result_class=None, **kwargs):
        labels = {get_model_ct(model) for model in models or ()}
        if query_string == EVERYTHING:
            found = [(1.0, name) for name in sorted(self.identifiers())]
        else:
            question = read(query_string, "en")
            terms = tuple(AskedTerm(((term.stem, 1.0),), term.weight) for term in question.terms)
            result = self.find(Ask("en", terms, question.phrases, question.unwanted, depth=10_000))
            found = [(score, stored["id"]) for score, stored in result.candidates]
        rows = []
        for score, identifier in found:
            app, model, pk = identifier.split(".", 2)
            if not labels or f"{app}.{model}" in labels:
                rows.append((result_class or SearchResult)(app, model, pk, score, id=identifier))
        return {"results": rows[start_offset:end_offset], "hits": len(rows)}


class StoaSearchQuery(BaseSearchQuery):
    def build_query(self):
        words = [str(value) for _, value in _leaves(self.query_filter)]
        return " ".join(words) or EVERYTHING

    def build_query_fragment(self, field, filter_type, value):
        return str(value)


def _leaves(node: SearchNode):
    for child in node.children:
        if isinstance(child, SearchNode):
            yield from _leaves(child)
        else:
            yield child
