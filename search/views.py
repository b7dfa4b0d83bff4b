"""The results page and the suggestions below every search box. All of it works as plain links and forms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.actions import log_search
from search.filters import Filters
from search.queries import Results, search, suggest
from search.questions import clean
from search.visitors import address_of, is_counted

SHORTEST = 2  # letters that are worth a search
PER_PAGE = 10


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found for ``?q=``; designed, too, for nothing typed, too little typed and nothing found."""
    text, filters = clean(request.GET.get("q", "")), Filters.of(request.GET)
    found, token = Results(), ""
    if len(text) >= SHORTEST:
        found = search(
            text,
            lang=get_language(),
            kind=filters.kind,
            only_lang=filters.lang,
            solved=filters.solved,
            page=filters.page,
            per_page=PER_PAGE,
        )
        if filters.page == 1 and is_counted(request):
            token = log_search(
                text, lang=get_language(), kind=filters.kind, count=found.count, visitor=address_of(request)
            )
    context = {
        "text": text,
        "found": found,
        "filters": filters,
        "chips": filters.chips(request.GET, found),
        "log_token": token,
        "rank_before": (found.page - 1) * PER_PAGE,
        "is_too_short": 0 < len(text) < SHORTEST,
        "foreign_from": next((hit.id for hit in found.hits if hit.lang != get_language()), None),
    }
    return render(request, "search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of a search box, as HTML: nothing for too little."""
    text = request.GET.get("q", "")
    hits = suggest(text, lang=get_language()) if len(clean(text)) >= SHORTEST else []
    response = render(request, "search/suggestions.html", {"hits": hits})
    response["Cache-Control"] = "private, max-age=30"
    return response
