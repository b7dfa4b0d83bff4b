"""Hits against what the outbox knows: what was hidden, taken offline or made private a moment ago is shown to nobody.

The index follows a change within two seconds, later while it is built anew. Until then the outbox names what changed.
So one query for a page of hits tells those that may say something old, mostly none; only these are looked up.
"""

import logging
from collections import defaultdict
from dataclasses import replace

from django.apps import apps
from django.utils.safestring import mark_safe
from haystack import connections

from search.engines.base import SearchUnavailable
from search.hits import Hit
from search.spreading import waiting_for

logger = logging.getLogger(__name__)


def fresh(hits: list[Hit]) -> list[Hit]:
    """The hits that are still public. One whose own text changed shows its present title, and no words of before."""
    names = {hit.id for hit in hits}
    changed, spreads = waiting_for(names) if names else (set(), False)
    suspects = names if spreads else changed
    if not suspects:
        return hits
    public = _public(suspects)
    looked_at = (hit if hit.id not in suspects else _now(hit, public, changed) for hit in hits)
    return [hit for hit in looked_at if hit]


def still_public(hits: list[Hit]) -> list[Hit]:
    """Hits that were kept for a while: what everyone may still see of them, by its present title."""
    try:
        stored = connections["default"].get_backend().fetch([hit.id for hit in hits])
    except SearchUnavailable:
        return []
    return fresh([replace(hit, title=stored[hit.id]["title"]) for hit in hits if hit.id in stored])


def _public(names: set[str]) -> dict[str, tuple]:
    """Identifier → (index, object) of those that everyone may see now."""
    keys: dict[str, list[str]] = defaultdict(list)
    for name in names:
        label, _, key = name.rpartition(".")
        keys[label].append(key)
    indexes = connections["default"].get_unified_index().get_indexes()
    found = {}
    for label, pks in keys.items():
        if index := indexes.get(_model(label)):
            found |= {f"{label}.{obj.pk}": (index, obj) for obj in index.index_queryset().filter(pk__in=pks)}
    return found


def _model(label: str):
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _now(hit: Hit, public: dict[str, tuple], changed: set[str]) -> Hit | None:
    if hit.id not in public or hit.id not in changed:
        return hit if hit.id in public else None
    index, obj = public[hit.id]
    try:
        document = index.document(obj)
    except Exception:
        logger.exception("%s cannot be read, and is not shown", hit.id)
        return None
    shown = {name: getattr(document, name) for name in ("title", "url", "place", "solved", "updated")}
    return replace(hit, **shown, excerpt=mark_safe(""), passage_label="")
