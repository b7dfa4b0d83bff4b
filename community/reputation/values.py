"""Which values the rules may have, and how they belong together."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.errors import Refused
from community.reputation.rules import DEFAULTS, RULES, Rule
from site_config.formats import localized_number

MOST = 10_000
SHARED = ("votes.day", "pair.day", "pair.30_days", "pending.hours", "stands.days")

WORDS: dict[str, Promise] = {
    "object": gettext_lazy("At most for one post"),
    "day": gettext_lazy("At most a day"),
    "week": gettext_lazy("At most a week"),
    "month": gettext_lazy("At most for one post in a month"),
    "30_days": gettext_lazy("At most in 30 days"),
    "votes.day": gettext_lazy("All that votes bring in a day"),
    "pair.day": gettext_lazy("Votes of one member for another that pay in a day"),
    "pair.30_days": gettext_lazy("Votes of one member for another that pay in 30 days"),
    "pending.hours": gettext_lazy("Hours that an acceptance waits"),
    "stands.days": gettext_lazy("Days after which a first post counts"),
}


def words_of(name: str) -> Promise:
    if name in WORDS:
        return WORDS[name]
    return WORDS[name.split(".")[1]] if "." in name else gettext_lazy("Points")


def rules_with_values() -> list[tuple[Rule, list[str]]]:
    """Each rule with the names of its own values, its amount first."""
    own = {slug: [name for name in DEFAULTS if name.split(".")[0] == slug] for slug in RULES}
    return [(RULES[slug], names) for slug, names in own.items() if names]


def mistakes(values: dict[str, int]) -> dict[str, str]:
    """For each value that cannot be, why. Values that are missing, because they were no numbers, are no reason."""
    found = {}
    for name, value in values.items():
        if name == "removed":
            if not -MOST <= value <= 0:
                found[name] = _("What is removed costs points: write 0, or a number below.")
        elif not 0 <= value <= MOST:
            found[name] = _("Write a whole number from 0 to %(most)s.") % {"most": localized_number(MOST)}
    for name in values.keys() - found.keys():
        rule = name.split(".")[0]
        if "." in name and rule in RULES and values[name] < values.get(rule, 0):
            found[name] = _("This is less than what one alone brings.")
    if not {"pair.day", "pair.30_days"} & found.keys() and values.get("pair.30_days", MOST) < values.get("pair.day", 0):
        found["pair.30_days"] = _("This is less than what one day allows.")
    highest = max(values.get(name, 0) for name in ("helpful", "fixed", "me_too"))
    if "votes.day" not in found and values.get("votes.day", MOST) < highest:
        found["votes.day"] = _("This is less than what one vote brings.")
    return found


def checked(values: dict[str, int]) -> dict[str, int]:
    """Every value by its name, or a refusal."""
    values = {name: int(values[name]) for name in DEFAULTS}
    for words in mistakes(values).values():
        raise Refused(words)
    return values
