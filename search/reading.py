"""A text read in one language after the other: what each finds, corrected where the index does not know a word."""

from dataclasses import dataclass, replace

from haystack import connections

from search.engines.base import Ask, Found
from search.planning import corrected, plan
from search.questions import languages_to_read, read
from search.ranking import Ranked, rank
from search.spelling import typed_on_other_keys
from search.tuning import current_tuning
from search.vocabularies import vocabulary

DEPTH = 50  # candidates whose order is looked at closely
ENOUGH = 20  # hits in the reader's language, below which other languages are searched too
UNFILTERED = {"kinds": frozenset(), "groups": frozenset(), "solved": None, "since": None}
POOR, BETTER = 0.5, 0.3  # coverage of the best hit; how much more another language must cover to come first


@dataclass
class Reading:
    """What one language found."""

    ranked: list[Ranked]
    count: int
    correction: str = ""
    ask: Ask | None = None
    found: Found | None = None

    @property
    def languages(self) -> dict[str, int]:
        return {self.ask.lang: self.count} if self.ask else {}

    @property
    def total(self) -> int:
        return self.found.total if self.found else 0

    @property
    def coverage(self) -> float:
        return max((hit.coverage for hit in self.ranked[:10]), default=0.0)


def read_in_languages(text, lang, only_lang, filters, *, correcting: bool = True) -> list[Reading]:
    if only_lang:
        return [read_in(text, only_lang, filters, correcting=correcting)]
    first, *others = languages_to_read(text, lang) or [lang]
    own = read_in(text, first, filters, correcting=correcting)
    if not others or _is_enough(own):
        return [own]
    foreign = [read_in(text, other, filters, correcting=correcting and not own.total) for other in others]
    foreign.sort(key=lambda reading: -reading.coverage)
    if own.coverage < POOR and foreign[0].coverage > own.coverage + BETTER:
        return [foreign[0], own, *foreign[1:]]
    return [own, *foreign]


def _is_enough(own: Reading) -> bool:
    """Whether other languages need not be read. Filters have no say, or the count beside one would not come true."""
    if own.total < ENOUGH or own.coverage >= POOR or own.count == own.total:
        return own.total >= ENOUGH and own.coverage >= POOR
    ask = replace(own.ask, depth=DEPTH, **UNFILTERED)
    everything = connections["default"].get_backend().find(ask)
    return Reading(_in_order(everything, ask), everything.count).coverage >= POOR


def read_in(text: str, lang: str, filters: dict, *, correcting: bool = True) -> Reading:
    backend = connections["default"].get_backend()
    question = read(text, lang)
    if not question.terms:
        return Reading([], 0)
    planned = plan(question, backend, LazyVocabulary(backend, lang) if correcting else None, **filters)
    found = backend.find(planned.ask)
    if not found.total and planned.ask.phrases:  # Nobody wrote it quite so: the words alone are the next best.
        planned.ask = replace(planned.ask, phrases=())
        found = backend.find(planned.ask)
    correction = corrected(question.text, lang, planned.meant)
    if not found.total and correcting and (other := _other_keys(question.text, lang, backend)):
        planned = plan(read(other, lang), backend, None, **filters)
        found, correction = backend.find(planned.ask), other
    correction = correction if found.count else ""
    return Reading(_in_order(found, planned.ask), found.count, correction, planned.ask, found)


def _in_order(found: Found, ask: Ask) -> list[Ranked]:
    """The best `DEPTH` are looked at closely, then the next: so the first pages stay as they are on the later ones."""
    best = found.candidates
    views = current_tuning().views
    blocks = [best[start : start + DEPTH] for start in range(0, len(best), DEPTH)]
    return [hit for block in blocks for hit in rank(replace(found, candidates=block), ask, views)]


class LazyVocabulary:
    """Most questions have no unknown word: the vocabulary is made when one has."""

    def __init__(self, backend, lang):
        self._get = lambda: vocabulary(backend, lang)

    def __contains__(self, word):
        return word in self._get()

    def closest(self, word, **options):
        return self._get().closest(word, **options)

    def parts(self, word):
        return self._get().parts(word)

    def word(self, folded):
        return self._get().word(folded)


def _other_keys(text: str, lang: str, backend) -> str:
    """The text as typed on the right keyboard, if the index knows all its words that say something."""
    known = vocabulary(backend, lang)
    for meant in typed_on_other_keys(text, lang):
        words = [term.word for term in read(meant, lang).terms if term.weight == 1.0]
        if words and all(word in known for word in words):
            return meant
    return ""
