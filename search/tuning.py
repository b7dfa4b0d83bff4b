"""What editors tuned, as searches use it: kept in each process, and read again as soon as anything was changed.

One row is looked at for each search (`TuningVersion`), so every process follows a change with its next search. What
takes effect with synonyms, pins and hides is decided here; nothing here knows an engine.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import wraps
from itertools import repeat

from search.analysis import analyse
from search.models import HiddenResult, PinnedResult, Popularity, Synonym, TuningVersion
from search.questions import Question, Term

MAX_PHRASES = 10  # on one side of a synonym, and taken for one phrase of a search
MAX_WORDS = 5  # of a phrase
MAX_FORMS = 16  # added to one search
MIN_TYPED = 3  # letters of a synonym that is being typed
BEGINNING = 4  # letters that two forms of one word have in common at least
LOOSE = frozenset({"el", "fa", "sq"})  # languages where a stemmer leaves forms of one word apart (dërgesë, dërgesa)
MAX_PINS = 5  # for one search
_COMMAS = re.compile("[,،;\n]")

Pins = dict[tuple[str, str], tuple[str, ...]]  # (language, key) → identifiers


@dataclass(frozen=True)
class Rule:
    """One phrase that also finds others. A form is the stems of a phrase with spaces between them."""

    synonym: Synonym
    typed: str
    means: tuple[tuple[str, str], ...]  # (as the editor wrote it, form)


Rules = dict[tuple[str, str], list[tuple[tuple[str, ...], Rule]]]  # (language, how it begins) → (stems typed, rule)


def alike(stem: str, other: str, lang: str) -> bool:
    """The same word: one stem, or one that goes on a little where stemmers are weak."""
    if stem == other or lang not in LOOSE:
        return stem == other
    shorter, longer = sorted((stem, other), key=len)
    return len(shorter) >= BEGINNING and len(longer) - len(shorter) <= 3 and longer.startswith(shorter)


def phrases_of(text: str) -> list[str]:
    return [phrase for part in _COMMAS.split(text) if (phrase := " ".join(part.split()))]


def stems_of(phrase: str, lang: str) -> tuple[str, ...]:
    """The stems of the words that say something, in order: accents, endings and little words do not matter."""
    return tuple(token.stem for token in analyse(phrase, lang) if not token.is_stop and not token.is_whole)[:MAX_WORDS]


@dataclass(frozen=True)
class Tuning:
    synonyms: tuple[Synonym, ...] = ()
    pins: Pins = field(default_factory=dict)
    hides: Pins = field(default_factory=dict)
    hidden_everywhere: frozenset[str] = frozenset()
    popularity: dict[str, int] = field(default_factory=dict)
    rules: Rules = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "rules", _rules(self.synonyms))

    def effects(self, question: Question) -> list[Rule]:
        """The synonyms that a search sets off, those of longer phrases first. What they find sets off no others."""
        return [rule for _, rule in self._matches(question)]

    def expand(self, question: Question, *, typing: bool = False) -> dict[str, list[str]]:
        """What the words of a search find besides themselves: stem → forms.

        A phrase's synonym counts for each of its words, so that it is worth as much as the phrase. While one is
        `typing`, the last word may be unfinished.
        """
        forms: dict[str, list[str]] = {}
        added = 0
        for stems, rule in (*self._matches(question), *(self._beginnings(question) if typing else ())):
            for _, form in rule.means:
                for stem in stems:
                    known = forms.setdefault(stem, [])
                    if form != stem and form not in known and len(known) < MAX_PHRASES and added < MAX_FORMS:
                        known.append(form)
                        added += 1
        return forms

    def _matches(self, question: Question) -> Iterator[tuple[tuple[str, ...], Rule]]:
        typed = tuple(term.stem for term in _telling(question))
        for length in range(min(MAX_WORDS, len(typed)) if self.rules else 0, 0, -1):
            for start in range(len(typed) - length + 1):
                stems = typed[start : start + length]
                for phrase, rule in self.rules.get((question.lang, stems[0][:BEGINNING]), ()):
                    if len(phrase) == length and all(map(alike, stems, phrase, repeat(question.lang))):
                        yield stems, rule

    def _beginnings(self, question: Question) -> Iterator[tuple[tuple[str, ...], Rule]]:
        typed = _telling(question)
        if not typed or len(typed[-1].word) < MIN_TYPED:
            return
        stems, last = tuple(term.stem for term in typed), typed[-1].word
        for (lang, _), rules in self.rules.items():
            for phrase, rule in rules if lang == question.lang else ():
                begun = stems[-len(phrase) :]
                if phrase[-1].startswith(last) and begun[:-1] == phrase[:-1]:
                    yield begun, rule

    def pinned(self, question: Question) -> list[str]:
        """Identifiers, in their order. What is hidden is not shown for being pinned."""
        hidden = self.hidden(question)
        return [pin for pin in self.pins.get((question.lang, question.key), ()) if pin not in hidden][:MAX_PINS]

    def hidden(self, question: Question) -> frozenset[str]:
        return self.hidden_everywhere.union(self.hides.get((question.lang, question.key), ()))

    def views(self, identifier: str) -> int:
        """Readers in the last 30 days."""
        return self.popularity.get(identifier, 0)

    def without_hides(self) -> "Tuning":
        return replace(self, hides={}, hidden_everywhere=frozenset())

    def with_synonym(self, synonym: Synonym) -> "Tuning":
        """As it would be with a synonym that is not saved yet, or not so."""
        others = [other for other in self.synonyms if synonym.pk is None or other.pk != synonym.pk]
        return replace(self, synonyms=(synonym, *others))


def _telling(question: Question) -> list[Term]:
    return [term for term in question.terms if term.weight >= 1 and not term.is_whole]


def _rules(synonyms: Iterable[Synonym]) -> Rules:
    rules: Rules = {}
    for synonym in synonyms:
        typed, means = phrases_of(synonym.typed)[:MAX_PHRASES], phrases_of(synonym.means)[:MAX_PHRASES]
        ways = [(typed, means), (means, typed)] if synonym.both_ways else [(typed, means)]
        for said, found in ways:
            forms = [(phrase, " ".join(stems_of(phrase, synonym.lang))) for phrase in found]
            for phrase in said:
                if stems := stems_of(phrase, synonym.lang):
                    rule = Rule(synonym, phrase, tuple(pair for pair in forms if pair[1]))
                    rules.setdefault((synonym.lang, stems[0][:BEGINNING]), []).append((stems, rule))
    return rules


class Keeper:
    """The tuning of a process. One small query a search tells whether it is still the present one."""

    def __init__(self):
        self._kept: tuple[int | None, Tuning] = (None, Tuning())

    def current(self) -> Tuning:
        number = TuningVersion.objects.filter(pk=1).values_list("number", flat=True).first()
        known, tuning = self._kept  # Read and replaced in one step: threads need no lock.
        if number != known:
            tuning = Tuning() if number is None else read_tuning()
            self._kept = (number, tuning)
        return tuning


def read_tuning() -> Tuning:
    pins, hides, everywhere = {}, {}, set()
    for lang, key, identifier in PinnedResult.objects.values_list("lang", "key", "identifier"):
        pins[lang, key] = (*pins.get((lang, key), ()), identifier)
    for lang, key, identifier in HiddenResult.objects.values_list("lang", "key", "identifier"):
        if key:
            hides[lang, key] = (*hides.get((lang, key), ()), identifier)
        else:
            everywhere.add(identifier)
    popularity = dict(Popularity.objects.values_list("identifier", "views"))
    return Tuning(tuple(Synonym.objects.order_by("-pk")), pins, hides, frozenset(everywhere), popularity)


_keeper = Keeper()
_instead: ContextVar[Tuning | None] = ContextVar("tuning", default=None)


def current_tuning() -> Tuning:
    return _instead.get() or _keeper.current()


@contextmanager
def tuned_as(tuning: Tuning):
    """Search as if this were the tuning: for previews, and for measurements that must not depend on a site's."""
    token = _instead.set(tuning)
    try:
        yield
    finally:
        _instead.reset(token)


def with_one_tuning(function):
    """One look for the whole of a search, however many languages it is read in."""

    @wraps(function)
    def wrapped(*args, **kwargs):
        with tuned_as(current_tuning()):
            return function(*args, **kwargs)

    return wrapped
