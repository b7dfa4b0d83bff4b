"""BM25F over any word, term at a time. What filters leave out never reaches the result."""

import heapq
import time
from itertools import pairwise
from math import log

from search.engines.base import K1, Ask, AskedTerm, B, Found
from search.engines.whoosh_segment import Snapshot
from search.records import positions_of

DEADLINE = 0.4  # seconds after which nothing more is looked up: what was found by then is shown
TAIL = 0.15  # a document this far below the best one is not called a match
MAX_PHRASE_CHECKS = 2_000


Match = tuple[float, int, int]  # score, segment, document number


def find(snapshot: Snapshot, ask: Ask) -> Found:
    field = f"{'title' if ask.titles_only else 'text'}_{ask.lang}"
    documents = snapshot.count("lang", ask.lang)
    average = snapshot.average_length(f"text_{ask.lang}", documents)
    until = time.monotonic() + DEADLINE
    gathered = [_gather(snapshot, field, term, until) for term in ask.terms]
    idf = [_idf(documents, frequency) for frequency, _ in gathered]
    scores = _score(snapshot, ask, gathered, idf, average)
    for scored, (segment, deleted) in zip(scores, snapshot.segments, strict=True):
        _filter(scored, segment, deleted, ask)
    matches, kinds = _of_kinds(snapshot, _without_tail(snapshot, scores, ask), ask)
    best = heapq.nlargest(ask.depth, matches)
    candidates = [(score, snapshot.segments[index][0].stored(number)) for score, index, number in best]
    return Found(len(matches), kinds, candidates=candidates, idf=idf, average_length=average)


def _without_tail(snapshot: Snapshot, scores: list[dict[int, float]], ask: Ask) -> list[Match]:
    """What is worth calling a match, of every kind: the same documents match whichever kind is looked at."""
    if ask.phrases:
        scores = _with_phrases(snapshot, scores, ask)
    floor = TAIL * max((max(scored.values()) for scored in scores if scored), default=0.0)
    return [
        (score, index, number)
        for index, scored in enumerate(scores)
        for number, score in scored.items()
        if score >= floor
    ]


def _of_kinds(snapshot: Snapshot, matches: list[Match], ask: Ask) -> tuple[list[Match], dict[str, int]]:
    """The matches of the kinds asked for, and how many there are of each kind."""
    counts: dict[str, int] = {}
    kept: set[tuple[int, int]] = set()
    for index, (segment, _) in enumerate(snapshot.segments):
        numbers = {number for _, place, number in matches if place == index}
        for kind, _ in segment.words("kind") if numbers else ():
            found = numbers & segment.having("kind", kind)
            counts[kind] = counts.get(kind, 0) + len(found)
            if kind in ask.kinds:
                kept.update((index, number) for number in found)
    if ask.kinds:
        matches = [match for match in matches if match[1:] in kept]
    return matches, counts


def _gather(snapshot: Snapshot, field: str, term: AskedTerm, until: float) -> tuple[int, list[dict[int, float]]]:
    """(documents that have the word in any form, the weight of the word in each document of each segment).

    A light word stands in most documents and decides nothing alone: `search.ranking` counts it in the candidates.
    """
    if term.is_light:
        return snapshot.count(field, term.forms[0][0]), [{} for _ in snapshot.segments]
    weights = []
    for segment, _ in snapshot.segments:
        merged: dict[int, float] = {}
        for form, share in term.forms if time.monotonic() < until else ():
            for numbers, counts in segment.blocks(field, form):
                if share == 1.0 and not merged:
                    merged = dict(zip(numbers, counts, strict=True))
                else:
                    for number, count in zip(numbers, counts, strict=True):
                        merged[number] = merged.get(number, 0.0) + share * count
        weights.append(merged)
    return sum(len(merged) for merged in weights), weights


def _blocks(segment, field: str, form: str):
    """The documents of a form, with its weight in each; of several stems, those with all of them, at the least one."""
    if " " not in form:
        return segment.blocks(field, form)
    having = [
        {number: count for block in segment.blocks(field, stem) for number, count in zip(*block, strict=True)}
        for stem in form.split(" ")
    ]
    numbers = sorted(set.intersection(*(set(counts) for counts in having)))
    return [(numbers, [min(counts[number] for counts in having) for number in numbers])] if numbers else []


def _idf(documents: int, frequency: int) -> float:
    return log(1 + (max(documents, frequency) - frequency + 0.5) / (frequency + 0.5))


def _score(snapshot, ask, gathered, idf, average) -> list[dict[int, float]]:
    scores: list[dict[int, float]] = [{} for _ in snapshot.segments]
    for index, term in enumerate(ask.terms):
        factor = term.weight * idf[index] * (K1 + 1)
        for scored, weights, (segment, _) in zip(scores, gathered[index][1], snapshot.segments, strict=True):
            lengths = segment.lengths(f"text_{ask.lang}") if weights else []
            base, slope = (K1, 0.0) if ask.titles_only else (K1 * (1 - B), K1 * B / average)
            for number, weight in weights.items():
                value = factor * weight / (weight + base + slope * lengths[number])
                scored[number] = scored.get(number, 0.0) + value
    return scores


def _filter(scored: dict[int, float], segment, deleted, ask: Ask) -> None:
    """Drop what was deleted, what is not in the wanted state, and what has an unwanted word."""
    dropped = scored.keys() & deleted if deleted else set()
    if ask.solved is not None:
        dropped = dropped | (scored.keys() - segment.having("solved", "yes" if ask.solved else "no"))
    for stem in ask.unwanted:
        dropped = dropped | (scored.keys() & segment.documents(f"text_{ask.lang}", stem))
    for number in dropped:
        del scored[number]


def _with_phrases(snapshot: Snapshot, scores: list[dict[int, float]], ask: Ask) -> list[dict[int, float]]:
    """Only documents in which every quoted phrase stands word after word; looked for among the best."""
    everything = ((score, index, number) for index, scored in enumerate(scores) for number, score in scored.items())
    kept: list[dict[int, float]] = [{} for _ in scores]
    for score, index, number in heapq.nlargest(MAX_PHRASE_CHECKS, everything):
        stored = snapshot.segments[index][0].stored(number)
        if all(has_phrase(stored, phrase) for phrase in ask.phrases):
            kept[index][number] = score
    return kept


def has_phrase(stored: dict, phrase: tuple[str, ...]) -> bool:
    starts = set(positions_of(stored, phrase[0]))
    for step, (_, stem) in enumerate(pairwise(phrase), start=1):
        starts &= {position - step for position in positions_of(stored, stem)}
    return bool(starts)
