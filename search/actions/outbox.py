"""What must be re-indexed."""

from django.db.models import Model
from haystack import connections
from haystack.utils import get_identifier

from search.models import IndexTask


def enqueue(*objects: Model) -> None:
    """Put objects in the outbox, in the caller's transaction. An object that no index holds is left out.

    The signal processor calls this on every save and delete; after `queryset.update()` call it by hand.
    """
    indexed = connections["default"].get_unified_index().get_indexes()
    tasks = [IndexTask(identifier=get_identifier(obj)) for obj in objects if type(obj) in indexed]
    if tasks:
        IndexTask.objects.bulk_create(tasks)
