"""Threads that ask the same as a question about to be asked: alike in their titles, whatever else they say."""

from dataclasses import dataclass
from itertools import islice

from search.analysis import Token, analyse
from search.engines.base import SearchUnavailable
from search.freshness import fresh
from search.hits import Hit, hit_of
from search.questions import read
from search.ranking import Ranked
from search.reading import read_in
from search.records import index_language
from search.tuning import current_tuning, with_one_tuning

CANDIDATES = 30
# Looked at with 2,071 imported threads: 25 pairs are at least so alike, and in two of three the answers of one serve
# the other; from there down to 0.7 it is one of four, and further down pairs only share a subject. Being asked once too
# often costs a press, a twin costs somebody an answer.
ALIKE = 0.78
NEAR = 0.4  # beside the form, where a look costs nothing: the same thing and what is wrong with it
SHARED = 2  # words at least: two titles that share one rare word are not about the same


@dataclass(frozen=True)
class Twin:
    """``likeness`` from `ALIKE` to 1; ``is_same``: the very same words, in whatever case and punctuation."""

    hit: Hit
    likeness: float
    is_same: bool


@with_one_tuning
def likely_twins(title: str, *, lang: str, limit: int = 3) -> list[Twin]:
    """The threads of a language, open or solved, whose titles say the same, the likest first.

    They only help along: while search cannot answer there are none.
    """
    try:
        hidden = current_tuning().hidden(read(title, lang))
        filters = {"depth": CANDIDATES, "hidden": hidden, "kinds": frozenset(["thread"])}
        ranked = read_in(title, lang, filters, correcting=False).ranked
    except SearchUnavailable:
        return []
    words = words_of(analyse(title, lang))
    found = [(likeness_of(hit, words), hit) for hit in ranked]
    best = sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    alike = {hit.stored["id"]: (value, _is_same(hit, words)) for value, hit in best}
    return [Twin(hit, *alike[hit.id]) for hit in islice(fresh([hit_of(hit) for _, hit in best]), limit)]


def words_of(tokens: list[Token]) -> list[str]:
    return [token.word for token in tokens if not token.is_whole]


def _is_same(hit: Ranked, words: list[str]) -> bool:
    return words == words_of(analyse(hit.stored["title"], index_language(hit.stored["lang"])))


def likeness_of(hit: Ranked, words: list[str]) -> float:
    """Twice what both titles say, divided by what each says: by the weight of the words (rare ones weigh more), with a
    word of the same family counted in part. A word of one title alone weighs what an ordinary one does: nobody may ever
    have written it before. Words that say little, and the order, have no say."""
    tokens = [token for token in analyse(hit.stored["title"], index_language(hit.stored["lang"])) if not token.is_whole]
    if words == words_of(tokens):
        return 1.0
    asked = zip(hit.ask.terms, hit.weights, strict=True)
    heavy = [(dict(term.forms), weight) for term, weight in asked if not term.is_light]
    total = sum(weight for _, weight in heavy)
    ordinary = total / len(heavy) if heavy else 1.0
    stems = {token.stem for token in tokens if not token.is_stop}
    shares = [max((forms.get(stem, 0.0) for stem in stems), default=0.0) for forms, _weight in heavy]
    if sum(share > 0 for share in shares) < SHARED:
        return 0.0
    shared = sum(weight * share for share, (_forms, weight) in zip(shares, heavy, strict=True))
    total = sum(weight if share else min(weight, ordinary) for share, (_, weight) in zip(shares, heavy, strict=True))
    known = {stem: weight for forms, weight in heavy for stem in forms if stem in stems}
    theirs = sum(known.get(stem, ordinary) for stem in stems)
    return 2 * shared / (total + theirs) if total + theirs else 0.0
