"""Corrections from the index's own words: nothing is suggested that would find nothing."""

from bisect import bisect_left
from collections.abc import Iterable
from math import log
from typing import NamedTuple

import numpy as np

from search.slips import unlikelihood

MIN_LENGTH = 4
LONGER = 9  # letters that may follow what is being typed
_CHUNK = 10_000  # words that are looked at together
MAX_COMPARED = 40  # near words whose slips are weighed one by one
FREQUENCY = 0.05  # how far being common makes up for slips: twenty times as common for a sixth of a letter
MIN_PART = 3  # letters of a word that was written together with another
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_KEYS = {  # the same keys, from left to right and row by row
    "ru": (_LATIN, "йцукенгшщзхъфывапролджэячсмитьбю"),
    "el": ("qwertyuiopasdfghjklzxcvbnm", ";ςερτυθιοπασδφγηξκλζχψωβνμ"),
    "fa": (_LATIN, "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو."),
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
        """Known words one slip away (two in longer words), first those it was most likely meant to be.

        With `beginning`, words that *begin* almost like this: the reader is still typing.
        """
        allowed = _slips_allowed(folded)
        if not allowed:
            return []
        possible = self._possible(folded, allowed, beginning)
        alike = possible & (self._firsts == ord(folded[0]))
        near = self._near(folded, allowed, alike, beginning) or self._near(folded, allowed, possible, beginning)
        near.sort(key=lambda pair: (pair[0], -pair[1].count, abs(len(pair[1].folded) - len(folded))))
        words = [word for _, word in near[:MAX_COMPARED]]
        doubts = [(_doubt(folded, word, beginning) - FREQUENCY * log(1 + word.count), word) for word in words]
        return [word for _, word in sorted(doubts, key=lambda pair: pair[0])[:limit]]

    def parts(self, folded: str) -> tuple[Word, Word] | None:
        """The two known words that were written together, the commonest: giftcard → gift card."""
        borders = range(MIN_PART, len(folded) - MIN_PART + 1) if folded.isalpha() else ()
        found = [(folded[:at], folded[at:]) for at in borders if folded[:at] in self and folded[at:] in self]
        pairs = [(self.word(first), self.word(second)) for first, second in found]
        return max(pairs, key=lambda pair: min(pair[0].count, pair[1].count), default=None)

    def word(self, folded: str) -> Word:
        return self._word(folded, bisect_left(self._folded, folded))

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
        if not beginning:
            slips = distances(folded, words)
        else:
            slips = np.minimum.reduce([distances(folded, cut) for cut in _beginnings(words, len(folded))])
        found = zip(slips.tolist(), words, places, strict=True)
        return [(far, self._word(word, place)) for far, word, place in found if far <= allowed]

    def _word(self, folded: str, place: int) -> Word:
        return Word(folded, self._written.get(folded, folded), int(self._counts[place]))


def _beginnings(words: list[str], length: int) -> tuple[list[str], ...]:
    """As much of each word as was typed; a letter more, if one was left out."""
    return [word[:length] for word in words], [word[: length + 1] for word in words]


def _doubt(typed: str, word: Word, beginning: bool) -> float:
    ways = [cut for (cut,) in _beginnings([word.folded], len(typed))] if beginning else [word.folded]
    return min(unlikelihood(typed, way) for way in ways)


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


def typed_on_other_keys(text: str, lang: str) -> list[str]:
    """What a reader may have meant who forgot to switch the keyboard: pfrfp → заказ, куагтв → refund."""
    text = text.lower()
    if text.isascii():
        return [text.translate(str.maketrans(*_KEYS[lang]))] if lang in _KEYS else []
    return [text.translate(str.maketrans(keys, latin)) for latin, keys in _KEYS.values() if set(text) & set(keys[1:])]
