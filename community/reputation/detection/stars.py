"""Accounts that give nearly all they give to one member, who gets much of theirs from them: a circle with one middle.

Nothing comes back, so no pair and no circle shows it. Whoever is thankful to one helper does the same, so it takes
several of them, and it is always a person who decides.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Sum

from community.reputation.detection.circles import Circle
from community.reputation.detection.edges import awards_since, kept_groups, totals_of
from community.reputation.detection.pairs import is_share
from community.reputation.detection.thresholds import GIVEN, STAR_FAITHFUL, STAR_GIVERS, STAR_VOTES


def stars(first: date) -> Iterator[Circle]:
    """The member in the middle with those who give to hardly anybody else."""
    rows = awards_since(first, GIVEN).values_list("member", "giver")
    rows = rows.annotate(number=Sum("sign"), points=Sum("amount")).filter(number__gte=STAR_VOTES)
    edges = list(rows.order_by("member", "giver").iterator())
    totals = totals_of({}, {key for member, giver, *_rest in edges for key in (member, giver)}, first, GIVEN)
    kept = [members for members, _at in kept_groups(first)]
    faithful: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for member, giver, number, points in edges:
        if number * 100 >= STAR_FAITHFUL * totals.given.get(giver, 0):
            faithful[member].append((giver, number, points))
    totals = replace(totals, inside={member: sum(one[1] for one in some) for member, some in faithful.items()})
    for member, some in faithful.items():
        givers = [one for one in some if totals.is_beyond(one[0], member, one[1])]  # not whom everybody thanks
        inside, got = sum(number for _giver, number, _points in givers), totals.got.get(member, 0)
        if len(givers) >= STAR_GIVERS and is_share(inside, got):
            members = {member, *(giver for giver, *_rest in givers)}
            if not any(members <= group for group in kept):  # a person looked at them
                yield Circle(tuple(sorted(members)), inside, got, sum(points for *_rest, points in givers))
