"""Who holds which badge, and how near somebody is to the others. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from community.badges.declared import BADGES, LADDER, Badge
from community.badges.deeds import Deeds
from community.badges.evidence import evidence_of, expertise
from community.models import BadgeAward, Board, Standing
from community.standing import is_team, standing_of

KEPT = 300  # seconds that the numbers of holders are kept


@dataclass(frozen=True)
class Progress:
    badge: Badge
    have: int
    need: int
    lacks: str = ""

    @property
    def shown(self) -> int:
        return min(self.have, self.need)


def shown_awards() -> QuerySet[BadgeAward]:
    """Of members who let themselves be listed: neither the team nor who opted out (`Standing.is_ranked`) nor who may
    not sign in any more."""
    held = BadgeAward.objects.held().filter(badge__in=BADGES)
    return held.filter(member__standing__is_ranked=True, member__is_active=True)


def held_by(members: Iterable[int], reader=None) -> dict[int, list[BadgeAward]]:
    """What members hold, the heaviest first, of a ladder the highest step only. Without experts of boards that the
    reader does not see, but for their own. One query, and one for the names of boards."""
    members = list(members)
    awards = BadgeAward.objects.held().filter(member__in=members, badge__in=BADGES).select_related("board")
    if reader is not None:
        closed = Q(board__in=Board.objects.closed_to(reader).order_by().values("pk"))
        awards = awards.exclude(closed & ~Q(member=reader.pk))
    found: dict[int, list[BadgeAward]] = {member: [] for member in members}
    for award in awards.prefetch_related("board__texts"):
        found[award.member_id].append(award)
    return {member: _in_order(awards) for member, awards in found.items()}


def _in_order(awards: list[BadgeAward]) -> list[BadgeAward]:
    steps = [award.badge for award in awards if award.badge in LADDER]
    below = set(steps) - {max(steps, key=LADDER.index)} if steps else set()
    shown = [award for award in awards if award.badge not in below]
    return sorted(shown, key=lambda award: (-BADGES[award.badge].weight, award.awarded_at))


def near(member: User) -> dict[str, Progress]:
    """By badge: how much of how much, for what counting earns. Nothing for the team."""
    if is_team(member):
        return {}
    standing: Standing = standing_of(member)
    standing.member = member
    deeds = Deeds(standing, timezone.now())
    found = evidence_of(deeds)
    if boards := expertise(deeds, set()):
        found["board-expert"] = max(boards.values(), key=lambda one: one.have)
    return {slug: Progress(BADGES[slug], one.have, one.need, one.lacks) for slug, one in found.items()}


def holders() -> dict[str, int]:
    """How many members hold each; kept for a few minutes."""
    counted = cache.get("badges.holders")
    if counted is None:
        rows = shown_awards().order_by().values_list("badge").annotate(number=Count("member", distinct=True))
        counted = dict(rows)
        cache.set("badges.holders", counted, KEPT)
    return counted
