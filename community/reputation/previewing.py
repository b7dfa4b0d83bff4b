"""What other values of the rules would have brought in the last 90 days, without saving anything."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from accounts.models import User
from community.models import PointEntry
from community.reputation import versions
from community.reputation.backwards import changed_rules, decide_again
from community.reputation.rebuild import CHUNK, accounts
from community.reputation.rules import RULES, Rule

DAYS, MOST = 90, 10


@dataclass
class Line:
    rule: Rule
    now: int
    then: int

    @property
    def change(self) -> int:
        return self.then - self.now


@dataclass
class Preview:
    lines: list[Line] = field(default_factory=list)
    gainers: int = 0
    losers: int = 0
    most: list[tuple[User, int]] = field(default_factory=list)

    @property
    def total(self) -> Line:
        return Line(None, sum(line.now for line in self.lines), sum(line.then for line in self.lines))


def preview(values: dict[str, int], now: datetime) -> Preview:
    """Awards that stand, waiting ones with them; of those who earned anything in these days."""
    first = now.astimezone(UTC).date() - timedelta(days=DAYS - 1)
    changed = changed_rules(versions.current().values, values)
    lately = PointEntry.objects.filter(day__gte=first).order_by("member").values_list("member", flat=True).distinct()
    members = list(lately)
    is_now, then, changes = Counter(), Counter(), Counter()
    for start in range(0, len(members), CHUNK):
        for account in accounts(members[start : start + CHUNK], now):
            for (rule, *_key), course in account.walk.courses.items():
                if course.sign > 0 and course.award.day >= first:
                    is_now[rule] += course.award.amount
            for rules in changed if not account.of_team else ():
                for one in decide_again(account, rules, values):
                    if one.course.award.day >= first:
                        then[one.course.award.rule] += one.gain
                        changes[account.standing.pk] += one.gain
    lines = [Line(rule, is_now[slug], is_now[slug] + then[slug]) for slug, rule in RULES.items() if is_now[slug]]
    gains = {member: gain for member, gain in changes.items() if gain}
    most = sorted(gains, key=lambda member: (-abs(gains[member]), member))[:MOST]
    people = User.objects.in_bulk(most)
    return Preview(
        lines,
        sum(gain > 0 for gain in gains.values()),
        sum(gain < 0 for gain in gains.values()),
        [(people[member], gains[member]) for member in most if member in people],
    )
