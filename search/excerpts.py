"""Where in a document the answer stands, and the sentences to show: whole, escaped, with the found words marked."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import Token, analyse
from search.ranking import Ranked
from search.records import index_language, positions_of, texts_of

LONG, LONGEST = 180, 320  # characters: enough, and never more
_ENDS = re.compile(r"(?<=[.!?…؟])\s+|(?<=[。！？])|\n+")
_GREEK_ENDS = re.compile(r"(?<=[.!?;…])\s+|\n+")  # There it is the question mark.
_JOINER = "\u200d"
_TONES = "".join(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_HALVES = "".join(map(chr, range(0x1F1E6, 0x1F200)))
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
    return {form for term in strong for form, _ in term.forms}


def make_excerpt(text: str, lang: str, forms: set[str]) -> SafeString:
    """The sentence with most of the found words, and what follows up to about `LONG` characters."""
    tokens = found_tokens(text, lang, forms)
    sentences = _sentences(text, lang)
    if not sentences:
        return mark_safe("")
    distinct = [len({t.stem for t in tokens if start <= t.start < end}) for start, end in sentences]
    first = last = distinct.index(max(distinct))
    while last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= LONG:
        last += 1
    while first > 0 and sentences[last][1] - sentences[first - 1][0] <= LONG:
        first -= 1
    return _marked(text, *_fit(text, sentences[first][0], sentences[last][1], tokens), tokens)


def found_tokens(text: str, lang: str, forms: set[str]) -> list[Token]:
    """The words of a text that were found. A form of several words is found where they stand side by side."""
    tokens = analyse(text, lang)
    together = [form.split(" ") for form in forms if " " in form]
    words = [token for token in tokens if not token.is_whole] if together else []
    stems = [token.stem for token in words]
    inside = {
        token.start
        for form in together
        for at in range(len(stems) - len(form) + 1)
        if stems[at : at + len(form)] == form
        for token in words[at : at + len(form)]
    }
    return [token for token in tokens if token.stem in forms or token.start in inside]


def _sentences(text: str, lang: str) -> list[tuple[int, int]]:
    borders, start = [], 0
    for match in [*(_GREEK_ENDS if lang == "el" else _ENDS).finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            borders.append((start, end))
        start = match.end() if match else end
    return borders


def _fit(text: str, start: int, end: int, tokens: list[Token]) -> tuple[int, int]:
    """A sentence that is too long is cut around what was found: between words, or letters where there are no spaces."""
    if end - start <= LONGEST:
        return start, end
    found = next((token for token in tokens if start <= token.start < end), None)
    seen, known = (found.start, found.end) if found else (start, start)
    if (begin := min(seen - LONGEST // 3, end - LONGEST)) > start:
        space = text.find(" ", begin, min(begin + 30, seen))
        start = space + 1 if space >= 0 else whole_letters(text, begin)
    last = min(end, start + LONGEST)
    space = text.rfind(" ", max(known, start + LONG), last) if last < end else last
    return start, space if space > start else whole_letters(text, last)


def _marked(text: str, start: int, end: int, tokens: list[Token]) -> SafeString:
    pieces, at = [], start
    for token in tokens:
        if at <= token.start and token.start < end:
            stop = min(end, whole_letters(text, token.end))
            pieces += [escape(text[at : token.start]), "<mark>", escape(text[token.start : stop]), "</mark>"]
            at = stop
    pieces.append(escape(text[at:end]))
    before = "… " if start and text[start - 1] not in "\n" and not _ends_sentence(text[:start]) else ""
    after = " …" if text[end : end + 1] not in ("", "\n") and not _ends_sentence(text[:end]) else ""
    return mark_safe(before + "".join(pieces).replace("\n", " ").strip() + after)


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith((*".!?;…؟。！？",))


def whole_letters(text: str, at: int) -> int:
    """The next place that parts no letter from its accents, no emoji from its tone and no flag in two."""
    while 0 < at < len(text) and _belong_together(text, at):
        at += 1
    return at


def _belong_together(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == _JOINER or after == _JOINER or unicodedata.category(after).startswith("M") or after in _TONES:
        return True
    if before in _FLAG_HALVES and after in _FLAG_HALVES:
        return (at - len(text[:at].rstrip(_FLAG_HALVES))) % 2 == 1
    return False
