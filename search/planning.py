"""From a question to what is asked of the engine: each word with its kin, and with what it was probably meant to be."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from search.analysis import analyse, stem
from search.analysis.roots import language_of, root
from search.analysis.stopwords import STOP_WORDS
from search.engines.base import Ask, AskedTerm
from search.questions import Question, Term
from search.slips import is_likely, unlikelihood
from search.spelling import Vocabulary
from search.synonyms import LOOSE
from search.tuning import current_tuning

KIN_SHARE = 0.4  # what a word of the same family counts: share, sharing, shared where endings alone do not tell
FAMILY_SHARE = {"ru": 0.6, "el": 0.4, "sq": 0.6}  # and one of the same root, by language: return, returning
SYNONYM_SHARE = 0.6  # an editor's synonym: in a title it beats the word typed in passing, and not in a title (0011)
MEANT_SHARE = 0.7  # what a corrected word counts, and one that was written in two: pass word
MISSING_SPACE = 0.9  # a slip, less usual than most: as in search.slips
MAX_KIN, MAX_SYNONYM_KIN = 12, 3
MIN_KIN_PREFIX, KIN_CUT, KIN_LONGER = 4, 2, 3
MIN_FAMILY = 3  # letters that words of one root begin with
MAX_PREFIX_WORDS = 60
MAX_JOINED, MIN_JOINED = 8, 6  # words of a question whose neighbours are tried as one word; letters of that word


@dataclass
class Plan:
    ask: Ask
    meant: dict[str, str] = field(default_factory=dict)  # folded word → the known word it was probably meant to be


def plan(question: Question, backend, vocabulary: Vocabulary | None, **filters) -> Plan:
    """Read the engine's terms for each word. Without a vocabulary nothing is corrected."""
    terms, meant = [], {}
    synonyms = current_tuning().rules.expand(question)
    joined = _joined(question, backend)
    for term in question.terms:
        forms = [(term.stem, 1.0), *_synonym_forms(synonyms.get(term.stem, ()), question.lang, backend)]
        if term.weight == 1.0:
            known, kin = kin_of(term.stem, question.lang, backend)
            forms += kin
            together = joined.get(term.position)
            if together:
                forms.append((together, MEANT_SHARE))
            elif not known and term.stem not in synonyms and vocabulary and term.word not in vocabulary:
                corrections, meant_word = _corrections(term.word, question.lang, vocabulary)
                forms += corrections
                if meant_word:
                    meant[term.word] = meant_word
        terms.append(AskedTerm(_first_shares(forms), term.weight, term.position))
    return Plan(Ask(question.lang, tuple(terms), question.phrases, question.unwanted, **filters), meant)


def _corrections(word: str, lang: str, vocabulary: Vocabulary) -> tuple[list[tuple[str, float]], str]:
    """(forms of what it may have been meant to be, how the likeliest is written, if it is likely).

    Known words near it, or two of them without a space, which the index finds side by side.
    """
    near = vocabulary.closest(word)
    forms = [(stem(other.folded, lang), MEANT_SHARE) for other in near]
    is_far = not near or unlikelihood(word, near[0].folded) > MISSING_SPACE
    little = STOP_WORDS.get(lang, frozenset())
    if is_far and (pair := vocabulary.parts(word)) and not all(part.folded in little for part in pair):
        phrase = " ".join(stem(part.folded, lang) for part in pair)
        return [(phrase, MEANT_SHARE), *forms], " ".join(part.written for part in pair)
    return forms, next((other.written for other in near if is_likely(word, other.folded)), "")


def _joined(question: Question, backend) -> dict[int, str]:
    """Stems of words that were written in two, by the positions of both parts: pass word → password."""
    found: dict[int, str] = {}
    for first, second in pairwise(question.terms if len(question.terms) <= MAX_JOINED else ()):
        together = first.word + second.word
        if second.position != first.position + 1 or len(together) < MIN_JOINED or not together.isalpha():
            continue
        form = stem(together, question.lang)
        if any(known == form for known, _ in backend.forms(question.lang, form)):
            found |= {first.position: form, second.position: form}
    return found


