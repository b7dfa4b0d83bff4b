"""Editors' synonyms as a search uses them: what its words find besides themselves. Nothing here knows an engine.

Words are compared after the analysis of their language, so accents, endings and little words do not matter. What a
synonym finds sets off no other one, and there is an end to what one search takes (docs/decisions/0011).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat

from search.analysis import analyse
from search.models import Synonym
from search.questions import Question, Term

MAX_PHRASES = 10  # on one side of a synonym, and taken for one phrase of a search
MAX_WORDS = 5  # of a phrase
MAX_FORMS = 16  # added to one search
MIN_TYPED = 3  # letters of a synonym that is being typed
BEGINNING = 4  # letters that two forms of one word have in common at least
LOOSE = frozenset({"el", "fa", "sq"})  # languages where a stemmer leaves forms of one word apart (dërgesë, dërgesa)
_COMMAS = re.compile("[,،;\n]")


@dataclass(frozen=True)
class Rule:
    """One phrase that also finds others. A form is the stems of a phrase with spaces between them."""

    synonym: Synonym
    typed: str
    means: tuple[tuple[str, str], ...]  # (as the editor wrote it, form)


Stems = tuple[str, ...]


class Rules:
    """The synonyms of all languages, found by how their first word begins."""

    def __init__(self, synonyms: Iterable[Synonym]):
        self._rules: dict[tuple[str, str], list[tuple[Stems, Rule]]] = {}
        for synonym in synonyms:
            self._add(synonym)

    def _add(self, synonym: Synonym) -> None:
        typed, means = phrases_of(synonym.typed)[:MAX_PHRASES], phrases_of(synonym.means)[:MAX_PHRASES]
        for said, found in [(typed, means), (means, typed)][: 1 + synonym.both_ways]:
            forms = [(phrase, " ".join(stems_of(phrase, synonym.lang))) for phrase in found]
            for phrase in said:
                if stems := stems_of(phrase, synonym.lang):
                    rule = Rule(synonym, phrase, tuple(pair for pair in forms if pair[1]))
                    self._rules.setdefault((synonym.lang, stems[0][:BEGINNING]), []).append((stems, rule))

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

    def _matches(self, question: Question) -> Iterator[tuple[Stems, Rule]]:
        typed = tuple(term.stem for term in _telling(question))
        for length in range(min(MAX_WORDS, len(typed)) if self._rules else 0, 0, -1):
            for start in range(len(typed) - length + 1):
                stems = typed[start : start + length]
                for phrase, rule in self._rules.get((question.lang, stems[0][:BEGINNING]), ()):
                    if len(phrase) == length and all(map(alike, stems, phrase, repeat(question.lang))):
                        yield stems, rule

    def _beginnings(self, question: Question) -> Iterator[tuple[Stems, Rule]]:
        typed = _telling(question)
        if not typed or len(typed[-1].word) < MIN_TYPED:
            return
        stems, last = tuple(term.stem for term in typed), typed[-1].word
        for (lang, _), rules in self._rules.items():
            for phrase, rule in rules if lang == question.lang else ():
                begun = stems[-len(phrase) :]
                if phrase[-1].startswith(last) and begun[:-1] == phrase[:-1]:
                    yield begun, rule


def _telling(question: Question) -> list[Term]:
    return [term for term in question.terms if term.weight >= 1 and not term.is_whole]


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
