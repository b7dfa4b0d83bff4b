"""The only door to points: compares the facts that stand with the entries, and writes what is missing.

Decided once, in the transaction of the act itself, with the rules and caps of that moment; on and off as often as the
fact comes and goes. So 1,000 toggles sum to nothing, and what a rebuild finds is what was kept all along.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from community.models import PendingPoints, PointEntry, PointReview, Standing
from community.models.points import TAKEN, Step, Why
from community.reputation import versions
from community.reputation.consequences import follow_up
from community.reputation.deciding import due_at, worth
from community.reputation.facts import Fact, standing_facts
from community.reputation.tallies import add_to_tallies
from community.reputation.watching import review_for, was_reversed
from community.reputation.windows import Windows

Key = tuple[str, int, int]  # rule, fact, member
FIRST = ("first_question", "first_answer")


@dataclass(frozen=True)
class Kept:
    """What the ledger says of a fact: it stands while its signs sum to 1."""

    sign: int
    turn: int
    is_taken: bool  # by a person, or by night: it stays so although the fact stands, until a person gives it back


@transaction.atomic
def score(
    *rules: str,
    why: Why = Why.WITHDRAWN,
    answers: Iterable[int] | None = None,
    threads: Iterable[int] | None = None,
    members: Iterable[int] | None = None,
    keys: Iterable[int] | None = None,
    reason: str = "",
    is_new: bool = False,
    now: datetime | None = None,
) -> list[PointEntry]:
    """Bring the ledger in line with the facts of these rules, as far as they are of these answers, questions, members
    or keys. ``why`` is said of what is gone; ``is_new``: nothing was ever written of them. Returns what was written.

    The caller holds what the facts are about, so that nobody changes them now. What is asked for by member is held
    here.
    """
    now, version = now or timezone.now(), versions.current()
    narrow = {"answers": answers, "threads": threads, "members": members, "keys": keys}
    narrow = {name: list(some) for name, some in narrow.items() if some is not None}
    if "members" in narrow:  # nothing else is held that all of their facts hang on
        hold(narrow["members"])
    facts = {fact.key: fact for rule in rules for fact in standing_facts(rule, **narrow)}
    kept = {} if is_new else _kept(_entries(rules, **narrow))
    gone, new = _compared(facts, kept)
    is_whole = is_new or set(narrow) == {"members"}
    if not is_whole and (moved := {key[2] for key in (*gone, *(fact.key for fact in new)) if key[0] in FIRST}):
        # Another post of theirs is the first that stands now, or is not any more.
        facts |= {fact.key: fact for rule in FIRST for fact in standing_facts(rule, members=moved)}
        kept |= _kept(_entries(FIRST, members=moved))
        gone, new = _compared(facts, kept)
    if not gone and not new:
        return []
    book = Book({member for *_rest, member in gone} | {fact.member for fact in new}, version, now)
    book.reverse(gone, why, reason=reason)
    for fact in sorted(new, key=lambda fact: (fact.rule == "removed", fact.at, fact.fact)):
        book.award(fact, kept.get(fact.key))
    return book.close()


@transaction.atomic
def take_back(
    awards: Iterable[PointEntry], *, why: Why, reason: str = "", review: PointReview | None = None, now=None
) -> list[PointEntry]:
    """What somebody decided against: it stays so although the facts stand. What does not stand any more is passed over.
    The caller holds the members with `hold`."""
    kept = {key: one for key, one in _kept_of(awards).items() if one.sign}
    book = Book({member for *_rest, member in kept}, versions.current(), now or timezone.now())
    book.reverse(kept, why, reason=reason, review=review)
    return book.close()


@transaction.atomic
def give_back(reversals: Iterable[PointEntry], *, now=None) -> list[PointEntry]:
    """What `take_back` took, exactly as it was; of a fact that is hidden now, for when it is shown again."""
    version, now, reversals = versions.current(), now or timezone.now(), list(reversals)
    kept, keys = _kept_of(reversals), defaultdict(set)
    for reversal in reversals:
        keys[reversal.rule].add(reversal.fact)
    stand = {fact.key for rule, some in keys.items() for fact in standing_facts(rule, keys=some)}
    book = Book({reversal.member_id for reversal in reversals}, version, now)
    for reversal in reversals:
        key = reversal.rule, reversal.fact, reversal.member_id
        if kept[key].is_taken and not kept[key].sign:
            book.give_back(reversal, stands=key in stand)
    return book.close()


def _kept_of(entries: Iterable[PointEntry]) -> dict[Key, Kept]:
    keys = {(entry.rule, entry.fact, entry.member_id) for entry in entries}
    if not keys:
        return {}
    rules, facts, members = (set(some) for some in zip(*keys, strict=True))
    found = _kept(PointEntry.objects.filter(rule__in=rules, fact__in=facts, member__in=members))
    return {key: one for key, one in found.items() if key in keys}


def _compared(facts: dict[Key, Fact], kept: dict[Key, Kept]) -> tuple[list[Key], list[Fact]]:
    """Awards whose facts are gone, and facts that are not awarded: what somebody took back stays so."""
    gone = [key for key, one in kept.items() if one.sign and key not in facts]
    new = [fact for key, fact in facts.items() if key not in kept or not (kept[key].sign or kept[key].is_taken)]
    return gone, new


def has_award(rule: str, member: int) -> bool:
    """Whether an award of the rule stands for the member, counted already or not."""
    signs = PointEntry.objects.filter(member=member, rule=rule).aggregate(standing=Sum("sign"))["standing"]
    return bool(signs)


def hold(members: Iterable[int]) -> dict[int, Standing]:
    """The members' standings, held until the transaction ends: always in the order of their keys."""
    rows = Standing.objects.filter(member__in=set(members)).order_by("pk").select_for_update(no_key=True)
    return {row.pk: row for row in rows}


