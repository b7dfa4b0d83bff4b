"""One change on which many entries depend (a board is renamed, a section moves) is one task in the outbox.

The worker turns it into tasks for what depends on it, a few at a time and each time behind whatever came in meanwhile:
renaming a board of 10,000 threads costs its editor one row, and keeps nobody else's change waiting.

    community.board.5                        the change
    community.board.5>community.thread>1234  what is left of it: the threads of board 5 after number 1234
"""

import logging
from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Model, Q
from haystack import connections
from haystack.utils import get_model_ct

from search.indexes import StoaIndex
from search.models import IndexTask

logger = logging.getLogger(__name__)
STRIDE = 200  # entries a task becomes at once


def spreading() -> dict[type[Model], list[StoaIndex]]:
    """The models on which many entries depend, each with the indexes that hold them."""
    found: dict[type[Model], list[StoaIndex]] = {}
    for index in connections["default"].get_unified_index().get_indexes().values():
        for model in index.spreads:
            found.setdefault(model, []).append(index)
    return found


def spread(batch: list[IndexTask], failed: set[int]) -> list[IndexTask]:
    """The tasks of a batch that name one entry each; the others become such tasks at the end of the outbox.

    One that cannot is added to `failed`, and tried again next time.
    """
    by_label = {get_model_ct(model): (model, indexes) for model, indexes in spreading().items()}
    plain = [task for task in batch if _label(task) not in by_label]
    many = [task for task in batch if _label(task) in by_label]
    for identifier in {task.identifier: None for task in many}:
        model, indexes = by_label[identifier.partition(">")[0].rpartition(".")[0]]
        same = [task.pk for task in many if task.identifier == identifier]
        try:
            with transaction.atomic():
                IndexTask.objects.bulk_create(IndexTask(identifier=name) for name in _next(identifier, model, indexes))
                IndexTask.objects.filter(pk__in=same).delete()
        except Exception:
            logger.exception("What depends on %s could not be found; it is tried again", identifier)
            failed.update(same)
    return plain


def waiting_for(names: set[str]) -> tuple[set[str], bool]:
    """Which of these entries the outbox names, and whether it holds a change that may concern any of them."""
    tasks = IndexTask.objects.filter(Q(identifier__in=names) | _spreads())
    found = set(tasks.values_list("identifier", flat=True).distinct())
    return found & names, bool(found - names)


def _spreads() -> Q:
    labels = (Q(identifier__startswith=f"{get_model_ct(model)}.") for model in spreading())
    return reduce(or_, labels, Q(pk__in=[]))


def _label(task: IndexTask) -> str:
    return task.identifier.partition(">")[0].rpartition(".")[0]


def _next(identifier: str, model: type[Model], indexes: list[StoaIndex]) -> Iterator[str]:
    """The next entries that depend on what a task names, and what is left of the task."""
    changed, *rest = identifier.split(">")
    key = changed.rpartition(".")[2]
    for index in indexes:
        label, after = rest or (get_model_ct(index.model), "")
        if label != get_model_ct(index.model):
            continue
        found = dependents(index, model, key).order_by("pk")
        pks = list((found.filter(pk__gt=after) if after else found).values_list("pk", flat=True).distinct()[:STRIDE])
        yield from (f"{label}.{pk}" for pk in pks)
        if len(pks) == STRIDE:
            yield f"{changed}>{label}>{pks[-1]}"


def dependents(index: StoaIndex, model: type[Model], key):
    """The objects of an index that depend on one object of another model, itself perhaps gone."""
    return index.spreads[model](key)


def spread_at_once(obj: Model) -> None:
    """Before an object goes: afterwards nobody knows what depended on it. A statement for every few hundred rows."""
    for index in spreading().get(type(obj), ()):
        pks = dependents(index, type(obj), obj.pk).order_by().values_list("pk", flat=True).distinct().iterator()
        label = get_model_ct(index.model)
        IndexTask.objects.bulk_create((IndexTask(identifier=f"{label}.{pk}") for pk in pks), batch_size=500)
