"""How much of each cap is used up at the moment of an act: read from the ledger, and counted on while entries are
written."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from community.models import PointEntry
from community.reputation.detection.thresholds import BURST_WITHIN, VOTES
from community.reputation.facts import SOURCES, Fact
from community.reputation.rooms import Rooms
from community.reputation.rules import RULES, Cap


class _Row(NamedTuple):
    """As much of an entry as caps ask for."""

    pk: int
    member_id: int
    rule: str
    giver_id: int | None
    answer_id: int | None
    thread_id: int | None
    step: str
    sign: int
    amount: int
    why: str
    day: date
    at: datetime


class Windows:
    """``used(fact)``: points, or how many votes, that count together with the fact up to each cap. With the same query
    come ``recent``, the votes for the member in the last moments, and ``is_taken``: a person took the same from the
    same two back before. The members are held: nobody else writes their entries meanwhile, and each is read once."""

    def __init__(self, now: datetime):
        self._now, self._rooms = now, Rooms()
        self._votes: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
        self._read: set[int] = set()  # entries
        self._since: dict[int, date] = {}  # from when on all of a member's were read
        self._whole: set[tuple] = set()  # posts whose were all read
        self.recent, self.is_taken = 0, False

    def used(self, fact: Fact) -> dict[Cap, int]:
        """At most one query; none where a rule has no caps, and the same cannot be given anew."""
        self.recent, self.is_taken = 0, False
        if not RULES[fact.rule].caps and (fact.giver is None or SOURCES[fact.rule].answer in ("", "pk")):
            return {}
        self._read_for(fact)
        sums = self._rooms.used(fact)
        first = self._now - BURST_WITHIN
        self.recent = sum(sign for at, sign in self._votes[fact.member] if first <= at <= self._now)
        self.is_taken = self._rooms.is_taken
        return sums

    def add(self, entry: PointEntry | _Row) -> None:
        self._rooms.add(entry)
        if entry.rule in VOTES:
            self._votes[entry.member_id].append((entry.at, entry.sign))

    def _read_for(self, fact: Fact) -> None:
        """What any cap could ask for, by an index: of the last weeks, or of the same post."""
        caps, post = RULES[fact.rule].caps, (fact.member, fact.answer, fact.thread)
        first = min((days[0] for cap in caps if (days := cap.days(fact.day))), default=fact.day)
        may = Q(day__gte=first) if first < self._since.get(fact.member, date.max) else Q()
        if post not in self._whole and any(cap.span == "object" for cap in caps):
            may |= Q(answer=fact.answer) if fact.answer else Q(thread=fact.thread)
            self._whole.add(post)
        if not may:
            return
        self._since[fact.member] = min(first, self._since.get(fact.member, date.max))
        rows = PointEntry.objects.filter(may, member=fact.member).order_by("pk")
        for row in map(_Row._make, rows.values_list(*_Row._fields)):
            if row.pk not in self._read:
                self._read.add(row.pk)
                self.add(row)
