"""What other values of the rules would have brought in the last 90 days: counted member by member for a draft, a
stretch at a time, and told from what was counted so far. Nothing of it holds."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from community.models import PointEntry, RulesDraft, RulesVersion, Standing
from community.reputation import versions
from community.reputation.backwards import Values, changed_rules, decide_again
from community.reputation.rebuild import CHUNK, Account, accounts
from community.reputation.rules import RULES, Rule

DAYS, MOST = 90, 10
SHORT = 2_000  # entries: a ledger of so many is counted at once
STRETCH = 5  # chunks of members in a row: then other tasks have their turn
STILL = timedelta(minutes=2)  # without getting on: no worker runs, or it has much else to do


@dataclass
class Line:
    rule: Rule | None
    now: int
    then: int

    @property
    def change(self) -> int:
        return self.then - self.now


@dataclass
class Preview:
    """Of a draft as it is now. ``members`` of ``all`` are counted."""

    is_done: bool = False
    is_outdated: bool = False
    stands_still: bool = False
    members: int = 0
    all: int = 0
    lines: list[Line] = field(default_factory=list)
    gainers: int = 0
    losers: int = 0
    most: list[tuple[User, int]] = field(default_factory=list)

    @property
    def total(self) -> Line:
        return Line(None, sum(line.now for line in self.lines), sum(line.then for line in self.lines))


def is_short() -> bool:
    return PointEntry.objects.all()[: SHORT + 1].count() <= SHORT


def is_outdated(draft: RulesDraft) -> bool:
    return RulesVersion.objects.filter(number__gt=draft.seen).exists()


def preview_of(draft: RulesDraft, now: datetime) -> Preview:
    """Awards that stand, waiting ones with them; of those who earned anything in these days."""
    counted = draft.counted
    told = Preview(is_outdated=is_outdated(draft), members=counted.get("members", 0), all=counted.get("all", 0))
    told.is_done = counted.get("done", False) and not told.is_outdated
    told.stands_still = not told.is_done and draft.moved_at < now - STILL
    if told.is_done:
        was, gained = counted["now"], counted["gain"]
        rules = [(rule, was[slug], gained.get(slug, 0)) for slug, rule in RULES.items() if was.get(slug)]
        told.lines = [Line(rule, kept, kept + gain) for rule, kept, gain in rules]
        told.gainers, told.losers = counted["gainers"], counted["losers"]
        people = User.objects.in_bulk([member for member, _gain in counted["most"]])
        told.most = [(people[member], gain) for member, gain in counted["most"] if member in people]
    return told


def count_on(draft: RulesDraft, now: datetime) -> bool:
    """Counts another stretch. Returns whether more is to be counted: not where it is done or newer rules hold, nor
    where the draft gave way to another one or somebody else counts it."""
    held = versions.version_of(RulesVersion.objects.get(number=draft.seen))
    changed = changed_rules(held.values, draft.values)
    for _chunk in range(STRETCH):
        if draft.counted.get("done") or is_outdated(draft):
            return False
        counted = draft.counted or _nothing_yet(now)
        some = list(_lately(date.fromisoformat(counted["since"])).filter(pk__gt=counted["last"])[:CHUNK])
        if not _kept(draft, _with(counted, some, changed, draft.values, now) if some else {**counted, "done": True}):
            return False
    return not draft.counted.get("done")


def _nothing_yet(now: datetime) -> dict:
    since = now.astimezone(UTC).date() - timedelta(days=DAYS - 1)
    counted = {"since": since.isoformat(), "last": 0, "members": 0, "all": _lately(since).count()}
    return {**counted, "now": {}, "gain": {}, "gainers": 0, "losers": 0, "most": []}


def _lately(since: date) -> QuerySet:
    """Members who earned or lost anything since then."""
    entries = PointEntry.objects.filter(member=OuterRef("pk"), day__gte=since)
    return Standing.objects.filter(Exists(entries)).order_by("pk").values_list("pk", flat=True)


def _with(counted: dict, members: list[int], changed: list, values: Values, now: datetime) -> dict:
    """What was counted before and these members."""
    was, gained = Counter(counted["now"]), Counter(counted["gain"])
    read, since = accounts(members, now), date.fromisoformat(counted["since"])
    gains = {one.standing.pk: _of(one, was, gained, since, changed, values) for one in read}
    most = counted["most"] + [[member, gain] for member, gain in gains.items() if gain]
    return {
        **counted,
        "last": members[-1],
        "members": counted["members"] + len(members),
        "now": was,
        "gain": gained,
        "gainers": counted["gainers"] + sum(gain > 0 for gain in gains.values()),
        "losers": counted["losers"] + sum(gain < 0 for gain in gains.values()),
        "most": sorted(most, key=lambda one: (-abs(one[1]), one[0]))[:MOST],
    }


def _of(account: Account, was: Counter, gained: Counter, first: date, changed: list, values: Values) -> int:
    """Adds one member's awards since ``first``, by rule: what stands now, and what other values would add to it.
    Returns what they add in all."""
    gain = 0
    for (rule, *_key), course in account.walk.courses.items():
        if course.sign > 0 and course.award.day >= first:
            was[rule] += course.award.amount
    for rules in changed if not account.of_team else ():
        for one in decide_again(account, rules, values):
            if one.course.award.day >= first:
                gained[one.course.award.rule] += one.gain
                gain += one.gain
    return gain


def _kept(draft: RulesDraft, counted: dict) -> bool:
    """Nobody else got on with it since it was read, and it is still there."""
    moved_at = timezone.now()
    rows = RulesDraft.objects.filter(pk=draft.pk, moved_at=draft.moved_at)
    is_kept = rows.update(counted=counted, moved_at=moved_at) == 1
    draft.counted, draft.moved_at = counted, moved_at
    return is_kept
