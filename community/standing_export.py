"""What a member's file holds of where they stand: every entry, badge, level and what they asked a person about."""

from accounts.closing import is_part_of_export
from accounts.models import User
from community.models import BadgeAward, ExpertTerm, PointAppeal, PointEntry, Thanks
from community.standing import standing_of
from site_config.imports import iso


@is_part_of_export("standing")
def own_standing(user: User) -> dict:
    standing = standing_of(user)
    terms = ExpertTerm.objects.filter(member=user).select_related("board").order_by("pk")
    return {
        "points": standing.points,
        "level": standing.level,
        "level_since": iso(standing.level_since),
        "listed": not standing.hides_rank,
        "entries": [_entry(one) for one in _entries(user)],
        "badges": [
            {"badge": one.badge, "at": iso(one.awarded_at), "gone": iso(one.revoked_at) if one.revoked_at else None}
            for one in BadgeAward.objects.filter(member=user).order_by("pk")
        ],
        "expert_of": [
            {"board": one.board.slug, "from": _iso(one.accepted_at), "to": _iso(one.ends_at)} for one in terms
        ],
        "appeals": [
            {"entry": one.entry_id, "words": one.words, "at": iso(one.created_at), "granted": one.granted}
            for one in PointAppeal.objects.filter(member=user).order_by("pk")
        ],
        "thanks_said": [
            {"answer": one.answer_id, "words": one.words, "at": iso(one.created_at)}
            for one in Thanks.objects.filter(member=user).order_by("pk")
        ],
    }


def _entries(user: User):
    return PointEntry.objects.filter(member=user).order_by("at", "pk").iterator(chunk_size=500)


def _entry(one: PointEntry) -> dict:
    """Without who gave it: votes are anonymous."""
    return {
        "number": one.pk,
        "rule": one.rule,
        "step": one.step,
        "points": one.points,
        "why": one.why,
        "reason": one.reason,
        "at": iso(one.at),
    }


def _iso(moment) -> str | None:
    return iso(moment) if moment else None
