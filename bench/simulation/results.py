"""What each kind earned, and whom detection hit."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median, quantiles

from bench.simulation.people import FARMER, HELPER, HONEST, RING, Person
from bench.simulation.running import Simulation
from community.models import PendingPoints, PointEntry, PointReview, Standing
from community.models.points import TAKEN, Step

ALLOWED = 1 / 500  # of the honest members


@dataclass
class Row:
    name: str
    members: int
    median: float
    p90: float
    solved: int
    points: int

    @property
    def a_customer(self) -> str:
        return f"{self.points / self.solved:,.0f}" if self.solved else "–"


@dataclass
class Results:
    rows: list[Row]
    ways: list[Row]
    honest: int
    losers: list[Person]
    lost: int  # points
    waiting: int  # points that wait for a person
    decided: dict[str, int]

    def of(self, name: str) -> Row:
        return next(row for row in [*self.rows, *self.ways] if row.name == name)

    def failures(self) -> list[str]:
        bar, found = self.of(HELPER).median, []
        for kind in (RING, FARMER):
            if self.of(kind).p90 >= bar:
                found.append(f"{kind}: nine in ten should end below {bar:,.0f}, the median honest helper")
        if len(self.losers) > self.honest * ALLOWED:
            found.append(f"{len(self.losers)} of {self.honest} honest members lost points to detection")
        return found


def results_of(done: Simulation) -> Results:
    points = dict(Standing.objects.values_list("pk", "balance"))
    solved = _solved(done)
    kinds: dict[str, list[Person]] = defaultdict(list)
    ways: dict[str, list[Person]] = defaultdict(list)
    for one in done.people:
        if one.is_main:
            kinds[one.kind].append(one)
        if one.is_main and one.way:
            ways[f"· {one.way}"].append(one)
    losses = _losses({one.pk for one in done.people if one.is_honest})
    return Results(
        rows=[_row(kind, some, points, solved) for kind, some in kinds.items()],
        ways=[_row(way, some, points, solved) for way, some in ways.items()],
        honest=sum(len(kinds[kind]) for kind in HONEST),
        losers=[one for one in done.people if one.pk in losses],
        lost=sum(losses.values()),
        waiting=sum(PendingPoints.objects.exclude(review=None).values_list("entry__amount", flat=True)),
        decided=_count(done),
    )


def _row(name: str, some: list[Person], points: dict[int, int], solved: dict[int, set[int]]) -> Row:
    """Of a farm the best of its accounts counts."""
    earned = sorted(max(points[a.pk] for a in one.farm) if one.farm and one.way else points[one.pk] for one in some)
    p90 = quantiles(earned, n=10)[-1] if len(earned) > 1 else earned[0]
    customers = sum(len(solved[one.pk]) for one in some)
    return Row(name, len(some), median(earned), p90, customers, sum(max(0, number) for number in earned))


def _solved(done: Simulation) -> dict[int, set[int]]:
    """For each member the questions of honest askers in which their answer is accepted."""
    found: dict[int, set[int]] = defaultdict(set)
    for question in done.world.questions:
        if question.accepted and question.asker.is_honest and question.accepted.helps:
            found[question.accepted.author.pk].add(question.pk)
    return found


def _losses(honest: set[int]) -> dict[int, int]:
    """Points that detection, or the person who looked at what it found, took from honest members."""
    taken = PointEntry.objects.filter(step=Step.REVERSE, why__in=TAKEN, member__in=honest)
    found: dict[int, int] = defaultdict(int)
    for member, amount in taken.values_list("member", "amount"):
        found[member] -= amount
    return found


def _count(done: Simulation) -> dict[str, int]:
    """Wrong is to reverse what honest members gave each other, and to keep what only cheats did."""
    honest = {one.pk for one in done.people if one.is_honest}
    found: dict[str, int] = defaultdict(int)
    for cause, verdict, members in done.decided:
        number = len(honest & set(members))
        is_wrong = number == len(members) if verdict == PointReview.Verdict.REVERSED else number == 0
        found[f"{cause} {verdict}{' wrongly' if is_wrong else ''}"] += 1
    return dict(sorted(found.items()))
