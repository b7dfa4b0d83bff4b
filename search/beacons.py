"""What became of a search and what was read, as pages tell it: numbers only, from readers without a name.

A page tells by `fetch` with `keepalive` and without credentials (static/js/search_log.js). The signed token on the page
is the only authority: no cookie is sent or read, nothing is stored but a number. Whatever comes, the answer is 204, so
that nobody learns from it what a token was worth.
"""

from collections.abc import Callable
from contextlib import suppress

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search.actions.logs import note_click, note_reading, note_refinement, note_solved, signer
from search.visitors import address_of, asks_for_privacy, is_crawler, is_within_limit

MAX_BODY = 1_000  # bytes
MAX_AGE = 24 * 3_600  # seconds for which a page may still tell
A_MINUTE = 120  # beacons from one address

reading_signer = TimestampSigner(salt="search.reading")


@csrf_exempt
@require_POST
def beacon(request: HttpRequest) -> HttpResponse:
    """``what`` happened (clicked, refined, solved, seen), the ``token`` of the page, the ``rank`` that was opened."""
    told = _read(request)
    act = ACTS.get(told.get("what", ""))
    is_unwanted = asks_for_privacy(request) or is_crawler(request)
    if act and not is_unwanted and is_within_limit(request, "beacon", A_MINUTE):
        with suppress(BadSignature, ValueError):
            act(told, request)
    return HttpResponse(status=204)


def _clicked(told: QueryDict, request: HttpRequest) -> None:
    rank = told.get("rank", "")
    note_click(_search(told), int(rank) if rank.isdecimal() and len(rank) < 5 else 0)


def _refined(told: QueryDict, request: HttpRequest) -> None:
    note_refinement(_search(told))


def _solved(told: QueryDict, request: HttpRequest) -> None:
    note_solved(_search(told))


def _seen(told: QueryDict, request: HttpRequest) -> None:
    note_reading(reading_signer.unsign(told.get("token", ""), max_age=MAX_AGE), address_of(request))


ACTS: dict[str, Callable[[QueryDict, HttpRequest], None]] = {
    "clicked": _clicked,
    "refined": _refined,
    "solved": _solved,
    "seen": _seen,
}


def _search(told: QueryDict) -> int:
    return int(signer.unsign(told.get("token", ""), max_age=MAX_AGE))


def _read(request: HttpRequest) -> QueryDict:
    """The form that was sent; empty for what no page of ours sends."""
    length = request.headers.get("Content-Length", "")
    is_short = length.isdecimal() and len(length) < 5 and int(length) <= MAX_BODY
    is_form = request.content_type == "application/x-www-form-urlencoded"
    return QueryDict(request.body if is_short and is_form else b"", encoding="utf-8")
