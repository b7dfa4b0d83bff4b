"""How much of the daily, weekly and monthly caps a member has used up by now (RULES §1)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from community.models import PointEntry
from community.models.points import Why
from community.reputation.rules import RULES

KEEPS_ROOM = (Why.HIDDEN, Why.SHOWN)  # what is hidden keeps its room in a cap, what is shown again has it


@dataclass(frozen=True)
class Use:
    """How much of a cap is used up now. ``rules`` share it."""

    value: str
    title: str
    used: int
    bound: int


TODAY = {  # the caps over all that one does, by the rule that is asked for them
    "votes.day": ("helpful", lambda: _("Points from votes today")),
    "accepting.day": ("accepting", lambda: _("Points for accepting today")),
    "hint.30_days": ("hint", lambda: _("Points for articles that helped, 30 days")),
    "article_edit.week": ("article_edit", lambda: _("Points for better texts this week")),
    "report.day": ("report", lambda: _("Points for duplicates and outdated questions today")),
    "flag.day": ("flag", lambda: _("Points for reports today")),
}


def used_now(member: User, values: dict[str, int], now: datetime) -> list[Use]:
    """The first two always, the others where something of them is used. One query."""
    today, asked, first = now.astimezone(UTC).date(), {}, None
    for value, (slug, _title) in TODAY.items():
        cap = next(cap for cap in RULES[slug].caps if cap.value == value)
        days = cap.days(today)
        first = min(first or days[0], days[0])
        counts = Q(rule__in=RULES[slug].bound_by(cap), day__range=days) & ~Q(why__in=KEEPS_ROOM)
        asked[value.replace(".", "_")] = Sum("amount", filter=counts)
    sums = PointEntry.objects.filter(member=member, day__gte=first).order_by().aggregate(**asked)
    uses = [
        Use(value, title(), sums[value.replace(".", "_")] or 0, values[value])
        for value, (_slug, title) in TODAY.items()
    ]
    return [use for place, use in enumerate(uses) if place < 2 or use.used]
