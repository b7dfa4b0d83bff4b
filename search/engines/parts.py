"""Postings as arrays: what scoring and filters read, whatever keeps them."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

import numpy as np

Numbers = np.ndarray  # of documents, within a part


class Values(NamedTuple):
    """A filter's value in each document: the place of its name in `names`, -1 for none."""

    codes: np.ndarray
    names: list[str]


class Part(Protocol):
    """Documents numbered from 0, which change only by being deleted."""

    size: int
    lengths: np.ndarray  # of each document, boosts counted
    updated: np.ndarray  # seconds since 1970; 0 where nothing is known

    def postings(self, field: str, term: str) -> tuple[Numbers, np.ndarray]:
        """The documents that have a term, in order, and its weight in each. Of ``text_<lang>`` and ``title_<lang>``."""

    def frequency(self, field: str, term: str) -> int: ...

    def total_length(self, lang: str) -> float: ...

    def values(self, name: str) -> Values:
        """Of ``kind``, ``solved`` ("yes", "no") or ``group`` (see `group_name`)."""

    def number_of(self, identifier: str) -> int | None: ...

    def stored(self, number: int) -> dict: ...


class Living(NamedTuple):
    """A part with its documents that are not deleted: a mask, or None for all."""

    part: Part
    alive: np.ndarray | None

    def number_of(self, identifier: str) -> int | None:
        number = self.part.number_of(identifier)
        return None if number is None or (self.alive is not None and not self.alive[number]) else number


_SEPARATOR = "\x1f"


def group_name(key: str, title: str) -> str:
    return f"{key}{_SEPARATOR}{title}"


def key_and_title(group: str) -> tuple[str, str]:
    key, _, title = group.partition(_SEPARATOR)
    return key, title


def values_of(size: int, postings: Iterable[tuple[str, Numbers]]) -> Values:
    codes, names = np.full(size, -1, np.int32), []
    for name, numbers in postings:
        codes[numbers] = len(names)
        names.append(name)
    return Values(codes, names)


def fetch(living: list[Living], identifiers: Iterable[str]) -> dict[str, dict]:
    """What is stored of those that are there."""
    found = {}
    for identifier in identifiers:
        for each in living:
            if (number := each.number_of(identifier)) is not None:
                found[identifier] = each.part.stored(number)
    return found
