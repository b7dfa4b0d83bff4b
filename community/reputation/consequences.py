"""What follows at once when points moved: levels, and a word to whoever lost some."""

from collections.abc import Iterable
from datetime import datetime

from community.models import PointEntry, Standing
from community.reputation.levels import HELPED_BY, advance
from community.reputation.telling import tell_losses


def follow_up(entries: Iterable[PointEntry], standings: dict[int, Standing], now: datetime) -> None:
    """Inside the transaction that wrote the entries, with the members' standings held."""
    for member in sorted({entry.member_id for entry in entries if entry.rule in HELPED_BY and entry.points}):
        advance(standings[member], now)
    tell_losses(entries, now)
