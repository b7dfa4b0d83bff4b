"""How points work, in words made from the declared rules, levels and privileges: it cannot say what does not hold."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import RulesVersion
from community.models.standing import Level
from community.privileges import privileges_of
from community.reputation import versions
from community.reputation.levels import ENTRY
from community.reputation.rules import DEFAULTS, RULES, Cap, Rule
from site_config.formats import localized_number


@dataclass(frozen=True)
class RuleInWords:
    """``points`` None: what it brings is of its own each time."""

    rule: Rule
    points: int | None
    limits: list[str]


@dataclass(frozen=True)
class SharedLimit:
    words: str
    rules: list[Rule]


@dataclass(frozen=True)
class Told:
    rules: list[RuleInWords]
    shared: list[SharedLimit]
    from_others: list[Rule]
    from_members: list[Rule]
    number: int


def rules_in_words() -> Told:
    """Every rule, in the order it is declared, with the values that hold now."""
    version = versions.current()
    rules = [RuleInWords(rule, version.values.get(rule.slug), _limits(rule, version.values)) for rule in RULES.values()]
    shared = dict.fromkeys(cap for rule in RULES.values() for cap in rule.caps if cap.rules)
    return Told(
        rules=rules,
        shared=[SharedLimit(cap_in_words(cap, version.values), [RULES[slug] for slug in cap.rules]) for cap in shared],
        from_others=[rule for rule in RULES.values() if rule.from_others],
        from_members=[rule for rule in RULES.values() if rule.needs_member],
        number=version.number,
    )


def _limits(rule: Rule, values: dict[str, int]) -> list[str]:
    """Of its own: what it shares with others is told once for all of them."""
    words = [cap_in_words(cap, values) for cap in rule.caps if not cap.rules]
    return [*words, wait_in_words(rule, values)] if rule.waits else words


def wait_in_words(rule: Rule, values: dict[str, int]) -> str:
    number, unit = values[rule.waits], rule.waits.split(".")[1]
    if unit == "hours":
        words = ngettext("Counts after %(number)s hour", "Counts after %(number)s hours", number)
    else:
        words = ngettext("Counts after %(number)s day", "Counts after %(number)s days", number)
    return words % {"number": localized_number(number)}


def cap_in_words(cap: Cap, values: dict[str, int]) -> str:
    bound = values[cap.value]
    if cap.votes:
        words = {
            "day": ngettext(
                "From one member for another: %(number)s time a day",
                "From one member for another: %(number)s times a day",
                bound,
            ),
            "30_days": ngettext(
                "From one member for another: %(number)s time in 30 days",
                "From one member for another: %(number)s times in 30 days",
                bound,
            ),
        }
    elif cap.rules:
        words = {"day": _("Together at most %(number)s points a day")}
    else:
        words = {
            "object": _("At most %(number)s points for one post"),
            "day": _("At most %(number)s points a day"),
            "week": _("At most %(number)s points a week, from Monday on"),
            "month": _("At most %(number)s points a month for one post"),
            "30_days": _("At most %(number)s points in 30 days"),
        }
    return words[cap.span] % {"number": localized_number(bound)}


@dataclass(frozen=True)
class LevelInWords:
    level: Level
    conditions: list[str]
    privileges: list[str]


def levels_in_words() -> list[LevelInWords]:
    return [
        LevelInWords(level, _conditions(level), [privilege.words for privilege in privileges_of(level)])
        for level in Level
    ]


def _conditions(level: Level) -> list[str]:
    if level in ENTRY:
        found = [f"{one.words}: {localized_number(one.need)}" for one in ENTRY[level]]
        return [*found, _("Or the tour, taken to its end")] if level == Level.MEMBER else found
    return {
        Level.NEW: [_("A confirmed email address")],
        Level.EXPERT: [_("The badge Board Expert, and an invitation by our team; for twelve months at a time")],
        Level.MODERATOR: [_("Appointed by our team")],
    }[level]


@dataclass(frozen=True)
class Change:
    words: str
    before: int | None
    after: int


@dataclass(frozen=True)
class VersionInWords:
    number: int
    since: datetime
    note: str
    applies_backwards: bool
    changes: list[Change]


def versions_in_words() -> list[VersionInWords]:
    """The newest first, each with what it changed. Neither who made it nor anything about detection."""
    rows = list(RulesVersion.objects.order_by("number"))
    told, before = [], None
    for row in rows:
        values = {**DEFAULTS, **row.values}
        changes = [] if before is None else _changes(before, values)
        told.append(VersionInWords(row.number, row.created_at, row.note, row.applies_backwards, changes))
        before = values
    return told[::-1]


def _changes(before: dict[str, int], after: dict[str, int]) -> list[Change]:
    changed = [key for key in DEFAULTS if before[key] != after[key]]
    return [Change(value_in_words(key), before[key], after[key]) for key in changed]


def value_in_words(key: str) -> str:
    """What a value of the rules is called."""
    if key in RULES:
        return str(RULES[key].title)
    shared = {
        "votes.day": _("All votes together, in a day"),
        "pair.day": _("Votes of one member for another that pay, in a day"),
        "pair.30_days": _("Votes of one member for another that pay, in 30 days"),
        "pending.hours": _("Hours until an acceptance counts"),
        "stands.days": _("Days until a first post counts"),
    }
    if key in shared:
        return shared[key]
    slug, span = key.split(".")
    spans = {
        "object": _("for one post"),
        "day": _("in a day"),
        "week": _("in a week"),
        "month": _("for one post in a month"),
        "30_days": _("in 30 days"),
    }
    words = _("%(what)s, at most %(span)s")
    return words % {"what": RULES[slug].title, "span": spans[span]}
