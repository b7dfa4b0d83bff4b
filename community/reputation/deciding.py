"""What an award is worth: the rule's amount, or why it is less."""

from datetime import datetime

from community.models.points import Why
from community.models.standing import Level
from community.reputation.companies import are_together
from community.reputation.facts import Fact
from community.reputation.rules import RULES, Cap
from community.reputation.watching import are_parted


def worth(fact: Fact, values: dict[str, int], used: dict[Cap, int], balance: int) -> tuple[int, Why]:
    """``used`` are the caps' present sums, ``balance`` the member's points before."""
    if refused := pays_nothing(fact):
        return 0, refused
    return clipped(fact, values, used, balance)


def clipped(fact: Fact, values: dict[str, int], used: dict[Cap, int], balance: int) -> tuple[int, Why]:
    """Exactly at each bound; what costs points, at 0."""
    rule = RULES[fact.rule]
    amount = fact.worth if fact.worth is not None else rule.amount(values)
    if amount < 0:
        floored = -min(-amount, max(0, balance))
        return floored, Why.PLAIN if floored == amount else Why.FLOOR
    why = Why.PLAIN
    for cap in rule.caps:
        room = max(0, values[cap.value] - used[cap])
        if cap.votes and not room:
            return 0, cap.why
        if not cap.votes and room < amount:
            amount, why = room, cap.why
    return amount, why


def pays_nothing(fact: Fact) -> Why | None:
    """Whoever gives it may be too new, or too close. Of who left nothing is known any more."""
    rule = RULES[fact.rule]
    if not rule.from_others or fact.giver is None:
        return None
    if rule.needs_member and fact.giver_level < Level.MEMBER and not fact.giver_is_team:
        return Why.NEW_VOTER
    if are_together(fact):
        return Why.COMPANY
    return Why.PARTED if are_parted(fact) else None


def due_at(fact: Fact, values: dict[str, int], now: datetime) -> datetime | None:
    """When an award that waits counts; None when it counts at once."""
    due = fact.at + RULES[fact.rule].wait(values)
    return due if due > now else None
