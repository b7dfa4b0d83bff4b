"""What a reader typed, read: words, "quoted phrases" and -unwanted words. Nothing else has a meaning.

No engine's query language is ever parsed, so there is no syntax to get wrong and none to abuse: ``*:*``, ``AND`` and
brackets are punctuation or words like any others. Length and number of words are bounded here, once.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from search.analysis import LANGUAGES, SCRIPT_OF_LANGUAGE, Token, analyse, script_of

MAX_LENGTH = 300  # characters that are read; the rest is ignored
MAX_TERMS = 24
MAX_KEY = 200
STOP_WEIGHT = 0.1
WHOLE_WEIGHT = 0.5  # a joined word counts besides its parts

_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_QUOTED = re.compile(r"(-?)[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_UNWANTED = re.compile(r"(?:^|(?<=\s))-(?=[^\W_])(\S+)")


@dataclass(frozen=True)
class Term:
    stem: str
    word: str
    weight: float
    position: int
    is_whole: bool = False


@dataclass(frozen=True)
class Question:
    """A search as read in one language."""

    text: str
    lang: str
    terms: tuple[Term, ...]
    phrases: tuple[tuple[str, ...], ...] = ()  # stems in order: each must stand in the document
    unwanted: frozenset[str] = field(default_factory=frozenset)  # stems that must not

    @property
    def key(self) -> str:
        """The same for searches that mean the same: stems of the words that say something, sorted, in this language.

        "returns policy" = "the policy of return". What editors pin and hide, and what the log counts, goes by it.
        """
        wanted = sorted({term.stem for term in self.terms if term.weight >= 1})
        return " ".join([*wanted, *(f"-{stem}" for stem in sorted(self.unwanted))])[:MAX_KEY].rstrip()


def clean(text: str) -> str:
    """What was typed, without invisible characters, cut to `MAX_LENGTH`."""
    return " ".join(_INVISIBLE.sub(" ", text[: MAX_LENGTH * 4]).split())[:MAX_LENGTH]


def read(text: str, lang: str) -> Question:
    text = clean(text)
    phrases, unwanted = [], set()
    for minus, quoted in _QUOTED.findall(text):
        stems = tuple(token.stem for token in analyse(quoted, lang) if not token.is_whole)[:MAX_TERMS]
        if minus:
            unwanted.update(stems)
        elif stems:
            phrases.append(stems)
    rest = _QUOTED.sub(lambda match: " " if match[1] else f" {match[2]} ", text)
    for word in _UNWANTED.findall(rest):
        unwanted.update(token.stem for token in analyse(word, lang) if not token.is_whole)
    terms = _terms(analyse(_UNWANTED.sub(" ", rest), lang))
    return Question(text, lang, terms, tuple(phrases), frozenset(unwanted - {term.stem for term in terms}))


def _terms(tokens: list[Token]) -> tuple[Term, ...]:
    """Each word once; words that say little weigh little, unless nothing else was asked."""
    seen: dict[str, Term] = {}
    for token in tokens:
        weight = STOP_WEIGHT if token.is_stop else WHOLE_WEIGHT if token.is_whole else 1.0
        seen.setdefault(token.stem, Term(token.stem, token.word, weight, token.position, token.is_whole))
    terms = list(seen.values())
    if all(term.weight < 1 for term in terms):
        terms = [Term(term.stem, term.word, 1.0, term.position, term.is_whole) for term in terms]
    strongest = sorted(terms, key=lambda term: -term.weight)[:MAX_TERMS]
    return tuple(sorted(strongest, key=lambda term: term.position))


def languages_to_read(text: str, reader_lang: str) -> list[str]:
    """The reader's language, then those whose script the text is written in (mostly, where it mixes more than two).
    Digits alone: the reader's, then all."""
    written = Counter(script_of(token.word) for token in analyse(clean(text), ""))
    del written[""]
    scripts = [script for script, _ in written.most_common(2)]
    others = [lang for lang in LANGUAGES if not scripts or SCRIPT_OF_LANGUAGE[lang] in scripts]
    first = [reader_lang] if reader_lang in LANGUAGES else []
    return first + [lang for lang in others if lang != reader_lang]