def _synonym_forms(forms: Iterable[str], lang: str, backend) -> list[tuple[str, float]]:
    """Editors' words. Where a word has several stems: with a few kin, and in a phrase as the index knows it."""
    if lang not in LOOSE:
        return [(form, SYNONYM_SHARE) for form in forms]
    shares = []
    for form in forms:
        families = [(word, *kin_of(word, lang, backend)) for word in form.split(" ")]
        known = " ".join(word if is_known or not kin else kin[0][0] for word, is_known, kin in families)
        shares.append((known, SYNONYM_SHARE))
        if len(families) == 1:
            shares += [(other, SYNONYM_SHARE * share) for other, share in families[0][2][:MAX_SYNONYM_KIN]]
    return shares


def _first_shares(forms: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    shares: dict[str, float] = {}
    for form, share in forms:
        shares.setdefault(form, share)
    return tuple(shares.items())


def kin_of(stem: str, lang: str, backend) -> tuple[bool, list[tuple[str, float]]]:
    """(whether the index has the stem itself, its kin): stems that begin alike, a net below every stemmer's mistakes,
    and those of the same root."""
    family = _family(stem, lang, backend)
    if not stem.isalpha() or len(stem) < MIN_KIN_PREFIX:
        return any(form == stem for form, _ in backend.forms(lang, stem)), list(family.items())
    found = backend.forms(lang, stem[: max(MIN_KIN_PREFIX, len(stem) - KIN_CUT)])
    known = any(form == stem for form, _ in found)
    kin = [pair for pair in found if pair[0] != stem and pair[0].isalpha() and len(pair[0]) <= len(stem) + KIN_LONGER]
    kin.sort(key=lambda pair: -pair[1])
    shares = {form: KIN_SHARE for form, _ in kin[:MAX_KIN]} | family
    return known, sorted(shares.items(), key=lambda pair: -pair[1])[:MAX_KIN]


def _family(stem: str, lang: str, backend) -> dict[str, float]:
    """Stems of the same root. Its last letter may be another one: возврат, возвращ."""
    own = language_of(stem, lang)
    if not own or not stem.isalpha() or len(stem) < MIN_FAMILY:
        return {}
    origin = root(stem, own)
    found = backend.forms(lang, origin[: max(MIN_FAMILY, len(origin) - 1)])
    return {
        form: FAMILY_SHARE[own]
        for form, _ in found
        if form != stem and form.isalpha() and language_of(form, lang) == own and root(form, own) == origin
    }


def plan_suggestions(question: Question, backend, vocabulary: Vocabulary, *, typing: bool, **filters) -> Ask:
    """Words against titles; the last one may be unfinished."""
    terms = []
    synonyms = current_tuning().rules.expand(question, typing=typing)
    for term in question.terms:
        unfinished = typing and term is question.terms[-1]
        forms = _title_forms(term, question.lang, backend, vocabulary, unfinished)
        forms |= {form: max(SYNONYM_SHARE, forms.get(form, 0.0)) for form in synonyms.get(term.stem, ())}
        terms.append(AskedTerm(tuple(forms.items()), term.weight, term.position))
    return Ask(question.lang, tuple(terms), titles_only=True, **filters)


def _title_forms(term: Term, lang: str, backend, vocabulary: Vocabulary, unfinished: bool) -> dict[str, float]:
    forms = {term.stem: 1.0}
    if unfinished:
        words = sorted(backend.forms(lang, term.word, titles=True), key=lambda pair: -pair[1])
        forms |= {word: 1.0 for word, _ in words[:MAX_PREFIX_WORDS]}
    else:
        forms |= dict(kin_of(term.stem, lang, backend)[1])
    if len(forms) == 1 and term.word not in vocabulary:
        pair = vocabulary.parts(term.word) if not unfinished else None
        for word in pair or vocabulary.closest(term.word, beginning=unfinished):
            forms |= {word.folded: MEANT_SHARE, stem(word.folded, lang): MEANT_SHARE}
    return forms


def corrected(text: str, lang: str, meant: dict[str, str]) -> str:
    """The text with the words replaced that were probably meant otherwise; "" where there are none."""
    if not meant:
        return ""
    pieces, end = [], 0
    for token in analyse(text, lang):
        if token.word in meant and not token.is_whole:
            pieces += [text[end : token.start], meant[token.word]]
            end = token.end
    return "".join([*pieces, text[end:]])
