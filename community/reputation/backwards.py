"""What other values of the rules would have brought, and bringing it: every decision is taken again, in the order in
which things happened.

Only rules whose amount or caps changed are looked at, with those that share a cap with them. What was known only at
its moment stays: a giver who was new, a company, what a person decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from community.models import PendingPoints, PointEntry, RulesVersion, Standing
from community.models.points import Step, Why
from community.reputation import versions
from community.reputation.auditing import PINNED, Course, fact_of
from community.reputation.deciding import clipped
from community.reputation.ledger import Book, hold
from community.reputation.rebuild import HELD, Account, accounts
from community.reputation.rooms import BOUNDS, Rooms
from community.reputation.rules import RULES

Values = dict[str, int]


def changed_rules(old: Values, new: Values) -> list[tuple[str, ...]]:
    """Rules that decide otherwise now: together those that share a cap, what costs points last."""
    differ = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    found: list[tuple[str, ...]] = []
    for slug, rule in RULES.items():
        together = tuple(sorted({slug, *(other for cap in rule.caps for other in rule.bound_by(cap))}))
        names = {name for other in together for name in (other, *(cap.value for cap in BOUNDS[other]))}
        if names & differ and together not in found:
            found.append(together)
    return sorted(found, key=lambda rules: "removed" in rules)


@dataclass(frozen=True)
class Decision:
    course: Course
    amount: int
    why: str

    @property
    def gain(self) -> int:
        return self.amount - self.course.award.amount


def decide_again(account: Account, rules: tuple[str, ...], values: Values, gained: int = 0) -> list[Decision]:
    """Of the awards of these rules that stand, in the order in which their facts happened."""
    standing, rooms = [], Rooms()
    for key, course in account.walk.courses.items():
        if key[0] in rules and course.sign > 0 and key in account.facts:
            standing.append((account.facts[key], course))
        elif key[0] in rules and course.ended == Why.HIDDEN:
            rooms.add(course.award)
    removed = sum(course.award.amount for _fact, course in standing if course.award.amount < 0)
    balance, found = account.walk.balance + gained - removed, []
    for _fact, course in sorted(standing, key=lambda one: (one[0].at, one[0].fact)):
        award = course.award
        if award.why in PINNED or award.rule == "carried":
            found.append(Decision(course, award.amount, award.why))
            continue
        fact = fact_of(award)
        amount, why = clipped(fact, values, rooms.used(fact) if RULES[fact.rule].caps else {}, balance)
        balance += min(0, amount)
        rooms.add(award._replace(amount=amount, why=why))
        found.append(Decision(course, amount, why))
    return found


def apply_to(account: Account, book: Book, changed: list[tuple[str, ...]], version: versions.Version, note: str) -> int:
    """Takes back and awards again from the first decision on that is another one. Returns what the balance gains."""
    gained = 0
    for rules in changed:
        decisions = decide_again(account, rules, version.values, gained)
        first = next((place for place, one in enumerate(decisions) if one.gain), len(decisions))
        again = [one for one in decisions[first:] if one.course.award.why not in PINNED]
        book.reverse([one.course.award.key for one in again], Why.RULES, reason=note)
        for one in again:
            gained += 0 if one.course.waits else one.gain
            _award_again(one, book)
    return gained


def _award_again(one: Decision, book: Book) -> None:
    """On its own day; what waits goes on waiting."""
    award = one.course.award
    same = ("member_id", "rule", "fact", "giver_id", "answer_id", "thread_id", "board_id", "language", "review_id")
    same = {name: getattr(award, name) for name in (*same, "due_at", "day")}
    waits = one.course.waits and one.amount > 0
    entry = PointEntry(step=Step.AWARD, sign=1, turn=award.turn + 1, amount=one.amount, at=book.now, **same)
    entry.points, entry.why = (0, award.why) if waits else (one.amount, one.why)
    entry.version_id = book.version.pk
    book.write(entry)
    if waits:
        pending = PendingPoints.objects.select_related("review").filter(pk=award.pk).first()
        book.waiting.append((entry, pending.due_at if pending else book.now, pending.review if pending else None))


def apply_backwards(row: RulesVersion, now: datetime) -> Iterator[dict]:
    """Member by member, in short transactions; goes on where it was interrupted. Who loses is told once."""
    before = RulesVersion.objects.filter(number__lt=row.number).order_by("-number").first()
    version = versions.version_of(row)
    changed = changed_rules(versions.version_of(before).values, version.values)
    done = {"last": 0, "members": 0, "changed": 0, "points": 0, **row.progress}
    everyone = Standing.objects.order_by("pk").values_list("pk", flat=True) if changed else Standing.objects.none()
    while some := list(everyone.filter(pk__gt=done["last"])[:HELD]):
        with transaction.atomic():
            hold(some)
            gains = _apply_to_some(some, changed, version, row.note, now)
            done["last"] = some[-1]
            done["members"] += len(some)
            done["changed"] += sum(gain is not None for gain in gains)
            done["points"] += sum(gain or 0 for gain in gains)
            RulesVersion.objects.filter(pk=row.pk).update(progress=done)
        yield done
    done["done"] = True
    RulesVersion.objects.filter(pk=row.pk).update(progress=done)
    yield done


def _apply_to_some(members: list[int], changed, version, note: str, now: datetime) -> list[int | None]:
    read = [one for one in accounts(members, now) if not one.of_team]
    book = Book(members, version, now)
    gains = []
    for account in read:
        written = len(book.entries)
        gain = apply_to(account, book, changed, version, note)
        gains.append(gain if len(book.entries) > written else None)
    if book.entries:
        book.close()
    return gains
