"""The order of the best candidates. BM25F brings them; what a person would notice decides between them.

score = BM25F
      × (1 + 0.2 · coverage)        how much of the query, by the weight of its words, the document has
      × (1 + 0.7 · nearness)        how much of it stands side by side, in order; little words between do not part
      × (1 + 0.4 · title)           how much of it the title has, little words too
      × (0.85 + 0.30 · quality)     accepted, official, found helpful: 0.5 where nothing is known
      × 1.15 article or guide; 1.04 solved thread, 0.96 unsolved: without an answer it helps less
      × (1 + 0.04 · 2^−years)       of two equals, the fresher; nothing ever expires
      × (1 + 0.04 · views)          of two equals, the more read: log(1 + views of 30 days), 1 from a thousand on
"""

import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import log

from search.engines.base import Ask, AskedTerm, Found, saturated
from search.records import positions_of

COVERAGE, NEARNESS, TITLE, QUALITY, KEPT, SOLVED, FRESHNESS = 0.2, 0.7, 0.4, 0.3, 0.15, 0.04, 0.04
VIEWS, MANY_VIEWS = 0.04, 1_000
REACH = 8  # words apart that still count as near
MAX_POSITIONS = 40  # of one word in one document that are compared
_YEAR = 365.25 * 86_400


@dataclass
class Ranked:
    score: float
    coverage: float
    stored: dict
    weights: list[float]  # of each asked term: idf × weight
    ask: Ask
    is_pinned: bool = False


def rank(found: Found, ask: Ask, views: Callable[[str], int] | None = None) -> list[Ranked]:
    """Candidates with their final scores, best first. `views`: how often a document was read in the last 30 days."""
    weights = [idf * term.weight for idf, term in zip(found.idf, ask.terms, strict=True)]
    heavy = [0.0 if term.is_light else weight for term, weight in zip(ask.terms, weights, strict=True)]
    total = sum(heavy) or 1.0
    ranked = []
    for score, stored in found.candidates:
        positions = [positions_of_term(stored, term) for term in ask.terms]
        coverage = sum(weight for weight, places in zip(heavy, positions, strict=True) if places) / total
        nearness = _nearness(ask.terms, positions, weights) / total
        score += _light_words(ask.terms, weights, positions, stored, found.average_length)
        title = _in_title(stored, positions, weights) / total
        score *= (1 + COVERAGE * coverage) * (1 + NEARNESS * nearness) * (1 + TITLE * title)
        score *= worth_of(stored, views(stored["id"]) if views else 0)
        ranked.append(Ranked(score, coverage, stored, weights, ask))
    ranked.sort(key=lambda hit: -hit.score)
    return ranked


def _light_words(terms, weights, positions, stored, average: float) -> float:
    return sum(
        weight * saturated(len(places), stored["length"], average)
        for term, weight, places in zip(terms, weights, positions, strict=True)
        if term.is_light and places
    )


def positions_of_term(stored: dict, term: AskedTerm) -> list[int]:
    places: list[int] = []
    for form, _ in term.forms:
        if form in stored["forward"] or " " in form:
            places.extend(positions_of(stored, form)[:MAX_POSITIONS])
    return places


def _in_title(stored: dict, positions: list[list[int]], weights: list[float]) -> float:
    """The title is the first part of a document: what stands before the second part begins."""
    starts = array("I")
    starts.frombytes(stored["starts"])
    end = starts[1]
    return sum(weight for weight, places in zip(weights, positions, strict=True) if places and min(places) < end)


def _nearness(terms, positions, weights) -> float:
    """Each pair of neighbours in the query counts the lighter one's weight, divided by how much further apart they
    stand than in the query. Little words have no neighbours: "return of an item" is near to "return an item"."""
    near = 0.0
    for first, second in pairwise(index for index, term in enumerate(terms) if not term.is_light):
        if positions[first] and positions[second]:
            gap = max(1, terms[second].position - terms[first].position)
            apart = min(
                abs(after - before - gap) if after > before else before - after + 0.5
                for before in positions[first]
                for after in positions[second]
            )
            if apart < REACH:
                near += min(weights[first], weights[second]) / (1 + apart)
    return near


def worth_of(stored: dict, views: int = 0) -> float:
    worth = 1 - QUALITY / 2 + QUALITY * stored["quality"]
    if stored["solved"] is None:
        worth *= 1 + KEPT
    else:
        worth *= 1 + (SOLVED if stored["solved"] else -SOLVED)
    if stored["updated"]:
        worth *= 1 + FRESHNESS * 2 ** -(max(0.0, time.time() - stored["updated"]) / _YEAR)
    return worth * (1 + VIEWS * min(1.0, log(1 + views) / log(1 + MANY_VIEWS)))
