"""``/api/search/``: the site's own ranking as JSON, for a shop's help widget or a bot."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from search.engines.base import SearchUnavailable
from search.filters import is_group_key
from search.limits import limited
from search.queries import KINDS, MAX_PAGE, SINCE, Hit, search
from search.questions import clean

MOST, USUAL = 50, 10
RETRY_AFTER = 60  # seconds


class BadQuery(Exception):
    """A parameter that cannot be used, and why."""


@require_safe
@limited("api")
def search_api(request: HttpRequest) -> JsonResponse:
    """``?q=&lang=&kind=&in=&since=&solved=&limit=&page=`` → ``{"count": n, "results": […]}``.

    400 with ``{"error": …}`` says what is wrong. `lang` is the language the query is read in and the only one of the
    results; without it, all languages.
    """
    try:
        text, options = _options(request.GET)
        found = search(text, **options)
    except BadQuery as error:
        return JsonResponse({"error": str(error)}, status=400)
    except SearchUnavailable:
        answer = {"error": "Search cannot answer now. Try again in a minute."}
        return JsonResponse(answer, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return JsonResponse({"count": found.count, "results": [_row(hit, request) for hit in found.hits]})


def _options(query) -> tuple[str, dict]:
    text = clean(query.get("q", ""))
    if not text:
        raise BadQuery("q: say what to search for.")
    lang = _one_of(query, "lang", [code for code, _ in settings.LANGUAGES])
    since = _one_of(query, "since", [str(days) for days in SINCE])
    group = query.get("in") or None
    if group and not is_group_key(group):
        raise BadQuery("in: the key of a section or board, of a-z, 0-9 and hyphens.")
    return text, {
        "lang": lang or settings.LANGUAGE_CODE,
        "only_lang": lang,
        "kind": _one_of(query, "kind", KINDS),
        "group": group,
        "since": int(since) if since else None,
        "solved": {"1": True, "0": False}.get(_one_of(query, "solved", ["0", "1"])),
        "per_page": _number(query, "limit", USUAL, MOST),
        "page": _number(query, "page", 1, MAX_PAGE),
    }


def _one_of(query, name: str, offered) -> str | None:
    value = query.get(name) or None
    if value is not None and value not in offered:
        raise BadQuery(f"{name}: one of {', '.join(offered)}.")
    return value


def _number(query, name: str, usual: int, most: int) -> int:
    written = query.get(name) or str(usual)
    if not (written.isascii() and written.isdecimal()) or len(written) > 4 or not 1 <= int(written) <= most:
        raise BadQuery(f"{name}: a number from 1 to {most}.")
    return int(written)


def _row(hit: Hit, request: HttpRequest) -> dict:
    row = {name: getattr(hit, name) for name in ("id", "kind", "lang", "title", "excerpt", "score")}
    return row | {"url": request.build_absolute_uri(hit.url)}
