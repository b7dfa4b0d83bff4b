"""Corrections from the index's own words: nothing is suggested that would find nothing."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

MIN_LENGTH = 4
LONGER = 9  # letters that may follow what is being typed
_CHUNK = 10_000  # words that are looked at together
_KEYS = {
    "ru": ("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"),
    "el": ("qwertyuiopasdfghjklzxcvbnm", ";ςερτυθιοπασδφγηξκλζχψωβνμ"),
}


class Word(NamedTuple):
    folded: str
    written: str
    count: int


class Vocabulary:
    """The words of one language's documents, sorted, with what sorts out at once which of them can be near."""

    def __init__(self, words: Iterable[tuple[str, str, int]]):
        spellings: dict[str, dict[str, int]] = {}
        for folded, written, count in words:
            ways = spellings.setdefault(folded, {})
            ways[written] = ways.get(written, 0) + count
        self._folded = sorted(spellings)
        self._counts = np.array([sum(spellings[folded].values()) for folded in self._folded], np.uint32)
        usual = {folded: max(ways, key=ways.get) for folded, ways in spellings.items()}
        self._written = {folded: written for folded, written in usual.items() if folded != written}
        self._lengths = np.array([len(folded) for folded in self._folded], np.uint8)
        self._firsts = np.array([ord(folded[0]) for folded in self._folded], np.uint32)
        chunks = [self._folded[start : start + _CHUNK] for start in range(0, len(self._folded), _CHUNK)]
        self._letters = np.concatenate([np.empty(0, np.uint64), *map(_letters, chunks)])

    def __contains__(self, folded: str) -> bool:
        place = bisect_left(self._folded, folded)
        return place < len(self._folded) and self._folded[place] == folded

    def closest(self, folded: str, limit: int = 3, *, beginning: bool = False) -> list[Word]:
        """Known words one slip away (two in longer words), the nearest and commonest first.

        With `beginning`, words that *begin* almost like this: the reader is still typing.
        """
        allowed = _slips_allowed(folded)
        if not allowed:
            return []
        possible = self._possible(folded, allowed, beginning)
        alike = possible & (self._firsts == ord(folded[0]))
        near = self._near(folded, allowed, alike, beginning) or self._near(folded, allowed, possible, beginning)
        near.sort(key=lambda pair: (pair[0], -pair[1].count, abs(len(pair[1].folded) - len(folded))))
        return [word for _, word in near[:limit]]

    def _possible(self, folded: str, allowed: int, beginning: bool) -> np.ndarray:
        """Which words have about the length and the letters."""
        longest = len(folded) + (LONGER if beginning else allowed)
        possible = (self._lengths >= len(folded) - allowed) & (self._lengths <= longest)
        letters = _letters([folded])[0]
        possible &= np.bitwise_count(letters & ~self._letters) <= allowed
        return possible if beginning else possible & (np.bitwise_count(self._letters & ~letters) <= allowed)

    def _near(self, folded: str, allowed: int, possible: np.ndarray, beginning: bool) -> list[tuple[int, Word]]:
        places = np.flatnonzero(possible).tolist()
        words = [self._folded[place] for place in places]
        slips = distances(folded, [word[: len(folded)] for word in words] if beginning else words)
        found = zip(slips.tolist(), words, places, strict=True)
        return [(far, self._word(word, place)) for far, word, place in found if far <= allowed]

    def _word(self, folded: str, place: int) -> Word:
        return Word(folded, self._written.get(folded, folded), int(self._counts[place]))


def _code_points(words: list[str]) -> np.ndarray:
    """A row a word, zeros after its end."""
    rows = np.array(words, dtype=np.str_)
    return rows.view(np.uint32).reshape(len(words), -1)


def _letters(words: list[str]) -> np.ndarray:
    """A bit for each letter, to sort out what cannot be near."""
    points = _code_points(words)
    bits = np.left_shift(np.uint64(1), (points % 61).astype(np.uint64))
    return np.bitwise_or.reduce(np.where(points, bits, np.uint64(0)), axis=1)


def _slips_allowed(word: str) -> int:
    if len(word) < MIN_LENGTH or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 7 else 2


def distances(word: str, others: list[str]) -> np.ndarray:
    """For each other word, the letters to add, drop, change or swap."""
    if not others:
        return np.zeros(0, int)
    points = np.ascontiguousarray(_code_points(others).T)  # A row a letter, a column a word.
    longest, count = points.shape
    before, row = None, np.repeat(np.arange(longest + 1, dtype=np.uint8)[:, None], count, axis=1)
    for i, letter in enumerate(map(ord, word), 1):
        before_that, before, row = before, row, np.empty_like(row)
        row[0] = i
        cheapest = np.minimum(before[:-1] + (points != letter), before[1:] + np.uint8(1))
        if before_that is not None:
            swapped = (points[:-1] == letter) & (points[1:] == ord(word[i - 2]))
            np.minimum(cheapest[1:], before_that[:-2] + 1, out=cheapest[1:], where=swapped)
        for j in range(longest):
            np.minimum(cheapest[j], row[j] + np.uint8(1), out=row[j + 1])
    return row[[len(other) for other in others], np.arange(count)]


def typed_on_latin_keys(text: str, lang: str) -> str:
    """What a reader meant who forgot to switch the keyboard: ``pfrfp`` → ``заказ``; "" where it cannot be."""
    if lang not in _KEYS or not text.isascii():
        return ""
    return text.lower().translate(str.maketrans(*_KEYS[lang]))
