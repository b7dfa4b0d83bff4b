"""When a bundle goes out: at the member's own morning."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from accounts.events import How
from accounts.models import User

MORNING = time(7)
MONDAY = 0


def zone_of(user: User) -> ZoneInfo:
    try:
        return ZoneInfo(user.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


def next_morning(user: User, how: str, after: datetime) -> datetime | None:
    """The first seven o'clock (weekly: of a Monday) after a moment where the member lives; None for what is not
    bundled."""
    if how not in (How.DAILY, How.WEEKLY):
        return None
    zone = zone_of(user)
    local = after.astimezone(zone)
    day = local.date()
    if datetime.combine(day, MORNING, zone) <= local:
        day += timedelta(days=1)
    if how == How.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return datetime.combine(day, MORNING, zone)
