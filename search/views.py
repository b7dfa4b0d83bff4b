"""The results page and the suggestions below every search box. All of it works as plain links and forms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.actions import log_search
from search.completions import completions
from search.engines.base import SearchUnavailable
from search.facets import chosen, facets
from search.filters import Filters
from search.limits import limited
from search.nearest import nearest
from search.queries import Results, search
from search.questions import clean, read
from search.tuning import with_one_tuning
from search.visitors import address_of, is_counted

SHORTEST = 2  # letters that are worth a search
PER_PAGE = 10
RETRY_AFTER = 60  # seconds, while search cannot answer


@require_safe
@limited("results")
def results(request: HttpRequest) -> HttpResponse:
    """What was found for ``?q=``; designed, too, for nothing typed, too little typed, nothing found and no answer."""
    text, filters = clean(request.GET.get("q", "")), Filters.of(request.GET)
    context = {"text": text, "filters": filters, "lack": lack_of(text)}
    if context["lack"]:
        return render(request, "search/results.html", context)
    try:
        context |= _answer(request, text, filters)
    except SearchUnavailable:
        response = render(request, "search/unavailable.html", context, status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    return render(request, "search/results.html", context)


def lack_of(text: str) -> str:
    """Why there is nothing to look for: "nothing" typed, too "short", only "unwanted" words, only "marks"; else ""."""
    if len(text) < SHORTEST:
        return "short" if text else "nothing"
    question = read(text, get_language())
    if question.terms:
        return ""
    return "unwanted" if question.unwanted else "marks"


@with_one_tuning
def _answer(request: HttpRequest, text: str, filters: Filters) -> dict:
    found = _found(text, filters)
    wider = [] if found.count else [_found(text, one) for one in filters.without_each()]
    found = found.with_titles_of(wider)
    removable = chosen(filters, text, found)
    context = {
        "found": found,
        "facets": facets(filters, text, found),
        "chosen": removable,
        "log_token": _log(request, text, filters, found),
        "foreign_from": next((h.id for h in found.hits if h.lang != get_language() and not h.is_pinned), None),
        "is_cut": found.count > found.shown_count,
        "exact_url": f"{filters.url(text)}&exact=1" if found.correction else "",
    }
    if found.count:
        return context
    hidden = [choice | {"count": one.count} for choice, one in zip(removable, wider, strict=True) if one.count]
    beyond = 0 if hidden or len(removable) < 2 else _found(text, Filters()).count
    near = _near(text, filters, has_more=bool(hidden or beyond))
    return context | {"hidden_by": hidden, "without_filters": beyond, **near}


def _found(text: str, filters: Filters) -> Results:
    return search(text, lang=get_language(), per_page=PER_PAGE, **filters.options)


def _near(text: str, filters: Filters, *, has_more: bool) -> dict:
    """Where nothing was found: how else it may have been meant, and what comes near."""
    meant = _found(text, Filters()).correction if filters.is_exact else ""
    return {"meant": meant, "nearest": [] if has_more or meant else nearest(text, lang=get_language())}


def _log(request: HttpRequest, text: str, filters: Filters, found: Results) -> str:
    if filters.page > 1 or not is_counted(request):
        return ""
    visitor = address_of(request)
    return log_search(text, lang=get_language(), kind=filters.kind, count=found.count, visitor=visitor)


@require_safe
@limited("suggestions")
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of a search box, as HTML: nothing for too little."""
    text = request.GET.get("q", "")
    found = completions(text, lang=get_language()) if len(clean(text)) >= SHORTEST else []
    response = render(request, "search/suggestions.html", {"completions": found, "text": clean(text)})
    response["Cache-Control"] = "private, max-age=30"
    return response


@require_safe
def describe(request: HttpRequest) -> HttpResponse:
    """OpenSearch: by this a browser offers to search here from its own address bar."""
    return render(request, "search/opensearch.xml", content_type="application/opensearchdescription+xml")
