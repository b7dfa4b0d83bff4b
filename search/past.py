"""Searches that helped others, to be suggested while somebody types. Nobody can plant a word of their own here.

A search is suggested when it was made at least three times on at least two days in the last 13 weeks, led to a result
that was opened at least one time in four, consists of words that our own documents use, plainly written, and no editor
said "never".
"""

import time
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from functools import cache

from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.utils import timezone
from haystack import connections

from search.analysis import Token, analyse
from search.models import NeverSuggested, SearchTally
from search.tuning import current_tuning

WEEKS = 13
LEAST_SEARCHES, LEAST_DAYS, HELPED = 3, 2, 0.25
MOST = 2_000  # of a language
PLAIN = frozenset(" '’\"“”„«»‐-–.,:;!?…()&%+#/·؟،؛\u200c")  # the last parts Persian words
KEPT_FOR = 600  # seconds, after which words the index has lost or won are noticed

Past = tuple[str, tuple[str, ...], int]
_kept: dict[str, tuple[object, float, list[Past]]] = {}


def suggestible(lang: str) -> QuerySet:
    """Rows of query, times and opened, the most frequent first, whatever words they consist of."""
    since = timezone.localdate() - timedelta(weeks=WEEKS)
    never = NeverSuggested.objects.filter(lang=lang, query=OuterRef("query"))
    recent = SearchTally.objects.filter(~Exists(never), lang=lang, week__gte=since).order_by()
    sums = recent.values("query").annotate(times=Sum("searches"), on_days=Sum("days"), opened=Sum("clicked"))
    helped = sums.filter(times__gte=LEAST_SEARCHES, on_days__gte=LEAST_DAYS, opened__gte=F("times") * HELPED)
    return helped.order_by("-times", "query")


def past_searches(lang: str) -> list[Past]:
    """(as people write it, its folded words, how often it was made), the most frequent first.

    Kept in the process until something tuned, tallied or read has changed (`TuningVersion`): one query at most.
    """
    tuning, now = current_tuning(), time.monotonic()
    known, until, searches = _kept.get(lang, (None, 0.0, []))
    if known is not tuning or now > until:
        searches = _read(lang)
        _kept[lang] = (tuning, now + KEPT_FOR, searches)
    return searches


def _read(lang: str) -> list[Past]:
    rows = list(suggestible(lang).values_list("query", "times")[:MOST])
    written = _written(lang, [query for query, _ in rows])
    is_known = _index_of(lang)
    found = []
    for query, times in rows:
        shown = written.get(query, query)
        tokens = [token for token in analyse(shown, lang) if not token.is_whole]
        if tokens and " -" not in f" {query}" and is_plain(shown) and all(map(is_known, tokens)):
            found.append((shown, tuple(token.word for token in tokens), times))
    return found


def is_plain(written: str) -> bool:
    """Letters, digits and the marks of a sentence. No pictures, and nothing piled upon letters or put between them."""
    return all(sign.isalnum() or sign in PLAIN for sign in unicodedata.normalize("NFC", written))


def _index_of(lang: str) -> Callable[[Token], bool]:
    """Whether our documents use a word, in whatever form; little words need no asking."""
    backend = connections["default"].get_backend()

    @cache
    def has(stem: str) -> bool:
        return any(form == stem for form, _ in backend.forms(lang, stem))

    return lambda token: token.is_stop or has(token.stem)


def _written(lang: str, queries: list[str]) -> dict[str, str]:
    """How each is written most often, of the weeks that are looked at."""
    since = timezone.localdate() - timedelta(weeks=WEEKS)
    tallies = SearchTally.objects.filter(lang=lang, week__gte=since, query__in=queries)
    return dict(tallies.order_by("searches", "written").values_list("query", "written"))
