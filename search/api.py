"""``/api/search/``: the site's own ranking as JSON, for a shop's help widget or a bot."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from search.queries import KINDS, Hit, search
from search.questions import clean

MOST, USUAL = 50, 10


class BadQuery(Exception):
    """A parameter that cannot be used, and why."""


@require_safe
def search_api(request: HttpRequest) -> JsonResponse:
    """``?q=&lang=&kind=&limit=`` → ``{"count": n, "results": […]}``; 400 with ``{"error": …}`` says what is wrong.

    `lang` is the language the query is read in and the only one of the results; without it, all languages.
    """
    try:
        text, options = _options(request.GET)
    except BadQuery as error:
        return JsonResponse({"error": str(error)}, status=400)
    found = search(text, **options)
    return JsonResponse({"count": found.count, "results": [_row(hit, request) for hit in found.hits]})


def _options(query) -> tuple[str, dict]:
    text = clean(query.get("q", ""))
    lang, kind, limit = query.get("lang") or None, query.get("kind") or None, query.get("limit") or str(USUAL)
    languages = [code for code, _ in settings.LANGUAGES]
    if not text:
        raise BadQuery("q: say what to search for.")
    if lang and lang not in languages:
        raise BadQuery(f"lang: one of {', '.join(languages)}.")
    if kind is not None and kind not in KINDS:
        raise BadQuery(f"kind: one of {', '.join(KINDS)}.")
    if not limit.isdecimal() or len(limit) > 4 or not 1 <= int(limit) <= MOST:
        raise BadQuery(f"limit: a number from 1 to {MOST}.")
    return text, {"lang": lang or settings.LANGUAGE_CODE, "only_lang": lang, "kind": kind, "per_page": int(limit)}


def _row(hit: Hit, request: HttpRequest) -> dict:
    row = {name: getattr(hit, name) for name in ("id", "kind", "lang", "title", "excerpt", "score")}
    return row | {"url": request.build_absolute_uri(hit.url)}
