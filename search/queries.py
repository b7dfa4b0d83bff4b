"""The reads of search: results, suggestions as one types, and likely answers to a question about to be asked."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil

from django.utils.safestring import SafeString, mark_safe
from haystack import connections

from search.excerpts import find_place
from search.planning import corrected, plan, plan_suggestions
from search.questions import clean, languages_to_read, read
from search.ranking import Ranked, rank, worth_of
from search.records import updated_of
from search.spelling import typed_on_latin_keys, vocabulary

KINDS = ("article", "video", "thread")
DEPTH = 50  # candidates whose order is looked at closely
ENOUGH = 20  # hits in the reader's language, below which other languages are searched too
POOR, BETTER = 0.5, 0.3  # coverage of the best hit; how much more another language must cover to come first
MAX_PAGE = 50
FEW = 3  # suggestions from titles, below which texts are looked at too
LIKELY = 0.5  # coverage below which an answer is not likely one


@dataclass(frozen=True)
class Hit:
    id: str
    kind: str
    lang: str
    title: str
    url: str
    place: str = ""
    excerpt: SafeString = mark_safe("")  # noqa: RUF009
    passage_label: str = ""
    score: float = 0.0
    solved: bool | None = None
    updated: datetime | None = None


@dataclass(frozen=True)
class Results:
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    count_is_exact: bool = True
    page: int = 1
    pages: int = 1
    correction: str = ""
    kinds: dict[str, int] = field(default_factory=dict)  # matches of each kind, whatever kind was asked for


@dataclass
class _Reading:
    """What one language found."""

    ranked: list[Ranked]
    count: int
    kinds: dict[str, int]
    correction: str = ""

    @property
    def coverage(self) -> float:
        return max((hit.coverage for hit in self.ranked[:10]), default=0.0)


def search(
    text: str,
    *,
    lang: str,
    kind: str | None = None,
    only_lang: str | None = None,
    solved: bool | None = None,
    page: int = 1,
    per_page: int = 10,
) -> Results:
    """The page of results for what a reader of `lang` typed: hits in their language first, then in others."""
    page = max(1, min(page, MAX_PAGE))
    filters = {"kinds": frozenset([kind] if kind else []), "solved": solved, "depth": max(DEPTH, page * per_page)}
    readings = _read_in_languages(text, lang, only_lang, filters)
    ranked = [hit for reading in readings for hit in reading.ranked]
    count = sum(reading.count for reading in readings)
    pages = max(1, min(ceil(count / per_page), MAX_PAGE))
    shown = ranked[(page - 1) * per_page : page * per_page]
    correction = next((reading.correction for reading in readings if reading.correction), "")
    kinds = {name: sum(reading.kinds.get(name, 0) for reading in readings) for name in KINDS}
    return Results([_hit(found) for found in shown], count, True, page, pages, correction, kinds)


def _read_in_languages(text, lang, only_lang, filters) -> list[_Reading]:
    if only_lang:
        return [_read_in(text, only_lang, filters)]
    first, *others = languages_to_read(text, lang) or [lang]
    own = _read_in(text, first, filters)
    if not others or (own.count >= ENOUGH and own.coverage >= POOR):
        return [own]
    foreign = [_read_in(text, other, filters, correcting=not own.count) for other in others]
    foreign.sort(key=lambda reading: -reading.coverage)
    if own.coverage < POOR and foreign[0].coverage > own.coverage + BETTER:
        return [foreign[0], own, *foreign[1:]]
    return [own, *foreign]


def _read_in(text: str, lang: str, filters: dict, *, correcting: bool = True) -> _Reading:
    backend = connections["default"].get_backend()
    question = read(text, lang)
    if not question.terms:
        return _Reading([], 0, {})
    planned = plan(question, backend, _lazy_vocabulary(backend, lang) if correcting else None, **filters)
    found = backend.find(planned.ask)
    if not found.count and planned.ask.phrases:  # Nobody wrote it quite so: the words alone are the next best.
        planned.ask = replace(planned.ask, phrases=())
        found = backend.find(planned.ask)
    correction = corrected(question.text, lang, planned.meant)
    if not found.count and correcting and (other := _other_keys(question.text, lang, backend)):
        planned = plan(read(other, lang), backend, None, **filters)
        found, correction = backend.find(planned.ask), other
    return _Reading(rank(found, planned.ask), found.count, found.kinds, correction if found.count else "")


class _lazy_vocabulary:
    """Most questions have no unknown word: the vocabulary is made when one has."""

    def __init__(self, backend, lang):
        self._get = lambda: vocabulary(backend, lang)

    def __contains__(self, word):
        return word in self._get()

    def closest(self, word, **options):
        return self._get().closest(word, **options)


def _other_keys(text: str, lang: str, backend) -> str:
    """The text as typed on the right keyboard, if the index knows all its words."""
    meant = typed_on_latin_keys(text, lang)
    words = [term.word for term in read(meant, lang).terms] if meant else []
    return meant if words and all(word in vocabulary(backend, lang) for word in words) else ""


def suggest(text: str, *, lang: str, limit: int = 8) -> list[Hit]:
    """Titles that go on as the reader is typing, then what the words find in texts."""
    backend = connections["default"].get_backend()
    hits: dict[str, Hit] = {}
    for language in languages_to_read(text, lang):
        question = read(text, language)
        if question.terms and len(hits) < limit:
            words = _lazy_vocabulary(backend, language)
            ask = plan_suggestions(question, backend, words, typing=not text[-1:].isspace(), depth=limit * 4)
            for stored in _by_title(backend.find(ask).candidates, limit):
                hits.setdefault(stored["id"], _bare_hit(stored))
    if len(hits) < FEW and len(clean(text)) > 2:
        for found in _read_in(text, languages_to_read(text, lang)[0], {"depth": FEW}).ranked:
            hits.setdefault(found.stored["id"], _bare_hit(found.stored))
    return list(hits.values())[:limit]


def _by_title(candidates: list[tuple[float, dict]], limit: int) -> list[dict]:
    """Of titles with the same words the shorter says less besides."""
    best = candidates[0][0] if candidates else 0.0
    kept = [
        (score * worth_of(stored) / (20 + len(stored["title"])), stored)
        for score, stored in candidates
        if score > best / 2
    ]
    return [stored for _, stored in sorted(kept, key=lambda pair: -pair[0])[:limit]]


def likely_answers(title: str, *, lang: str, limit: int = 5) -> list[Hit]:
    """What may already answer a question about to be asked: articles, guides and solved threads in its language."""
    likely = []
    for found in _read_in(title, lang, {"depth": DEPTH}).ranked:
        if found.coverage >= LIKELY and found.stored["solved"] is not False:
            likely.append(_hit(found))
        if len(likely) == limit:
            break
    return likely


def _bare_hit(stored: dict) -> Hit:
    shown = {name: stored[name] for name in ("id", "kind", "lang", "title", "url", "place", "solved")}
    return Hit(**shown, updated=updated_of(stored))


def _hit(found: Ranked) -> Hit:
    place, stored = find_place(found), found.stored
    shown = {name: stored[name] for name in ("id", "kind", "lang", "title", "place", "solved")}
    return Hit(
        **shown,
        url=place.url or stored["url"],
        excerpt=place.excerpt,
        passage_label=place.label,
        score=round(found.score, 4),
        updated=updated_of(stored),
    )
