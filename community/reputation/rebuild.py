"""Everything again from the facts, compared with what is kept: awards, amounts, balances, tallies, what waits.

Members are read in chunks, and few at a time where they have many entries, so that memory does not grow with the
ledger. What differs at first sight is looked at a
second time while the members are held: somebody may have been in the middle of an act.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from community.models import MemberMerge, PendingPoints, PointEntry, RulesVersion, Standing, Tally
from community.models.members import TEAM
from community.reputation import versions
from community.reputation.auditing import Row, Walk
from community.reputation.facts import Fact, standing_facts
from community.reputation.ledger import Key, hold
from community.reputation.mending import mend
from community.reputation.ranking import is_to_be_ranked
from community.reputation.rooms import Rooms
from community.reputation.rules import RULES
from community.reputation.tallies import first_days

logger = logging.getLogger(__name__)
CHUNK, ENTRIES = 200, 10_000  # members read together, and about as many entries
HELD = 20  # members held together


@dataclass
class Account:
    """A member's part of the ledger, with what the facts say of it."""

    standing: Standing
    of_team: bool
    walk: Walk
    facts: dict[Key, Fact] = field(default_factory=dict)
    pending: set[int] = field(default_factory=set)
    tallies: dict[str, list[int]] = field(default_factory=dict)
    is_listed_alike: bool = True

    @property
    def missing(self) -> list[Fact]:
        """Facts that stand without an award. What a person took back stays taken back; the team earns nothing."""
        known = self.walk.courses
        return [
            fact
            for key, fact in self.facts.items()
            if key not in known or not (known[key].sign or known[key].taken > 0)
        ]

    @property
    def gone(self) -> list[Key]:
        """Awards whose facts stand no more. Of the team no fact is asked."""
        if self.of_team:
            return []
        return [key for key, course in self.walk.courses.items() if course.sign > 0 and key not in self.facts]

    @property
    def wrong(self) -> list[Key]:
        """Awards that stand, and are not what the rules of their version gave then."""
        courses = self.walk.courses
        uneven = {key for key, course in courses.items() if course.sign > 0 and not course.is_even}
        standing = {key for key in self.walk.expected if courses[key].sign > 0}
        return [key for key in courses if key in uneven | standing and (self.of_team or key in self.facts)]

    @property
    def uneven(self) -> list[Key]:
        """Taken back, and not wholly: only a change behind the ledger's back does that."""
        return [key for key, course in self.walk.courses.items() if course.sign <= 0 and not course.is_even]

    @property
    def waits(self) -> dict[int, Row]:
        waiting = (course.award for course in self.walk.courses.values() if course.waits)
        return {award.pk: award for award in waiting}

    @property
    def wrong_tallies(self) -> list[tuple[str, list[int], list[int]]]:
        none = [0, 0, 0]
        scopes = sorted({*self.tallies, *self.walk.tallies})
        both = ((scope, self.tallies.get(scope, none), self.walk.tallies.get(scope, none)) for scope in scopes)
        return [(scope, kept, fact) for scope, kept, fact in both if kept != fact]

    def differences(self) -> Iterator[str]:
        """One line each, for people."""
        for fact in self.missing:
            yield self._line(fact.key, f"stands since {fact.day}, and has no award")
        for key in self.gone:
            yield self._line(key, f"stands no more, and {self.walk.courses[key].amount:+} is still awarded")
        for key in self.wrong:
            course = self.walk.courses[key]
            should = self.walk.expected.get(key, course.award.amount)
            yield self._line(key, f"brought {course.amount:+} ({course.points:+} counted), and should be {should:+}")
        for key in self.uneven:
            yield self._line(key, f"was taken back, and {self.walk.courses[key].points:+} is left of it")
        if self.standing.balance != self.walk.balance:
            yield f"{self._name}: balance is {self.standing.balance}, and the entries sum to {self.walk.balance}"
        for scope, kept, fact in self.wrong_tallies:
            yield f"{self._name}: sums of “{scope}” (all time, 30 days, 7 days) are {kept}, and should be {fact}"
        if not self.is_listed_alike:
            yield f"{self._name}: listed otherwise than account, roles and the member's choice say"
        for pk in sorted(self.waits.keys() - self.pending):
            yield self._line(self.waits[pk].key, f"waits with {self.waits[pk].amount:+}, and nothing will count it")
        for pk in sorted(self.pending - self.waits.keys()):
            yield f"{self._name}: entry {pk} is noted as waiting, and waits no more"

    @property
    def _name(self) -> str:
        return f"Member {self.standing.pk}"

    def _line(self, key: Key, words: str) -> str:
        return f"{self._name}: {key[0]} {key[1]} {words}"


