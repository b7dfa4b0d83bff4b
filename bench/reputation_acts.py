"""Measures acts of one process on the site it is run in; prints a JSON object: name → milliseconds, queries."""

import json
from datetime import timedelta
from functools import partial
from statistics import median, median_low
from time import perf_counter

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import quietly
from accounts.models import User
from community import actions
from community.models import Answer, Standing
from community.reputation.tallies import let_days_go
from community.reputation.ticking import tick_standing

VOTES = 25


def measure() -> None:
    """Nothing of it is kept."""
    tick_standing(timezone.now())
    with transaction.atomic(), quietly():
        found = {"a vote": _votes()}
        tomorrow = timezone.now() + timedelta(days=1)
        found["a day leaves the sums"] = _once(lambda: let_days_go(tomorrow))
        found["the tick, nothing due"] = _once(lambda: tick_standing(tomorrow))
        transaction.set_rollback(True)
    print(json.dumps(found))


def _votes() -> tuple[float, int]:
    """By voters who have not voted for this answer yet, one after the other, each known as by their session."""
    answers = Answer.objects.filter(hidden_at=None, thread__hidden_at=None, is_official=False, author__isnull=False)
    answer = answers.filter(thread__state="open").order_by("-created_at").first()
    voters = User.objects.exclude(pk=answer.author_id).exclude(votes__answer=answer).filter(is_active=True)
    Standing.objects.filter(level=0).update(level=1)
    spent = []
    for voter in voters.select_related("standing").order_by("pk")[:VOTES]:
        voter.roles  # noqa: B018
        spent.append(_once(partial(actions.vote_helpful, answer, actor=voter)))
    return median(time for time, _queries in spent), median_low(queries for _time, queries in spent)


def _once(act) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as captured:
        began = perf_counter()
        act()
        spent = (perf_counter() - began) * 1_000
    return spent, sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)
