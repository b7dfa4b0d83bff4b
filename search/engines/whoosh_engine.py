"""The Haystack engine of the site, over Whoosh. A second engine is such a file, naming another store."""

from haystack.backends import BaseEngine

from search.engines.haystack_glue import StoaSearchBackend, StoaSearchQuery
from search.engines.whoosh_store import store_at


class WhooshBackend(StoaSearchBackend):
    def open_store(self, options: dict):
        return store_at(options["PATH"])


class WhooshEngine(BaseEngine):
    backend = WhooshBackend
    query = StoaSearchQuery
