"""The outbox applied to the index. `manage.py worker` calls `drain` again and again; so may anybody, at any time.

A task says only *which* object to look at. The object's present state decides what the index gets, and a task is
deleted after the index was committed: killed anywhere in between, the next drain does the same again. Reading that
state and writing the index happen under the writer's lock, so an older state never overwrites a newer one.
"""

import logging
from collections import defaultdict

from django.apps import apps
from django.core.management import call_command
from haystack import connections
from haystack.exceptions import NotHandled

from search.engines.base import IndexBusy
from search.models import IndexTask
from search.records import prepare
from search.spreading import spread

logger = logging.getLogger(__name__)
FRESH = OLD = 60  # tasks of a batch: a change made now waits for one batch at most, whatever else waits
PATIENCE = 2.0  # seconds to wait for another writer; a rebuild takes longer, and the tasks wait for it in the outbox


def drain() -> int:
    """Apply all waiting tasks; the number of those done. Tasks that fail stay, and are tried again next time."""
    done, failed = 0, set()
    renew_outdated()
    try:
        while batch := _next_batch(failed):
            done += _apply(spread(batch, failed), failed)
    except IndexBusy:
        logger.info("Another process writes the index; %s tasks wait", IndexTask.objects.count())
    return done


def _next_batch(failed: set[int]) -> list[IndexTask]:
    """The oldest tasks, so that each has its turn, and with them the newest: what is published now is found now, though
    five thousand tasks of an import wait."""
    waiting = IndexTask.objects.exclude(pk__in=failed)
    both = [*waiting.order_by("pk")[:OLD], *waiting.order_by("-pk")[:FRESH]]
    return list({task.pk: task for task in both}.values())


def renew_outdated() -> None:
    """An index that another version of the site wrote is never read; after an upgrade it is built anew by itself."""
    if connections["default"].get_backend().is_outdated():
        logger.warning("The search index was written by another version of the site and is built anew")
        call_command("rebuild_index", verbosity=0)


def _apply(batch: list[IndexTask], failed: set[int]) -> int:
    """Index what the tasks name; those that could not be read are added to `failed`."""
    if not batch:
        return 0
    unread: set[str] = set()
    with connections["default"].get_backend().writing(PATIENCE) as session:
        for label, keys in _by_model(batch).items():
            unread |= _put_present_state(session, label, keys)
    failed.update(task.pk for task in batch if task.identifier in unread)
    return forget([task for task in batch if task.identifier not in unread])


def forget(finished: list[IndexTask]) -> int:
    """Delete exactly the tasks that were read: one written since says that something changed since."""
    IndexTask.objects.filter(pk__in=[task.pk for task in finished]).delete()
    return len(finished)


def _by_model(batch: list[IndexTask]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = defaultdict(set)
    for task in batch:
        label, _, key = task.identifier.rpartition(".")
        keys[label].add(key)
    return keys


def _put_present_state(session, label: str, keys: set[str]) -> set[str]:
    """What is public now is put, everything else removed; the identifiers of what could not be read."""
    index = _index_of(label)
    public = {str(obj.pk): obj for obj in index.index_queryset().filter(pk__in=keys)} if index else {}
    failed = set()
    for key in keys:
        identifier = f"{label}.{key}"
        if key not in public:
            session.remove(identifier)
            continue
        try:
            session.put(prepare(index.document(public[key]), identifier, label))
        except Exception:
            logger.exception("%s could not be indexed; it is tried again", identifier)
            failed.add(identifier)
    return failed


def _index_of(label: str):
    """The index of a model; None for one that is found no more, whose entries are to go."""
    try:
        return connections["default"].get_unified_index().get_index(apps.get_model(label))
    except (LookupError, NotHandled):
        return None
