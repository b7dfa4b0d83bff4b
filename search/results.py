"""The page of results, and likely answers to a question about to be asked."""

from math import ceil

from search.hits import KINDS, Hit, Results, hit_of
from search.pinning import pinned_reading
from search.questions import read
from search.reading import read_in, read_in_languages
from search.tuning import current_tuning, with_one_tuning

DEPTH = 50  # candidates whose order is looked at closely
MAX_PAGE = 50
LIKELY = 0.5  # coverage below which an answer is not likely one


@with_one_tuning
def search(
    text: str,
    *,
    lang: str,
    kind: str | None = None,
    only_lang: str | None = None,
    solved: bool | None = None,
    page: int = 1,
    per_page: int = 10,
) -> Results:
    """The page of results for what a reader of `lang` typed: hits in their language first, then in others."""
    page = max(1, min(page, MAX_PAGE))
    filters = {"kinds": frozenset([kind] if kind else []), "solved": solved, "depth": max(DEPTH, page * per_page)}
    asked, tuning = read(text, lang), current_tuning()
    pins = tuning.pinned(asked)
    filters["hidden"] = tuning.hidden(asked).union(pins)
    readings = read_in_languages(text, lang, only_lang, filters)
    if pinned := pinned_reading(pins, readings, filters, only_lang):
        readings.insert(0, pinned)
    ranked = [hit for reading in readings for hit in reading.ranked]
    count = sum(reading.count for reading in readings)
    pages = max(1, min(ceil(count / per_page), MAX_PAGE))
    shown = ranked[(page - 1) * per_page : page * per_page]
    correction = next((reading.correction for reading in readings if reading.correction), "")
    kinds = {name: sum(reading.kinds.get(name, 0) for reading in readings) for name in KINDS}
    return Results([hit_of(found) for found in shown], count, True, page, pages, correction, kinds)


@with_one_tuning
def likely_answers(title: str, *, lang: str, limit: int = 5) -> list[Hit]:
    """What may already answer a question about to be asked: articles, guides and solved threads in its language."""
    likely = []
    hidden = current_tuning().hidden(read(title, lang))
    for found in read_in(title, lang, {"depth": DEPTH, "hidden": hidden}).ranked:
        if found.coverage >= LIKELY and found.stored["solved"] is not False:
            likely.append(hit_of(found))
        if len(likely) == limit:
            break
    return likely
