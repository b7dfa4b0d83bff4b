"""The base of every app's Haystack index: say which objects are public, and how one becomes a `Document`.

class ThreadIndex(StoaIndex):
    model = Thread
    affects = {Answer: lambda answer: Thread(pk=answer.thread_id)}
    spreads = {Board: lambda pk: Thread.objects.filter(board=pk)}

    def index_queryset(self, using=None):
        return Thread.objects.visible()

    def document(self, thread):
        return Document(kind="thread", lang=thread.lang, title=thread.title, url=thread.get_absolute_url(), …)
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from haystack import indexes

from search.documents import Document


class StoaIndex(indexes.SearchIndex):
    """Derive it in `<app>/search_indexes.py` and set `model`; Haystack discovers the rest."""

    text = indexes.CharField(document=True)  # Haystack asks for one such field; engines read `document()`.

    model: ClassVar[type[Model]]
    #: Other models whose save or delete re-indexes a few objects: {OtherModel: other -> object, several or None}. Only
    #: type and primary key of these are read; what stands in `spreads` may be named, too.
    affects: ClassVar[dict[type[Model], Callable[[Model], Model | Iterable[Model] | None]]] = {}
    #: Other models on which any number of objects depend: {OtherModel: primary key -> queryset of this index's model}.
    #: The worker asks, in strides; before a delete it is asked at once.
    spreads: ClassVar[dict[type[Model], Callable[[Any], QuerySet]]] = {}
    #: The field `update_index --age` reads.
    updated_field: ClassVar[str | None] = None

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.haystack_use_for_indexing = hasattr(cls, "model")

    def get_model(self) -> type[Model]:
        return self.model

    def get_updated_field(self) -> str | None:
        return self.updated_field

    def index_queryset(self, using=None):
        """What the public may find, with the related rows `document()` needs. Everything else is removed."""
        raise NotImplementedError

    def document(self, obj: Model) -> Document:
        raise NotImplementedError
