"""Eleven weeks of searches as a shop's customers make them: some find nothing, some find nothing worth opening."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.db import transaction
from django.utils import timezone

from search.actions.logs import folded
from search.models import SearchLog
from search.questions import read
from search.tallies import tidy

WEEKS = 11
REFINED = 0.3  # of the searches of which nothing was opened


@transaction.atomic
def load_searches() -> None:
    """The same searches at every load, up to now; nothing where somebody searched already."""
    if SearchLog.objects.exists():
        return
    now, chance = timezone.now(), Random(4)  # noqa: S311
    told = json.loads((Path(__file__).parent / "searches.json").read_text())
    SearchLog.objects.bulk_create(log for search in told for log in _searches(search, now, chance))
    tidy(now)


def _searches(told: dict, now: datetime, chance: Random) -> Iterator[SearchLog]:
    key, query = read(told["q"], told["lang"]).key, folded(told["q"])
    for week in range(WEEKS):
        usual = told["weekly"] * (1 - week / WEEKS if told.get("grows") else 1)
        for _time in range(max(1, round(usual * chance.uniform(0.6, 1.4)))):
            at = now - timedelta(days=7 * week + chance.randrange(7), minutes=chance.randrange(5, 900))
            log = SearchLog(query=query, written=told["q"], key=key, lang=told["lang"], count=told["count"])
            log.created_at = at
            if chance.random() < told.get("opened", 0):
                log.clicked_rank = max(1, told["place"] + chance.choice((-1, 0, 0, 0, 1)))
                log.clicked_at = at + timedelta(seconds=chance.randrange(3, 70))
                log.solved = chance.random() < told["solved"]
            else:
                log.refined = chance.random() < REFINED
            yield log