def _entries(rules: Iterable[str], *, answers=None, threads=None, members=None, keys=None) -> QuerySet[PointEntry]:
    entries = PointEntry.objects.filter(rule__in=rules)
    if answers is not None:
        entries = entries.filter(answer__in=answers)
    if threads is not None:
        entries = entries.filter(Q(thread__in=threads) | Q(answer__thread__in=threads))
    if members is not None:
        entries = entries.filter(member__in=members)
    return entries if keys is None else entries.filter(fact__in=keys)


def _kept(entries: QuerySet[PointEntry]) -> dict[Key, Kept]:
    sums = {"s": Sum("sign"), "t": Max("turn")}
    taken = Count("pk", filter=Q(step=Step.REVERSE, why__in=TAKEN))
    sums["taken"] = GreaterThan(taken, Count("pk", filter=Q(step=Step.AWARD, why=Why.APPEALED)))
    rows = entries.order_by().values_list("rule", "fact", "member").annotate(**sums)
    return {(rule, fact, member): Kept(*sums) for rule, fact, member, *sums in rows}


class Book:
    """Entries of one transaction, for members whose standings are held from here on. `close` writes them."""

    def __init__(self, members: Iterable[int], version: versions.Version, now: datetime):
        self.version, self.now = version, now
        self.standings = hold(members)
        self.windows = Windows(now)
        self.entries: list[PointEntry] = []
        self.settled: list[int] = []  # entries that wait no more
        self.waiting: list[tuple[PointEntry, datetime, PointReview | None]] = []

    def award(self, fact: Fact, before: Kept | None = None) -> None:
        if fact.member not in self.standings:  # closed their account meanwhile
            return
        turn = before.turn + 1 if before else 1
        earlier = self._last(fact.key, Step.AWARD) if before else None
        recent = 0
        if earlier and self._last(fact.key, Step.REVERSE).why == Why.HIDDEN:
            amount, why = earlier.amount, Why.SHOWN
        else:
            used = self.windows.used(fact)
            amount, why = worth(fact, self.version.values, used, self._balance(fact.member))
            if self.windows.is_taken and amount > 0:
                amount, why = 0, Why.REVIEWED
            recent = self.windows.recent if used else 0
        if amount > 0 and was_reversed(earlier):
            amount, why = 0, Why.REVIEWED
        review = None
        if amount > 0 and (why != Why.SHOWN or earlier.review_id):  # what counted before counts again
            review = review_for(fact, amount, self.now, recent=recent, earlier=earlier)
        due = due_at(fact, self.version.values, self.now) if amount > 0 else None
        waits = bool(review or due)
        if waits:
            why = Why.HELD if review else Why.PENDING
        entry = PointEntry(
            member_id=fact.member,
            rule=fact.rule,
            fact=fact.fact,
            turn=turn,
            step=Step.AWARD,
            sign=1,
            amount=amount,
            points=0 if waits else amount,
            why=why,
            version_id=self.version.pk,
            giver_id=fact.giver,
            answer_id=fact.answer,
            thread_id=fact.thread,
            board_id=fact.board,
            language=fact.language,
            review=review,
            due_at=due,
            day=fact.day,
            at=self.now,
        )
        self.write(entry)
        if waits:
            self.waiting.append((entry, due or self.now, review))

    def reverse(self, keys: Collection[Key], why: Why, *, reason: str = "", review: PointReview | None = None) -> None:
        """Take back what these facts brought, or would have brought after their wait."""
        for award, amount, points in self._standing(keys):
            if award.member_id not in self.standings:
                continue
            follow = self._follow(award, Step.REVERSE, sign=-1, amount=-amount, points=-points, why=why)
            follow.reason, follow.review = reason[:240], review
            self.write(follow)
            self.settled.append(award.pk)

    def give_back(self, reversal: PointEntry, *, stands: bool) -> None:
        """As much as was taken. What still had to wait then waits until its time."""
        award = self._last((reversal.rule, reversal.fact, reversal.member_id), Step.AWARD)
        due = award.due_at if award.due_at and award.due_at > self.now else None
        amount = -reversal.amount
        waits = bool(stands and due)
        numbers = {"amount": amount, "points": 0 if waits else amount, "why": Why.APPEALED}
        entry = self._follow(award, Step.AWARD, sign=1, **numbers)
        entry.turn, entry.due_at = award.turn + 1, due if waits else None
        self.write(entry)
        if waits:
            self.waiting.append((entry, due, None))
        if not stands:
            self.write(self._follow(entry, Step.REVERSE, sign=-1, amount=-amount, points=-amount, why=Why.HIDDEN))

    def settle(self, award: PointEntry) -> None:
        """What waited counts from now on."""
        self.write(self._follow(award, Step.SETTLE, sign=0, amount=0, points=award.amount, why=Why.PLAIN))
        self.settled.append(award.pk)

    def close(self) -> list[PointEntry]:
        """Entries, balances and tallies together."""
        PointEntry.objects.bulk_create(self.entries)
        if self.settled:
            PendingPoints.objects.filter(pk__in=self.settled).delete()
        if self.waiting:
            PendingPoints.objects.bulk_create(
                PendingPoints(entry=entry, member_id=entry.member_id, due_at=due, review=review)
                for entry, due, review in self.waiting
            )
        moved = [self.standings[member] for member in sorted({entry.member_id for entry in self.entries})]
        for standing in moved:
            standing.due_at = min(standing.due_at or self.now, self.now)
        Standing.objects.bulk_update(moved, ["balance", "due_at"])
        add_to_tallies(self.entries, self.standings, self.now)
        follow_up(self.entries, self.standings, self.now)
        return self.entries

    def _balance(self, member: int) -> int:
        return self.standings[member].balance

    def write(self, entry: PointEntry) -> None:
        self.entries.append(entry)
        self.windows.add(entry)
        self.standings[entry.member_id].balance += entry.points

    def _follow(self, award: PointEntry, step: Step, **numbers) -> PointEntry:
        """Another entry of the same fact and turn."""
        same = ("member_id", "rule", "fact", "turn", "version_id", "giver_id", "answer_id", "thread_id")
        same = {name: getattr(award, name) for name in (*same, "board_id", "language", "day")}
        return PointEntry(step=step, at=self.now, **{**same, **numbers})

    def _standing(self, keys: Collection[Key]) -> list[tuple[PointEntry, int, int]]:
        """The award of the present turn of each, and what it counts: read now that the members are held, since the tick
        may have settled it a moment ago."""
        if not keys:
            return []
        rules, facts = {rule for rule, *_rest in keys}, {fact for _rule, fact, _member in keys}
        awards, sums = {}, defaultdict(lambda: (0, 0, 0))
        for row in PointEntry.objects.filter(rule__in=rules, fact__in=facts).order_by("pk"):
            key = row.rule, row.fact, row.member_id
            sign, amount, points = sums[key]
            sums[key] = sign + row.sign, amount + row.amount, points + row.points
            if row.step == Step.AWARD:
                awards[key] = row
        return [(awards[key], *sums[key][1:]) for key in keys if sums[key][0]]

    @staticmethod
    def _last(key: Key, step: Step) -> PointEntry | None:
        rule, fact, member = key
        return PointEntry.objects.filter(rule=rule, fact=fact, member=member, step=step).order_by("-turn").first()
