"""BM25F over any word, term at a time, on arrays. What filters leave out never reaches the result."""

import time
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np

from search.engines.base import K1, Ask, AskedTerm, Found, saturated
from search.engines.facets import narrow
from search.engines.parts import Living, Part
from search.records import positions_of

DEADLINE = 0.4  # seconds after which nothing more is looked up: what was found by then is shown
TAIL = 0.15  # a document this far below the best one is not called a match
MAX_PHRASE_CHECKS = 2_000
_NOTHING = (np.empty(0, np.uint32), np.empty(0))


class Match(NamedTuple):
    scores: np.ndarray
    part: int
    numbers: np.ndarray


def find(living: list[Living], ask: Ask) -> Found:
    parts = [each.part for each in living]
    documents = sum(part.frequency("lang", ask.lang) for part in parts)
    average = max(1.0, sum(part.total_length(ask.lang) for part in parts) / max(1, documents))
    found = Found(average_length=average)
    scores = _score(parts, ask, documents, found)
    for scored, each in zip(scores, living, strict=True):
        _drop(scored, each, ask)
    if ask.phrases:
        _keep_phrases(scores, parts, ask)
    floor = TAIL * max((scored.max(initial=0.0) for scored in scores), default=0.0)
    matches = []
    for index, scored in enumerate(scores):
        numbers = np.flatnonzero(scored >= floor) if floor else _NOTHING[0]
        if numbers.size:
            found.total += numbers.size
            numbers = narrow(parts[index], numbers, ask, found)
            matches.append(Match(scored[numbers], index, numbers))
    found.count = sum(len(match.numbers) for match in matches)
    found.candidates = [(score, parts[index].stored(number)) for score, index, number in _best(matches, ask.depth)]
    return found


def _score(parts: list[Part], ask: Ask, documents: int, found: Found) -> list[np.ndarray]:
    """The score of every document of every part, 0 for those without a word that says something."""
    field = f"{'title' if ask.titles_only else 'text'}_{ask.lang}"
    scores = [np.zeros(part.size) for part in parts]
    until = time.monotonic() + DEADLINE
    for term in ask.terms:
        if term.is_light:  # It stands in most documents and decides nothing: search.ranking counts it in the best.
            found.idf.append(idf(documents, sum(part.frequency(field, term.forms[0][0]) for part in parts)))
            continue
        gathered = [_gather(part, field, term, until) for part in parts]
        found.idf.append(idf(documents, sum(len(numbers) for numbers, _ in gathered)))
        factor = term.weight * found.idf[-1]
        for scored, part, (numbers, weights) in zip(scores, parts, gathered, strict=True):
            if ask.titles_only:
                scored[numbers] += factor * (K1 + 1) * weights / (weights + K1)
            elif len(numbers):
                scored[numbers] += factor * saturated(weights, part.lengths[numbers], found.average_length)
    return scores


def idf(documents: int, frequency: int) -> float:
    return log(1 + (max(documents, frequency) - frequency + 0.5) / (frequency + 0.5))


def _gather(part: Part, field: str, term: AskedTerm, until: float) -> tuple[np.ndarray, np.ndarray]:
    """The documents that have a word in any form, and its weight in each."""
    found = []
    for form, share in term.forms if time.monotonic() < until else ():
        numbers, weights = _postings(part, field, form)
        if len(numbers):
            found.append((numbers, np.multiply(weights, share, dtype=np.float64)))
    if len(found) < 2:
        return found[0] if found else _NOTHING
    total = np.zeros(part.size)
    for numbers, weights in found:
        total[numbers] += weights
    numbers = np.flatnonzero(total)
    return numbers, total[numbers]


def _postings(part: Part, field: str, form: str) -> tuple[np.ndarray, np.ndarray]:
    """Of several stems ("gift card", a synonym): the documents that have all of them, at the least one's weight."""
    first, *others = form.split(" ")
    numbers, weights = part.postings(field, first)
    for other in others:
        their_numbers, their_weights = part.postings(field, other)
        numbers, mine, theirs = np.intersect1d(numbers, their_numbers, assume_unique=True, return_indices=True)
        weights = np.minimum(weights[mine], their_weights[theirs])
    return numbers, weights


def _drop(scored: np.ndarray, each: Living, ask: Ask) -> None:
    """What was deleted, has an unwanted word, or was hidden by editors."""
    if each.alive is not None:
        scored[~each.alive] = 0.0
    for stem in ask.unwanted:
        scored[each.part.postings(f"text_{ask.lang}", stem)[0]] = 0.0
    for identifier in ask.hidden:
        if (number := each.part.number_of(identifier)) is not None:
            scored[number] = 0.0


def _keep_phrases(scores: list[np.ndarray], parts: list[Part], ask: Ask) -> None:
    """Only documents in which every quoted phrase stands word after word; looked for among the best with its words."""
    for scored, part in zip(scores, parts, strict=True):
        for stem in {stem for phrase in ask.phrases for stem in phrase}:
            has = np.zeros(part.size, bool)
            has[part.postings(f"text_{ask.lang}", stem)[0]] = True
            scored[~has] = 0.0
    having = [np.flatnonzero(scored) for scored in scores]
    matches = [Match(scores[index][numbers], index, numbers) for index, numbers in enumerate(having)]
    kept = [np.zeros(part.size, bool) for part in parts]
    for _, index, number in _best(matches, MAX_PHRASE_CHECKS):
        stored = parts[index].stored(number)
        kept[index][number] = all(has_phrase(stored, phrase) for phrase in ask.phrases)
    for scored, right in zip(scores, kept, strict=True):
        scored[~right] = 0.0


def has_phrase(stored: dict, phrase: tuple[str, ...]) -> bool:
    starts = set(positions_of(stored, phrase[0]))
    for step, (_, stem) in enumerate(pairwise(phrase), start=1):
        starts &= {position - step for position in positions_of(stored, stem)}
    return bool(starts)


def _best(matches: list[Match], depth: int) -> list[tuple[float, int, int]]:
    """(score, part, number) of the best, best first; of equals what was written last."""
    if not matches:
        return []
    scores = np.concatenate([match.scores for match in matches])
    owners = np.repeat([match.part for match in matches], [len(match.numbers) for match in matches])
    numbers = np.concatenate([match.numbers for match in matches])
    places = np.arange(len(scores))
    if len(scores) > depth:
        least = np.partition(scores, len(scores) - depth)[len(scores) - depth]
        places = np.flatnonzero(scores >= least)
    order = places[np.lexsort((-places, -scores[places]))][:depth]
    return list(zip(scores[order].tolist(), owners[order].tolist(), numbers[order].tolist(), strict=True))
