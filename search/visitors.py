"""Whose searches and readings are counted, and how often from one address: nothing of it outlives memory."""

import re
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

from site_config.maintenance import is_on_the_team

# Honest ones say who they are. A crawler that pretends to be a browser is counted; nothing here can tell.
_CRAWLERS = re.compile(r"(?<!cu)bot\b|crawl|spider|slurp|facebookexternalhit|preview|monitor|lighthouse", re.IGNORECASE)


def is_counted(request: HttpRequest) -> bool:
    """Whether this search or reading is a customer's and may be counted.

    Not counted: readers who ask not to be tracked (then no click could be told either, and figures would be wrong),
    crawlers that say so, pages fetched in advance, and the team, who search to try things out or to help others.
    """
    in_advance = "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", ""))
    if request.method == "HEAD" or in_advance or asks_for_privacy(request) or is_crawler(request):
        return False
    return not is_on_the_team(request)


def is_crawler(request: HttpRequest) -> bool:
    return bool(_CRAWLERS.search(request.headers.get("User-Agent", "-")))


def asks_for_privacy(request: HttpRequest) -> bool:
    """Do Not Track, Global Privacy Control."""
    return request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, behind the proxy we trust; "" where it cannot be told. For memory only."""
    try:
        return get_adapter().get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured):
        return ""


def unnamed(*parts: str) -> str:
    """A key for memory that cannot be read back."""
    return sha256("\0".join((settings.SECRET_KEY, *parts)).encode()).hexdigest()


def is_within_limit(request: HttpRequest, what: str, a_minute: int) -> bool:
    """Whether this address asks for it at most so many times a minute."""
    key = unnamed(what, address_of(request))
    try:
        return cache.add(key, 1, 60) or cache.incr(key) <= a_minute
    except ValueError:  # The minute was just over.
        return True
