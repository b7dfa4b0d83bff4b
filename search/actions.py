"""The writes of search: what must be re-indexed, and what was searched for."""

from django.db.models import Model
from haystack import connections
from haystack.utils import get_identifier

from search.analysis import fold
from search.models import IndexTask, SearchLog
from search.questions import clean

MAX_LOGGED = 200


def enqueue(*objects: Model) -> None:
    """Put objects in the outbox, in the caller's transaction. An object that no index holds is left out.

    The signal processor calls this on every save and delete; after `queryset.update()` call it by hand.
    """
    indexed = connections["default"].get_unified_index().get_indexes()
    tasks = [IndexTask(identifier=get_identifier(obj)) for obj in objects if type(obj) in indexed]
    if tasks:
        IndexTask.objects.bulk_create(tasks)


def log_search(text: str, *, lang: str, kind: str | None, count: int) -> None:
    """Remember what was looked for, folded, and how much was found; never by whom.

    What looks like an email address or a long number may name a person and is not kept.
    """
    words = [word for word in clean(text).split() if "@" not in word and sum(map(str.isdigit, word)) < 5]
    query = " ".join(fold(word) for word in words)[:MAX_LOGGED]
    if query:
        SearchLog.objects.create(query=query, lang=lang, kind=kind or "", count=count)
