"""Measures acts of one process on the site it is run in; prints a JSON object: name → milliseconds, queries."""

import json
from datetime import timedelta
from functools import partial
from statistics import median, median_low
from time import perf_counter

from django.db import transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.actions import quietly
from accounts.models import User
from bench.counting import counting
from community import actions
from community.models import Answer, Standing, Vote
from community.reputation.tallies import let_days_go
from community.reputation.ticking import tick_standing

VOTES = 25


def measure() -> None:
    """Nothing of it is kept."""
    tick_standing(timezone.now())
    with transaction.atomic(), quietly():
        found = {"an empty page": _empty_page()} | _votes()
        tomorrow = timezone.now() + timedelta(days=1)
        found["a day leaves the sums"] = _once(lambda: let_days_go(tomorrow))
        found["the tick, nothing due"] = _once(lambda: tick_standing(tomorrow))
        transaction.set_rollback(True)
    print(json.dumps(found))


def _empty_page() -> tuple[float, int]:
    """As a member gets it, without a server between."""
    client = Client()
    client.force_login(User.objects.filter(is_active=True).order_by("-pk")[0])
    spent = [_once(lambda: client.get("/bench/empty/")) for _round in range(VOTES)]
    return median(time for time, _queries in spent), spent[-1][1]


def _votes() -> dict[str, tuple[float, int]]:
    """By voters who have not voted for this answer yet, one after the other, each known as by their session: a bare
    row and counter, and the act with its consequences."""
    answers = Answer.objects.filter(hidden_at=None, thread__hidden_at=None, is_official=False, author__isnull=False)
    answer = answers.filter(thread__state="open").order_by("-created_at").first()
    voters = User.objects.exclude(pk=answer.author_id).exclude(votes__answer=answer).filter(is_active=True)
    Standing.objects.filter(level=0).update(level=1)
    bare, whole = [], []
    for voter in voters.select_related("standing").order_by("pk")[:VOTES]:
        voter.roles  # noqa: B018
        bare.append(_once(partial(_bare_vote, answer, voter)))
        Vote.objects.filter(answer=answer, voter=voter).delete()
        whole.append(_once(partial(actions.vote_helpful, answer, actor=voter)))
    votes = {"a bare vote": bare, "a vote": whole}
    return {
        name: (median(time for time, _queries in spent), median_low(queries for _time, queries in spent))
        for name, spent in votes.items()
    }


def _bare_vote(answer: Answer, voter: User) -> None:
    with transaction.atomic():
        Vote.objects.create(answer=answer, voter=voter)
        Answer.objects.filter(pk=answer.pk).update(helpful_count=F("helpful_count") + 1)


def _once(act) -> tuple[float, int]:
    with counting() as counted:
        began = perf_counter()
        act()
        spent = (perf_counter() - began) * 1_000
    return spent, counted["queries"]
