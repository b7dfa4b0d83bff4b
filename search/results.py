"""The page of results, and likely answers to a question about to be asked."""

import time
from math import ceil

from search.analysis import analyse
from search.engines.base import SearchUnavailable
from search.freshness import fresh
from search.hits import KINDS, Hit, Results, hit_of
from search.pinning import pinned_reading
from search.questions import read
from search.reading import DEPTH, Reading, read_in, read_in_languages
from search.tuning import current_tuning, with_one_tuning
from search.twins import NEAR, likeness_of, words_of

MAX_PAGE = 50
SINCE = (7, 30, 365)  # days
DAY = 86_400
LIKELY = 0.5  # coverage below which an answer is not likely one


@with_one_tuning
def search(
    text: str,
    *,
    lang: str,
    kind: str | None = None,
    only_lang: str | None = None,
    group: str | None = None,
    solved: bool | None = None,
    since: int | None = None,
    correcting: bool = True,
    page: int = 1,
    per_page: int = 10,
) -> Results:
    """The page of results for what a reader of `lang` typed: hits in their language first, then in others.

    `group` is the key of a section or board, `since` a number of days. With `correcting` off, words nobody wrote find
    nothing.
    """
    page = max(1, min(page, MAX_PAGE))
    filters = {
        "kinds": frozenset([kind] if kind else []),
        "groups": frozenset([group] if group else []),
        "solved": solved,
        "since": time.time() - since * DAY if since else None,
        "depth": ceil(page * per_page / DEPTH) * DEPTH,
    }
    asked, tuning = read(text, lang), current_tuning()
    pins = tuning.pinned(asked)
    filters["hidden"] = tuning.hidden(asked).union(pins)
    readings = read_in_languages(text, lang, only_lang, filters, correcting=correcting)
    if pinned := pinned_reading(pins, readings, filters, only_lang):
        readings.insert(0, pinned)
    ranked = [hit for reading in readings for hit in reading.ranked]
    on_page = [hit_of(found) for found in ranked[(page - 1) * per_page : page * per_page]]
    shown = fresh(on_page)
    count = sum(reading.count for reading in readings) - len(on_page) + len(shown)
    pages = max(1, min(ceil(count / per_page), MAX_PAGE))
    correction = next((reading.correction for reading in readings if reading.correction), "")
    return Results(shown, count, True, page, pages, per_page, correction, **_counts(readings))


def _counts(readings: list[Reading]) -> dict:
    """The matches by filter value of all languages together. A group is called as in the first that has it."""
    found = [reading.found for reading in readings if reading.found]
    keys = dict.fromkeys(key for each in found for key in each.groups)
    titles = {key: next(each.groups[key][0] for each in found if key in each.groups) for key in keys}
    languages: dict[str, int] = {}
    for reading in readings:
        for lang, count in reading.languages.items():
            languages[lang] = languages.get(lang, 0) + count
    return {
        "kinds": {name: sum(each.kinds.get(name, 0) for each in found) for name in KINDS},
        "groups": {key: (titles[key], sum(each.groups.get(key, ("", 0))[1] for each in found)) for key in keys},
        "languages": languages,
        "solved": sum(each.solved for each in found),
        "since": {days: sum(each.since.get(days, 0) for each in found) for days in SINCE},
    }


@with_one_tuning
def likely_answers(title: str, *, lang: str, limit: int = 5, unsolved: int = 0) -> list[Hit]:
    """What may already answer a question about to be asked: articles, guides and solved threads in its language.

    After them, up to ``unsolved`` threads that nobody has solved and that ask for about the same.
    They only help along: while search cannot answer there are none.
    """
    try:
        hidden = current_tuning().hidden(read(title, lang))
        ranked = read_in(title, lang, {"depth": DEPTH, "hidden": hidden}).ranked
    except SearchUnavailable:
        return []
    likely = [hit for hit in ranked if hit.coverage >= LIKELY]
    answers = [hit for hit in likely if hit.stored["solved"] is not False]
    words = words_of(analyse(title, lang))
    waiting = [hit for hit in likely if hit.stored["solved"] is False and likeness_of(hit, words) >= NEAR]
    return fresh([hit_of(found) for found in (*answers[:limit], *waiting[:unsolved])])
