"""One member's entries, walked through in their order: what each should have been, and what they sum to.

Checked are the amounts, by the values of each entry's own version and the room its caps had then. Trusted is what was
known only at that moment: that the giver was new, of the same company, or that a person looked at it; and what was
decided before two accounts became one, or of posts and givers that are no more.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from community.models.points import TAKEN, Step, Why
from community.reputation.deciding import clipped
from community.reputation.facts import Fact
from community.reputation.ledger import Kept, Key
from community.reputation.rooms import Rooms
from community.reputation.rules import RULES
from community.reputation.tallies import scopes_of

PINNED = (Why.NEW_VOTER, Why.COMPANY, Why.PARTED, Why.REVIEWED)


class Row(NamedTuple):
    """An entry as it is stored: its columns, nothing else, since there are millions."""

    pk: int
    member_id: int
    rule: str
    fact: int
    turn: int
    step: str
    sign: int
    amount: int
    points: int
    why: str
    version_id: int
    giver_id: int | None
    answer_id: int | None
    thread_id: int | None
    board_id: int | None
    language: str
    review_id: int | None
    due_at: datetime | None
    day: date
    at: datetime

    @property
    def key(self) -> Key:
        return self.rule, self.fact, self.member_id


@dataclass(slots=True)
class Course:
    """What became of one fact so far."""

    award: Row | None = None  # the newest
    ended: str | None = None  # why the newest turn was taken back; None while it stands
    settled: bool = False
    sign: int = 0
    amount: int = 0
    points: int = 0
    taken: int = 0

    def add(self, row: Row) -> None:
        self.sign, self.amount, self.points = self.sign + row.sign, self.amount + row.amount, self.points + row.points
        if row.step == Step.AWARD:
            self.award, self.ended, self.settled = row, None, False
            self.taken -= row.why == Why.APPEALED
        elif row.step == Step.SETTLE:
            self.settled = True
        else:
            self.ended = row.why
            self.taken += row.why in TAKEN

    @property
    def waits(self) -> bool:
        return bool(self.sign and self.award.amount and not self.award.points and not self.settled)

    @property
    def is_even(self) -> bool:
        """Whether the entries sum to what stands: the award, nothing while it waits, nothing once it is taken back."""
        stands = self.award.amount if self.sign else 0
        return self.sign in (0, 1) and self.amount == stands and self.points == (0 if self.waits else stands)

    @property
    def kept(self) -> Kept:
        return Kept(self.sign, self.award.turn, self.taken > 0)


@dataclass
class Walk:
    """``values`` of each version by its key; ``since``: for each window of the tallies the first day that it holds;
    ``rooms`` are shared by all whom one book is opened for."""

    values: dict[int, dict[str, int]]
    since: list[date]
    rooms: Rooms
    trusted_until: datetime | None = None
    courses: dict[Key, Course] = field(default_factory=dict)
    expected: dict[Key, int] = field(default_factory=dict)  # where the newest award is another amount
    tallies: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    balance: int = 0

    def add(self, row: Row) -> None:
        course = self.courses.setdefault(row.key, Course())
        if row.step == Step.AWARD:
            amount = self._expected(row, course)
            if amount == row.amount:
                self.expected.pop(row.key, None)
            else:
                self.expected[row.key] = amount
        course.add(row)
        self.rooms.add(row)
        self.balance += row.points
        for scope in scopes_of(row) if row.points else ():
            sums = self.tallies[scope]
            sums[0] += row.points
            for place, first in enumerate(self.since, start=1):
                sums[place] += row.points if row.day >= first else 0

    def _expected(self, row: Row, course: Course) -> int:
        if course.award and (course.ended == Why.HIDDEN or row.why == Why.APPEALED):
            return row.amount if row.why == Why.REVIEWED else course.award.amount
        if row.why in PINNED:
            return 0
        if self._is_trusted(row):
            return row.amount
        fact = fact_of(row)
        used = self.rooms.used(fact) if RULES[row.rule].caps else {}
        return clipped(fact, self.values[row.version_id], used, self.balance)[0]

    def _is_trusted(self, row: Row) -> bool:
        if row.rule == "carried" or (self.trusted_until and row.at <= self.trusted_until):
            return True
        caps = RULES[row.rule].caps
        forgot_giver = row.giver_id is None and any(cap.of_pair for cap in caps)
        forgot_post = row.answer_id is None and row.thread_id is None and any(cap.of_object for cap in caps)
        return forgot_giver or forgot_post


def fact_of(row: Row) -> Fact:
    """As much of the fact as caps ask about."""
    known = dict.fromkeys(Fact._fields)
    known |= {"rule": row.rule, "member": row.member_id, "fact": row.fact, "giver": row.giver_id}
    known |= {"answer": row.answer_id, "thread": row.thread_id, "at": datetime.combine(row.day, time(), UTC)}
    return Fact(**known)
