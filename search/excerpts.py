"""Where in a document the answer stands, and the sentences to show: whole, escaped, with the found words marked."""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import analyse
from search.ranking import Ranked
from search.records import index_language, positions_of, texts_of

LONG, LONGEST = 180, 320  # characters: enough, and never more
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;…؟])\s+|\n+")
_SAME = 1e-9


@dataclass(frozen=True)
class Place:
    """The best part of a document for a question. `url` is "" where the whole answers as well as any part."""

    excerpt: SafeString
    url: str = ""
    label: str = ""


def find_place(hit: Ranked) -> Place:
    """A part has its own address and is linked to when it holds more of the question than the title does."""
    parts = texts_of(hit.stored)
    gains = _gains(hit, len(parts))
    title = _gain_of_titles(parts, gains)
    places: dict[str, dict[int, float]] = defaultdict(dict)
    for index, (_, url, _, kind) in enumerate(parts):
        if kind in ("body", "heading", "passage"):
            for term, gain in gains[index].items():
                places[url][term] = max(gain, places[url].get(term, 0.0))
    best = max(places, key=lambda url: sum(places[url].values()), default="")
    texts = [index for index, part in enumerate(parts) if part[3] in ("body", "passage")]
    inside = [index for index in texts if parts[index][1] == best] or texts
    if not inside:
        return Place(mark_safe(""))
    shown = max(inside, key=lambda index: sum(gains[index].values()))
    excerpt = make_excerpt(parts[shown][0], index_language(hit.stored["lang"]), _marked_forms(hit))
    if best and places and sum(places[best].values()) > title + _SAME and parts[shown][1] == best:
        return Place(excerpt, best, parts[shown][2])
    return Place(excerpt)


def _gain_of_titles(parts, gains) -> float:
    """What the title holds of the question, in the words of the title or in those of the other ways to ask it."""
    best: dict[int, float] = {}
    for (_, _, _, kind), found in zip(parts, gains, strict=True):
        if kind in ("title", "question"):
            best |= {term: max(gain, best.get(term, 0.0)) for term, gain in found.items()}
    return sum(best.values())


def _gains(hit: Ranked, count: int) -> list[dict[int, float]]:
    """For each part, what each asked word found in it is worth."""
    starts = array("I")
    starts.frombytes(hit.stored["starts"])
    gains: list[dict[int, float]] = [{} for _ in range(count)]
    for index, (term, weight) in enumerate(zip(hit.ask.terms, hit.weights, strict=True)):
        for form, share in term.forms:
            for position in positions_of(hit.stored, form):
                part = gains[bisect_right(starts, position) - 1]
                part[index] = max(part.get(index, 0.0), weight * share)
    return gains


def _marked_forms(hit: Ranked) -> set[str]:
    strong = [term for term in hit.ask.terms if term.weight >= 0.5] or hit.ask.terms
    return {stem for term in strong for form, _ in term.forms for stem in form.split(" ")}


def make_excerpt(text: str, lang: str, forms: set[str]) -> SafeString:
    """The sentence with most of the found words, and what follows up to about `LONG` characters."""
    tokens = [token for token in analyse(text, lang) if token.stem in forms]
    sentences = _sentences(text)
    if not sentences:
        return mark_safe("")
    distinct = [len({t.stem for t in tokens if start <= t.start < end}) for start, end in sentences]
    first = last = distinct.index(max(distinct))
    while last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= LONG:
        last += 1
    while first > 0 and sentences[last][1] - sentences[first - 1][0] <= LONG:
        first -= 1
    return _marked(text, *_fit(text, sentences[first][0], sentences[last][1], tokens), tokens)


def _sentences(text: str) -> list[tuple[int, int]]:
    borders, start = [], 0
    for match in [*_SENTENCE_ENDS.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            borders.append((start, end))
        start = match.end() if match else end
    return borders


def _fit(text: str, start: int, end: int, tokens) -> tuple[int, int]:
    """A sentence that is too long is cut between words, around the first word found."""
    if end - start <= LONGEST:
        return start, end
    found = next((token.start for token in tokens if token.start >= start), start)
    start = max(start, min(found - LONGEST // 3, end - LONGEST))
    cut = text.find(" ", start, start + 30) + 1 if start else 0
    start = cut or start
    space = text.rfind(" ", start, start + LONGEST)
    return start, space if space > start else min(end, start + LONGEST)


def _marked(text: str, start: int, end: int, tokens) -> SafeString:
    pieces, at = [], start
    for token in tokens:
        if start <= token.start and token.end <= end and token.start >= at:
            pieces += [escape(text[at : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
            at = token.end
    pieces.append(escape(text[at:end]))
    before = "… " if start and text[start - 1] not in "\n" and not _ends_sentence(text[:start]) else ""
    after = " …" if text[end : end + 1] == " " and not _ends_sentence(text[:end]) else ""
    return mark_safe(before + "".join(pieces).replace("\n", " ").strip() + after)


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?", ";", "…", "؟"))
