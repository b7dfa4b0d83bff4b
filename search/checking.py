"""The index compared with the database: what is missing, what should not be there, and what says something old.

A difference may only mean that a change is under way. So each is looked at again, a few at a time, while nobody else
writes to the index, and counts as wrong when no task in the outbox is about to mend it.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from haystack import connections
from haystack.utils import get_model_ct

from search.indexes import StoaIndex
from search.models import IndexTask
from search.spreading import waiting_for
from search.worker import drain

logger = logging.getLogger(__name__)
AT_ONCE = 200
PATIENCE = 20.0  # seconds to wait for another writer


@dataclass
class Check:
    """What was found of one model; the lists hold identifiers."""

    label: str
    public: int = 0
    missing: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)  # in the index, but not as it is now
    unreadable: list[str] = field(default_factory=list)  # no repair helps: the log says why
    waiting: int = 0  # different, with a task in the outbox

    @property
    def wrong(self) -> list[str]:
        return [*self.missing, *self.surplus, *self.stale]

    def __str__(self):
        reasons = ("missing", "surplus", "stale", "unreadable")
        counts = ", ".join(f"{len(getattr(self, reason))} {reason}" for reason in reasons)
        return f"{self.label}: {self.public} public, {counts}, {self.waiting} waiting"


def check() -> Iterator[Check]:
    """Compare model by model. Raises `IndexBusy` while the index is rebuilt."""
    for index in connections["default"].get_unified_index().get_indexes().values():
        yield _check(index)


def repair(checks: list[Check]) -> int:
    """Have the present state of all that is wrong put in the index; the number of those entries."""
    wrong = [identifier for each in checks for identifier in each.wrong]
    IndexTask.objects.bulk_create((IndexTask(identifier=identifier) for identifier in wrong), batch_size=500)
    drain()
    return len(wrong)


def check_and_repair() -> None:
    """What the worker does once a day. Nothing should ever be wrong, so what was is worth a line in the log."""
    checks = list(check())
    for each in checks:
        if each.wrong or each.unreadable:
            logger.warning("The search index differed: %s", each)
    repair(checks)


def _check(index: StoaIndex) -> Check:
    backend, found = connections["default"].get_backend(), Check(get_model_ct(index.model))
    surplus = backend.identifiers(found.label)
    for documents in _public(index, found):
        found.public += len(documents)
        surplus -= documents.keys()
        indexed = _indexed(documents)
        _look_again(index, [name for name, digest in documents.items() if indexed.get(name) != digest], found)
    names = sorted(surplus)
    for start in range(0, len(names), AT_ONCE):
        _look_again(index, names[start : start + AT_ONCE], found)
    return found


def _public(index: StoaIndex, found: Check) -> Iterator[dict[str, str]]:
    """Identifier → digest of everything public, a few at a time in the order of primary keys."""
    objects, last = index.index_queryset().order_by("pk"), None
    while rows := list((objects if last is None else objects.filter(pk__gt=last))[:AT_ONCE]):
        last = rows[-1].pk
        yield _digests(index, rows, found)


def _digests(index: StoaIndex, objects, found: Check) -> dict[str, str]:
    digests = {}
    for obj in objects:
        name = f"{found.label}.{obj.pk}"
        try:
            digests[name] = index.document(obj).digest
        except Exception:
            logger.exception("%s cannot be read", name)
            digests[name] = ""
    return digests


def _indexed(names) -> dict[str, str]:
    stored = connections["default"].get_backend().fetch(names)
    return {name: entry.get("digest", "") for name, entry in stored.items()}


def _look_again(index: StoaIndex, names: list[str], found: Check) -> None:
    """With the writer's lock, where the outbox does not explain it: then nothing but the two states can differ."""
    names = _not_waiting(names, found)
    if not names:
        return
    with connections["default"].get_backend().writing(PATIENCE):
        indexed = _indexed(names)
        rows = index.index_queryset().filter(pk__in=[name.rpartition(".")[2] for name in names])
        public = _digests(index, rows, found)
        different = _not_waiting([name for name in names if public.get(name) != indexed.get(name)], found)
    for name in different:
        in_database = "surplus" if name not in public else "unreadable" if not public[name] else ""
        getattr(found, in_database or ("stale" if name in indexed else "missing")).append(name)


def _not_waiting(names: list[str], found: Check) -> list[str]:
    waiting, spreads = waiting_for(set(names)) if names else (set(), False)
    left = [] if spreads else [name for name in names if name not in waiting]
    found.waiting += len(names) - len(left)
    return left
