"""Suggestions as a reader types."""

from haystack import connections

from search.freshness import fresh
from search.hits import Hit, bare_hit
from search.planning import plan_suggestions
from search.questions import clean, languages_to_read, read
from search.ranking import worth_of
from search.reading import LazyVocabulary, read_in
from search.tuning import current_tuning, with_one_tuning

FEW = 3  # suggestions from titles, below which texts are looked at too


def suggest(text: str, *, lang: str, limit: int = 8) -> list[Hit]:
    """Titles that go on as the reader is typing, then what the words find in texts."""
    return fresh(indexed_suggestions(text, lang=lang, limit=limit))


@with_one_tuning
def indexed_suggestions(text: str, *, lang: str, limit: int) -> list[Hit]:
    """As the index knows them: what changed a moment ago is still among them."""
    backend = connections["default"].get_backend()
    hits: dict[str, Hit] = {}
    hidden = current_tuning().hidden(read(text, lang))
    for language in languages_to_read(text, lang):
        question = read(text, language)
        if question.terms and len(hits) < limit:
            words = LazyVocabulary(backend, language)
            ask = plan_suggestions(
                question, backend, words, typing=not text[-1:].isspace(), depth=limit * 4, hidden=hidden
            )
            for stored in _by_title(backend.find(ask).candidates, limit):
                hits.setdefault(stored["id"], bare_hit(stored))
    if len(hits) < FEW and len(clean(text)) > 2:
        for found in read_in(text, languages_to_read(text, lang)[0], {"depth": FEW, "hidden": hidden}).ranked:
            hits.setdefault(found.stored["id"], bare_hit(found.stored))
    return list(hits.values())[:limit]


def _by_title(candidates: list[tuple[float, dict]], limit: int) -> list[dict]:
    """Of titles with the same words the shorter says less besides."""
    best, views = candidates[0][0] if candidates else 0.0, current_tuning().views
    kept = [
        (score * worth_of(stored, views(stored["id"])) / (20 + len(stored["title"])), stored)
        for score, stored in candidates
        if score > best / 2
    ]
    return [stored for _, stored in sorted(kept, key=lambda pair: -pair[0])[:limit]]