def accounts(members: list[int], now: datetime) -> list[Account]:
    """These members' accounts as they are now; a number of queries that does not grow with them."""
    merged = dict(MemberMerge.objects.filter(kept__in=members).values_list("kept").annotate(Max("created_at")))
    values, since, rooms = _values(), first_days(now.astimezone(UTC).date()), Rooms()
    rows = Standing.objects.filter(pk__in=members).annotate(of_team=_of_team(), is_listed=is_to_be_ranked())
    found = {
        row.pk: Account(row, row.of_team, Walk(values, since(row.pk), rooms, trusted_until=merged.get(row.pk)))
        for row in rows.order_by("pk")
    }
    for account in found.values():
        account.is_listed_alike = account.standing.is_ranked == account.standing.is_listed
    for rule in RULES:
        for fact in standing_facts(rule, members=members):
            found[fact.member].facts[fact.key] = fact
    entries = PointEntry.objects.filter(member__in=members).order_by("member", "pk")
    for row in entries.values_list(*Row._fields).iterator():
        found[row[1]].walk.add(Row(*row))
    for pk, member in PendingPoints.objects.filter(member__in=members).values_list("pk", "member"):
        found[member].pending.add(pk)
    for tally in Tally.objects.filter(member__in=members):
        account = found[tally.member_id]
        account.tallies[tally.scope] = [tally.total, tally.days_30, tally.days_7]
        account.is_listed_alike &= tally.is_ranked == account.standing.is_listed
    return list(found.values())


def _of_team() -> Exists:
    roles = User.groups.through.objects.filter(user=OuterRef("pk"), group__name__in=TEAM)
    return Exists(roles) | Exists(User.objects.filter(pk=OuterRef("pk"), is_superuser=True))


def _values() -> dict[int, dict[str, int]]:
    return {row.pk: versions.version_of(row).values for row in RulesVersion.objects.all()}


@dataclass
class Report:
    """What a run saw so far."""

    members: int = 0
    awards: int = 0
    differences: int = 0
    mended: int = 0


def rebuild(
    *, fix: bool = False, members: Iterable[int] | None = None, now: datetime | None = None
) -> Iterator[tuple[Report, list[str]]]:
    """After each chunk of members the report so far, and a line for each difference in it."""
    report, now = Report(), now or timezone.now()
    everyone = Standing.objects.all() if members is None else Standing.objects.filter(pk__in=members)
    for some in _chunks(everyone):
        read = accounts(some, now)
        report.members += len(some)
        report.awards += sum(len(one.walk.courses) for one in read)
        doubtful = [one.standing.pk for one in read if next(one.differences(), None)]
        del read
        lines: list[str] = []
        for start in range(0, len(doubtful), HELD):
            lines += _settle_doubts(doubtful[start : start + HELD], fix, report, now)
        report.differences += len(lines)
        yield report, lines


def _chunks(everyone: QuerySet[Standing]) -> Iterator[list[int]]:
    last = 0
    while some := list(everyone.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        last = some[-1]
        rows = PointEntry.objects.filter(member__in=some).order_by().values_list("member").annotate(Count("pk"))
        entries, chunk, number = dict(rows), [], 0
        for member in some:
            number += entries.get(member, 0)
            if chunk and number > ENTRIES:
                yield chunk
                chunk, number = [], entries.get(member, 0)
            chunk.append(member)
        yield chunk


@transaction.atomic
def _settle_doubts(members: list[int], fix: bool, report: Report, now: datetime) -> list[str]:
    hold(members)
    differing = [one for one in accounts(members, now) if next(one.differences(), None)]
    lines = [line for one in differing for line in one.differences()]
    if fix and differing:
        mend(differing, now)
        report.mended += len(lines)
    return lines


def rebuild_nightly() -> int:
    """For the worker: one line in the log, and the first few that differ. Mending is for people to start."""
    report = Report()
    for report, lines in rebuild():
        before = report.differences - len(lines)
        for line in lines[: max(0, 10 - before)]:
            logger.error("%s", line)
    if report.differences:
        logger.error("%d differences: manage.py reputation_rebuild --fix counts points again.", report.differences)
    else:
        logger.info("All points of %d members equal the facts.", report.members)
    return report.differences
