"""The maintenance switch: visitors get a designed 503 in their language, the team goes on working.

Two ways to turn it on. In the CMS (Settings → Site), for the public pages; other web processes follow within a minute.
With ``MAINTENANCE=1`` in the environment, for everything but files and health: no request then asks the database.
"""

import re
from http import HTTPStatus

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from site_config.context_processors import current_site, last_seen_site

# Files, health and robots.txt, which crawlers must not find missing: these never ask for an account.
ALWAYS_OPEN = re.compile(r"/(assets|static|media)/|/(healthz|robots\.txt)$")
# Where the team comes in: the CMS, and signing in with its second step.
DOORS = re.compile(
    r"/cms/|/i18n/|/[a-z]{2}/account/(login|logout|reauthenticate|2fa/(authenticate|reauthenticate|webauthn/login))/"
)
USUAL_WAIT, LEAST_WAIT = 600, 60  # seconds until a crawler should come back


class Maintenance:
    """Answer 503 while maintenance is on; the team passes, and its pages know (``request.is_maintenance``)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if ALWAYS_OPEN.match(request.path_info):
            return self.get_response(request)
        if settings.MAINTENANCE:
            return notice(request, last_seen_site())
        site = current_site()
        if site.maintenance and not DOORS.match(request.path_info):
            if not is_on_the_team(request):
                return notice(request, site)
            request.is_maintenance = True
        return self.get_response(request)


def is_on_the_team(request) -> bool:
    """Any role: an agent or moderator sees the site, too. Visitors without a session cost no query."""
    user = request.user if request.session.session_key else None
    return bool(user and user.is_authenticated and (user.is_staff or user.is_superuser or user.roles))


def notice(request, site):
    """The page, told not to be kept, with the seconds until the expected end for crawlers and other machines."""
    until = site.maintenance_until if site.maintenance else None
    wait = max(int((until - timezone.now()).total_seconds()), 0) if until else 0
    words = {"message": site.maintenance_message if site.maintenance else "", "until": until if wait else None}
    response = render(None, "errors/maintenance.html", words, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(max(wait, LEAST_WAIT) if wait else USUAL_WAIT)
    response["Cache-Control"] = "no-store"
    return response
