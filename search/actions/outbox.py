"""What must be re-indexed."""

from django.db.models import Model
from haystack import connections
from haystack.utils import get_identifier

from search.models import IndexTask
from search.spreading import spreading


def enqueue(*objects: Model) -> None:
    """Put objects in the outbox, in the caller's transaction: entries, and what many entries depend on.

    An object that concerns no index is left out. The signal processor calls this on every save and delete; after
    `queryset.update()` call it by hand. Only type and primary key are read: `Thread(pk=7)` does.
    """
    known = {*connections["default"].get_unified_index().get_indexes(), *spreading()}
    tasks = [IndexTask(identifier=get_identifier(obj)) for obj in objects if type(obj) in known]
    if tasks:
        IndexTask.objects.bulk_create(tasks)
