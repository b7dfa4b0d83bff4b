"""What a synonym changes, before it is saved: the first results of its words, now and then."""

from dataclasses import dataclass

from search.hits import Hit
from search.models import Synonym
from search.results import search
from search.synonyms import phrases_of
from search.tuning import Tuning, current_tuning, tuned_as

SHOWN = 5  # results on each side
TRIED = 3  # words of each side


@dataclass(frozen=True)
class After:
    hit: Hit
    is_new: bool


@dataclass(frozen=True)
class Comparison:
    text: str
    before: list[Hit]
    after: list[After]

    @property
    def is_same(self) -> bool:
        return [hit.id for hit in self.before] == [after.hit.id for after in self.after]


def compare(synonym: Synonym) -> list[Comparison]:
    """For each of the first words that would find more. `synonym` need not be saved."""
    now = current_tuning()
    then = now.with_synonym(synonym)
    tried = phrases_of(synonym.typed)[:TRIED]
    if synonym.both_ways:
        tried += phrases_of(synonym.means)[:TRIED]
    return [_compare(text, synonym.lang, now, then) for text in tried]


def _compare(text: str, lang: str, now: Tuning, then: Tuning) -> Comparison:
    with tuned_as(now):
        before = search(text, lang=lang, per_page=SHOWN).hits
    with tuned_as(then):
        after = search(text, lang=lang, per_page=SHOWN).hits
    known = {hit.id for hit in before}
    return Comparison(text, before, [After(hit, hit.id not in known) for hit in after])
