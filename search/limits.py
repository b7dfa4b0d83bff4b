"""How often one address may search: enough for the people of an office, too little for a machine."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from search.visitors import is_within_limit

WAIT = 60  # seconds


def limited(what: str) -> Callable:
    """At most ``SEARCH_LIMITS[what]`` times a minute; then a page, or for the API JSON, that says when to come back."""

    def decorator(view):
        @wraps(view)
        def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            most = settings.SEARCH_LIMITS.get(what)
            if most is None or is_within_limit(request, f"search {what}", most):
                return view(request, *args, **kwargs)
            response = REFUSALS.get(what, ratelimit.respond_429)(request)
            response["Retry-After"] = str(WAIT)
            return response

        return wrapped

    return decorator


def _refuse_in_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"error": "Too many searches from this address. Wait a minute."}, status=429)


def _refuse_quietly(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=429)


REFUSALS = {"api": _refuse_in_json, "suggestions": _refuse_quietly}
