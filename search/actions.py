"""The writes of search: what must be re-indexed, and what was searched for."""

from django.db.models import Model
from haystack import connections
from haystack.utils import get_identifier

from search.models import IndexTask


def enqueue(obj: Model) -> None:
    """Put an object in the outbox, in the caller's transaction. An object that no index holds is left out.

    The signal processor calls this on every save and delete; after `queryset.update()` call it by hand.
    """
    if type(obj) in connections["default"].get_unified_index().get_indexes():
        IndexTask.objects.create(identifier=get_identifier(obj))
