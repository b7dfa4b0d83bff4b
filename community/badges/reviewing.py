"""Badges come with their evidence and go with it. What comes and goes again before it was read is not told."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from community.badges.beside import put_beside_name
from community.badges.declared import BADGES
from community.badges.deeds import Deeds
from community.badges.evidence import Evidence, evidence_of, expertise
from community.badges.telling import tell_earned, tell_revoked
from community.models import BadgeAward, Standing
from community.standing import is_team

Kind = tuple[str, int | None]  # badge, and its board
FLICKER = timedelta(days=1)  # what comes back within it is the same award


@transaction.atomic
def review_badges(member: User, now: datetime) -> list[BadgeAward]:
    """Award what is earned by now, take back what has lost its evidence; returns what changed. The team earns none, and
    what a person gave only a person takes back."""
    standing = Standing.objects.select_for_update(of=("self",), no_key=True).select_related("member").get(pk=member.pk)
    if is_team(standing.member) or not standing.member.is_active:
        return []
    held = {(award.badge, award.board_id): award for award in _held(member)}
    proved = _proved(standing, held, now)
    changed = [_revoke(award, now) for kind, award in held.items() if kind not in proved and _is_counted(award)]
    changed += _award(member, {kind: proved[kind] for kind in proved if kind not in held}, now)
    if changed:
        put_beside_name(standing)
    return changed


def _held(member: User) -> list[BadgeAward]:
    return list(BadgeAward.objects.held().filter(member=member, month=None).select_related("board"))


def _is_counted(award: BadgeAward) -> bool:
    return award.badge in BADGES and not BADGES[award.badge].is_given


def _proved(standing: Standing, held: dict[Kind, BadgeAward], now: datetime) -> dict[Kind, Evidence]:
    kept = {slug: award.evidence.get("answers", []) for (slug, _board), award in held.items()}
    deeds = Deeds(standing, now, kept)
    found: dict[Kind, Evidence] = {(slug, None): evidence for slug, evidence in evidence_of(deeds).items()}
    expert_on = {board for slug, board in held if slug == "board-expert"}
    found |= {("board-expert", board): evidence for board, evidence in expertise(deeds, expert_on).items()}
    return {kind: evidence for kind, evidence in found.items() if evidence.is_enough}


def _award(member: User, proved: dict[Kind, Evidence], now: datetime) -> list[BadgeAward]:
    if not proved:
        return []
    lost = BadgeAward.objects.filter(member=member, revoked_at__gt=now - FLICKER, month=None, awarded_by=None)
    before = {(award.badge, award.board_id): award for award in lost.order_by("revoked_at")}
    awards = [_given_back(before[kind]) for kind in proved if kind in before]
    new = [
        BadgeAward(member=member, badge=slug, board_id=board, awarded_at=now, evidence=evidence.keys())
        for (slug, board), evidence in proved.items()
        if (slug, board) not in before
    ]
    for award in BadgeAward.objects.bulk_create(new):
        tell_earned(award)
    return awards + new


def _given_back(award: BadgeAward) -> BadgeAward:
    lost_at, award.revoked_at = award.revoked_at, None
    award.save(update_fields=["revoked_at"])
    tell_earned(award, again_since=lost_at)
    return award


def _revoke(award: BadgeAward, now: datetime) -> BadgeAward:
    award.revoked_at = now
    award.save(update_fields=["revoked_at"])
    tell_revoked(award, is_fresh=now - award.awarded_at < FLICKER)
    return award
