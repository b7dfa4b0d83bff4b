"""When a member was last here: what is newer is new to them. Only read here; pages tell of visits by POST."""

from datetime import datetime, timedelta

from django.utils import timezone

from community.models import Visit

PAUSE = timedelta(minutes=30)  # away for longer: the next visit
FIRST_SEES = timedelta(days=7)  # what is new to somebody who was never here before


def last_visit(user) -> datetime:
    """The end of the visit before the present one, which need not be told of yet. One query, once a request."""
    if not hasattr(user, "_last_visit"):
        user._last_visit = _last_visit(Visit.objects.filter(member=user).first())
    return user._last_visit


def _last_visit(visit: Visit | None) -> datetime:
    now = timezone.now()
    if visit and visit.last_seen_at < now - PAUSE:
        return visit.last_seen_at
    return visit.previous_at if visit and visit.previous_at else now - FIRST_SEES
