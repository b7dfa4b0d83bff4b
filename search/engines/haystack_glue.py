"""Enough of Haystack's own query interface for its management commands and for `SearchQuerySet` in a shell.

The site itself asks `search.queries`; Haystack's query strings are read as plain words here, never as syntax.
"""

from haystack.backends import BaseSearchBackend, BaseSearchQuery, SearchNode, log_query
from haystack.models import SearchResult
from haystack.utils import get_model_ct

from search.engines.base import Ask, AskedTerm
from search.questions import read

EVERYTHING = "*"


class StoaSearchBackend(BaseSearchBackend):
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
