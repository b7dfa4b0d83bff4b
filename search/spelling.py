"""Corrections from the index's own words: nothing is suggested that would find nothing."""

import time
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

KEPT_FOR = 30  # seconds a vocabulary is used although the index has changed: words come slowly
MIN_LENGTH = 4
_KEYS = {
    "ru": ("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"),
    "el": ("qwertyuiopasdfghjklzxcvbnm", ";ςερτυθιοπασδφγηξκλζχψωβνμ"),
}


class Word(NamedTuple):
    folded: str
    written: str
    count: int
    letters: int  # a bit for each letter, to sort out what cannot be near


class Vocabulary:
    """The words of one language's documents, by first letter and length."""

    def __init__(self, words: Iterable[tuple[str, str, int]]):
        spellings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for folded, written, count in words:
            spellings[folded][written] += count
        self._by_shape: dict[tuple[str, int], list[Word]] = defaultdict(list)
        for folded, ways in spellings.items():
            word = Word(folded, max(ways, key=ways.get), sum(ways.values()), _letters(folded))
            self._by_shape[folded[0], len(folded)].append(word)
        self._known = spellings.keys()

    def __contains__(self, folded: str) -> bool:
        return folded in self._known

    def closest(self, folded: str, limit: int = 3, *, beginning: bool = False) -> list[Word]:
        """Known words one slip away (two in longer words), the nearest and commonest first.

        With `beginning`, words that *begin* almost like this: the reader is still typing.
        """
        allowed = _slips_allowed(folded)
        if not allowed:
            return []
        lengths = range(len(folded) - allowed, len(folded) + (9 if beginning else allowed) + 1)
        near = self._near(folded, allowed, lengths, {folded[0]}, beginning)
        if not near:
            near = self._near(folded, allowed, lengths, {first for first, _ in self._by_shape}, beginning)
        near.sort(key=lambda pair: (pair[0], -pair[1].count, abs(len(pair[1].folded) - len(folded))))
        return [word for _, word in near[:limit]]

    def _near(self, folded, allowed, lengths, firsts, beginning) -> list[tuple[int, Word]]:
        letters, found = _letters(folded), []
        for first in firsts:
            for length in lengths:
                for word in self._by_shape.get((first, length), ()):
                    missing = (letters & ~word.letters).bit_count()
                    extra = 0 if beginning else (word.letters & ~letters).bit_count()
                    if missing <= allowed and extra <= allowed:
                        other = word.folded[: len(folded)] if beginning else word.folded
                        slips = distance(folded, other, allowed)
                        if slips <= allowed:
                            found.append((slips, word))
        return found


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits


def _slips_allowed(word: str) -> int:
    if len(word) < MIN_LENGTH or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 7 else 2


def distance(first: str, second: str, most: int) -> int:
    """Letters to add, drop, change or swap; `most` + 1 where there are more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before, row = [], list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        before_that, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before_that[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def typed_on_latin_keys(text: str, lang: str) -> str:
    """What a reader meant who forgot to switch the keyboard: ``pfrfp`` → ``заказ``; "" where it cannot be."""
    if lang not in _KEYS or not text.isascii():
        return ""
    return text.lower().translate(str.maketrans(*_KEYS[lang]))


_vocabularies: dict[str, tuple[float, object, Vocabulary]] = {}


def vocabulary(backend, lang: str) -> Vocabulary:
    """The vocabulary of a language, kept in the process until the index has changed and `KEPT_FOR` is over."""
    key = f"{id(backend.store)}/{lang}"
    made, version, words = _vocabularies.get(key, (0.0, None, None))
    if words is None or (version is not backend.version() and time.monotonic() - made > KEPT_FOR):
        version, words = backend.version(), Vocabulary(backend.words(lang))
        _vocabularies[key] = (time.monotonic(), version, words)
    return words


def forget_vocabularies() -> None:
    _vocabularies.clear()
