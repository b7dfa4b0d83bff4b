"""Filters, and how many matches each of their values has. A count leaves its own filter aside and keeps the others."""

import time
from collections.abc import Callable
from functools import reduce

import numpy as np

from search.engines.base import Ask, Found
from search.engines.parts import Numbers, Part, Values, key_and_title

SINCE = (7, 30, 365)
DAY = 86_400
Mask = np.ndarray | None  # None: all


def narrow(part: Part, matches: Numbers, ask: Ask, found: Found) -> Numbers:
    """The matches that pass every filter of `ask`; adds to the counts of `found`."""
    kinds, solved, groups = (part.values(name) for name in ("kind", "solved", "group"))
    updated = part.updated[matches]
    masks = {
        "kind": _having(kinds, matches, lambda name: name in ask.kinds) if ask.kinds else None,
        "solved": _having(solved, matches, lambda name: (name == "yes") == ask.solved)
        if ask.solved is not None
        else None,
        "group": _having(groups, matches, lambda name: key_and_title(name)[0] in ask.groups) if ask.groups else None,
        "since": updated >= ask.since if ask.since is not None else None,
    }
    for name, count in _counted(kinds, matches, _all_but("kind", masks)):
        found.kinds[name] = found.kinds.get(name, 0) + count
    for name, count in _counted(groups, matches, _all_but("group", masks)):
        _add_group(found, *key_and_title(name), count)
    found.solved += dict(_counted(solved, matches, _all_but("solved", masks))).get("yes", 0)
    _count_since(found, updated, _all_but("since", masks))
    kept = _all_but("", masks)
    return matches if kept is None else matches[kept]


def _having(values: Values, matches: Numbers, is_wanted: Callable[[str], bool]) -> np.ndarray:
    """Which matches have one of the wanted values."""
    allowed = np.array([*map(is_wanted, values.names), False])  # The last is for -1: no value.
    return allowed[values.codes[matches]]


def _all_but(own: str, masks: dict[str, Mask]) -> Mask:
    others = [mask for name, mask in masks.items() if name != own and mask is not None]
    return reduce(np.logical_and, others) if others else None


def _counted(values: Values, matches: Numbers, mask: Mask):
    codes = values.codes[matches if mask is None else matches[mask]]
    counts = np.bincount(codes + 1, minlength=len(values.names) + 1)[1:]
    return [(name, int(count)) for name, count in zip(values.names, counts, strict=True) if count]


def _add_group(found: Found, key: str, title: str, count: int) -> None:
    """A group that was renamed has two titles until all its documents were written again."""
    known, before = found.groups.get(key, (title, 0))
    found.groups[key] = (known, before + count)


def _count_since(found: Found, updated: np.ndarray, mask: Mask) -> None:
    if mask is not None:
        updated = updated[mask]
    now = time.time()
    for days in SINCE:
        found.since[days] = found.since.get(days, 0) + int(np.count_nonzero(updated >= now - days * DAY))
