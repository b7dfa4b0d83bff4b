"""What was searched for, what became of it, and what was read: numbers only, never whose."""

from datetime import date

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.signing import TimestampSigner
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from search.analysis import fold
from search.anonymous import without_names
from search.models import DocumentViews, NeverSuggested, SearchLog, TuningVersion
from search.permissions import can_tune_search
from search.questions import read
from search.visitors import unnamed

MAX_LOGGED = 200
MAX_RANK = 1_000
SAME_SEARCH = 600  # seconds in which a reload, a way back or a filter is still the same search
SAME_READING = 3_600  # seconds in which one address reads a document once
_EDGES = " .,;:!?…()[]{}<>«»„“”\"'`*_/|\\·؟،؛"

signer = TimestampSigner(salt="search.log")


def log_search(text: str, *, lang: str, kind: str | None, count: int, visitor: str = "") -> str:
    """Remember what was looked for and how much was found; the signed token by which its page tells what became of it.

    `visitor` (an address) is never stored: while memory holds it, hashed, the same search from there is no second one.
    "" where nothing is left to remember once what may name a person is taken out.
    """
    written = " ".join(filter(None, map(_bare, without_names(text).split()))).lower()[:MAX_LOGGED].strip()
    query = folded(written)
    if not query:
        return ""
    seen = unnamed("search", visitor, lang, query)
    if visitor and (token := cache.get(seen)):
        return token
    key = read(written, lang).key
    log = SearchLog.objects.create(query=query, written=written, key=key, lang=lang, kind=kind or "", count=count)
    token = signer.sign(log.pk)
    if visitor:
        cache.set(seen, token, SAME_SEARCH)
    return token


def folded(written: str) -> str:
    """How searches are counted together."""
    return " ".join(map(fold, written.split()))[:MAX_LOGGED].strip()


def _bare(word: str) -> str:
    """Without the marks around it. A minus before it stays: it means something else."""
    bare = word.strip(f"{_EDGES}-–—")
    return f"-{bare}" if bare and word.startswith("-") else bare


def note_click(pk: int, rank: int) -> None:
    """The first result opened counts, and no later one."""
    if 1 <= rank <= MAX_RANK:
        unopened = SearchLog.objects.filter(pk=pk, clicked_rank=None)
        unopened.update(clicked_rank=rank, clicked_at=timezone.now(), is_tallied=False)


def note_refinement(pk: int) -> None:
    """Other words were tried; what had been opened before is no refinement."""
    SearchLog.objects.filter(pk=pk, clicked_rank=None, refined=False).update(refined=True, is_tallied=False)


def note_solved(pk: int) -> None:
    """The reader said that what they opened solved it."""
    opened = SearchLog.objects.filter(pk=pk, solved=False).exclude(clicked_rank=None)
    opened.update(solved=True, is_tallied=False)


def note_reading(identifier: str, visitor: str, today: date | None = None) -> None:
    """One more reader of a document today, once an hour from the same address."""
    if not cache.add(unnamed("reading", visitor, identifier), 1, SAME_READING):
        return
    day = today or timezone.localdate(timezone=timezone.get_default_timezone())
    while not DocumentViews.objects.filter(identifier=identifier, day=day).update(views=F("views") + 1):
        try:
            with transaction.atomic():
                DocumentViews.objects.create(identifier=identifier, day=day, views=1)
            return
        except IntegrityError:  # Another reader was first: count on their row.
            continue


@transaction.atomic
def never_suggest(query: str, lang: str, *, actor) -> None:
    """Do not offer this search to others while they type."""
    if not can_tune_search(actor):
        raise PermissionDenied
    NeverSuggested.objects.get_or_create(lang=lang, query=query, defaults={"created_by": actor})
    TuningVersion.bump()


@transaction.atomic
def suggest_again(query: str, lang: str, *, actor) -> None:
    if not can_tune_search(actor):
        raise PermissionDenied
    NeverSuggested.objects.filter(lang=lang, query=query).delete()
    TuningVersion.bump()
