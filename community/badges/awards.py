"""Awards of points that prove something: those that stand, do not wait, and were given by somebody who counts."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from community.models import PointEntry
from community.models.points import Step, Why

# What was worth nothing because of who gave it proves nothing. What met a cap of its post, day or week does.
UNCOUNTED = (Why.COMPANY, Why.PARTED, Why.NEW_VOTER, Why.PAIR_DAY, Why.PAIR_MONTH)


def standing_awards(**narrowing) -> QuerySet[PointEntry]:
    same = {name: OuterRef(name) for name in ("rule", "fact", "member", "turn")}
    taken_back = PointEntry.objects.filter(step=Step.REVERSE, **same)
    worthless = Q(why__in=UNCOUNTED) | Q(why=Why.SHOWN, amount=0)  # shown again: as it was before, which was nothing
    awards = PointEntry.objects.filter(step=Step.AWARD, pending=None, **narrowing).exclude(worthless)
    return awards.exclude(Exists(taken_back)).order_by()
