"""A small world of honest members and cheats, under the real rules: `make bench ONLY=simulation` in seconds.

A ring that is a tenth of everybody is not seen here; colleagues, one mailbox and feeding one member are.
"""

import pytest
from django.db import connection

from bench.simulation.people import COMPANY, EXPERT, HELPER
from bench.simulation.results import results_of
from bench.simulation.running import Simulation
from community.models import PointEntry
from community.models.points import Why
from community.reputation.rebuild import rebuild

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the same arithmetic; races run on PostgreSQL"),
]


def test_in_a_small_world_cheats_are_found_and_honest_members_lose_nothing():
    done = Simulation(members=110, days=24, seed=6).run()
    results = results_of(done)
    assert results.losers == []
    assert results.decided["circle reversed"] and "circle reversed wrongly" not in results.decided
    assert results.of(EXPERT).median > results.of(HELPER).p90
    for among in (_among(done, kind=COMPANY), _among(done, way="plus addresses")):
        assert among.exists() and set(among.values_list("why", "amount")) == {(Why.COMPANY, 0)}
    assert not [line for _report, lines in rebuild(now=done.now) for line in lines]


def _among(done: Simulation, **who):
    """Votes of such cheats for one another."""
    ((name, value),) = who.items()
    members = [one.pk for one in done.people if getattr(one, name) == value]
    return PointEntry.objects.filter(rule="helpful", member__in=members, giver__in=members)
