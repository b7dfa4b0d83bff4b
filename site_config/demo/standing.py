"""The standing of the demo's members: counted day by day while the conversations are told."""

from datetime import timedelta

from django.utils import timezone

from community.reputation.tallies import let_days_go
from community.reputation.ticking import tick_standing
from site_config.demo.telling import Story

DAYS = 400  # before any of them joined


def standing_day_by_day() -> Story:
    """What the worker would have done: what waited counts on the day it was due, and levels and badges follow."""
    now = timezone.now()
    let_days_go(now - timedelta(days=DAYS))
    for days in [*range(185, 30, -5), *range(30, 0, -1)]:
        yield now - timedelta(days=days)
        tick_standing(now - timedelta(days=days))
