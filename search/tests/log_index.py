"""Something small to find in tests: a logged search, public while its count is above zero.

Search knows no content app, so its tests bring an index of their own.
"""

from contextlib import contextmanager

from django.apps import apps
from haystack import connections

from search.documents import Document
from search.indexes import StoaIndex
from search.models import SearchLog


class LogIndex(StoaIndex):
    model = SearchLog

    def index_queryset(self, using=None):
        return SearchLog.objects.filter(count__gt=0)

    def document(self, log: SearchLog) -> Document:
        if log.query == "unreadable":
            raise ValueError("This one cannot be read.")
        return Document(kind="article", lang="en", title=log.query, url=f"/en/{log.pk}")


@contextmanager
def only_logs_are_found():
    """The site's Haystack with `LogIndex` alone."""
    unified, processor = connections["default"].get_unified_index(), apps.get_app_config("haystack").signal_processor
    unified.build([LogIndex()])
    processor.__dict__.pop("watched", None)
    try:
        yield
    finally:
        unified.reset()
        processor.__dict__.pop("watched", None)
