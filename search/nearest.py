"""What to offer where a search found nothing: the nearest there is."""

from search.freshness import fresh
from search.hits import Hit
from search.questions import read
from search.suggesting import indexed_suggestions

MAX_WORDS = 6  # that are tried alone


def nearest(text: str, *, lang: str, limit: int = 5) -> list[Hit]:
    """Titles that begin or read like what was typed; then without what was to be left out; then word by word."""
    hits: dict[str, Hit] = {}
    for tried in _easier(text, lang):
        for hit in indexed_suggestions(tried, lang=lang, limit=limit):
            hits.setdefault(hit.id, hit)
        if len(hits) >= limit:
            break
    return fresh(list(hits.values())[:limit])


def _easier(text: str, lang: str):
    yield text
    question = read(text, lang)
    words = [term.word for term in question.terms if not term.is_whole]
    if question.unwanted or question.phrases:
        yield " ".join(words)
    if len(words) > 1:
        yield from sorted(dict.fromkeys(words), key=len, reverse=True)[:MAX_WORDS]
