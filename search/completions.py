"""What a search box offers below it: titles, searches that helped others, and the way to all results."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import analyse, fold, script_of
from search.engines.base import SearchUnavailable
from search.hits import Hit
from search.past import past_searches
from search.questions import languages_to_read, read
from search.suggesting import suggest
from search.tuning import with_one_tuning

MOST, MOST_PAST = 8, 3


@dataclass(frozen=True)
class Completion:
    """`kind` is that of a hit, or "search" for what others typed: then `text` is what to search for."""

    kind: str
    text: str
    words: SafeString  # the text with what was typed marked
    lang: str
    url: str = ""
    place: str = ""


@with_one_tuning
def completions(text: str, *, lang: str) -> list[Completion]:
    """Searches that go on as was begun, then titles; each text once. Nothing while search cannot answer."""
    try:
        hits, searches = suggest(text, lang=lang, limit=MOST), _past(text, lang)
    except SearchUnavailable:
        return []
    titles = {fold(hit.title) for hit in hits}
    searches = [written for written in searches if fold(written) not in titles][:MOST_PAST]
    room = MOST - len(searches)
    return [*(_of_search(written, text, lang) for written in searches), *(_of_hit(hit, text) for hit in hits[:room])]


def _past(text: str, lang: str) -> list[str]:
    """What others typed and was of use, the most frequent first: every word typed stands in it, the last as begun."""
    typed = [term.word for term in read(text, lang).terms if not term.is_whole]
    if not typed:
        return []
    *whole, last = typed
    going_on = text[-1:].isspace()
    found = []
    for written, words, _times in past_searches(lang):
        is_longer = len(words) > len(typed) or words[: len(typed)] != tuple(typed)
        if is_longer and set(whole) <= set(words) and any(_begins(word, last, going_on) for word in words):
            found.append(written)
        if len(found) == MOST_PAST * 2:
            break
    return found


def _begins(word: str, typed: str, is_whole: bool) -> bool:
    return word == typed if is_whole else word.startswith(typed)


def _of_search(written: str, typed: str, lang: str) -> Completion:
    return Completion("search", written, marked(written, typed, lang), lang)


def _of_hit(hit: Hit, typed: str) -> Completion:
    return Completion(hit.kind, hit.title, marked(hit.title, typed, hit.lang), hit.lang, hit.url, hit.place)


def marked(text: str, typed: str, lang: str) -> SafeString:
    """The text, escaped, with the typed words and the typed beginnings of words in <mark>.

    Letters that are joined in writing are never parted by a mark: there the whole word is marked.
    """
    terms = [term for term in read(typed, languages_to_read(typed, lang)[0]).terms if not term.is_whole]
    stems, last = {term.stem for term in terms}, "" if typed[-1:].isspace() or not terms else terms[-1].word
    pieces, at = [], 0
    for token in analyse(text, lang):
        begun = last if last and token.word.startswith(last) else ""
        if (not begun and token.stem not in stems) or token.start < at:
            continue
        end = token.end
        if begun and token.stem not in stems and script_of(token.word) != "arabic":
            end = token.start + _length_of(text[token.start : token.end], begun)
        pieces += [escape(text[at : token.start]), "<mark>", escape(text[token.start : end]), "</mark>"]
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))


def _length_of(written: str, begun: str) -> int:
    """How much of a word as written is its folded beginning; never between a letter and its accent."""
    length = next((size for size in range(1, len(written)) if len(fold(written[:size])) >= len(begun)), len(written))
    while length < len(written) and fold(written[: length + 1]) == fold(written[:length]):
        length += 1
    return length
