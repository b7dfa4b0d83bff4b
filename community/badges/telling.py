"""Telling members of their badges. What was told and not read yet is taken back instead of being contradicted."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from accounts.actions import notify
from accounts.models import Notification
from community.badges.declared import BADGES
from community.models import BadgeAward


def tell_earned(award: BadgeAward, *, again_since: datetime | None = None) -> None:
    """``again_since``: when it was lost; a loss nobody has read of yet is as if it had not been."""
    if again_since and _unsay(award, "badge_revoked"):
        return
    if not (again_since and _is_told(award, "badge_earned")):
        _tell(award, "badge_earned")


def tell_revoked(award: BadgeAward, *, reason: str = "", is_fresh: bool = False) -> None:
    """``is_fresh``: earned within the day; when nobody has read of that, there is nothing to tell."""
    if not (is_fresh and not reason and _unsay(award, "badge_earned")):
        _tell(award, "badge_revoked", reason=reason)


def _tell(award: BadgeAward, event: str, **words) -> None:
    with override(award.member.language):
        url = reverse("badge", args=[award.badge])
        title = str(BADGES[award.badge].title)
        board = str(award.board) if award.board else ""
    words = {"badge": award.badge, "title": title, "board": board, "group": _group(award), **words}
    notify([award.member], event, url=url, context={"reason": award.reason, **words})


def _group(award: BadgeAward) -> str:
    return f"badge-{award.badge}" + (f"-{award.board_id}" if award.board_id else "")


def _about(award: BadgeAward, event: str):
    return Notification.objects.filter(recipient=award.member_id, event=event, group=_group(award))


def _is_told(award: BadgeAward, event: str) -> bool:
    return _about(award, event).filter(read_at=None, mailed_at=None).exists()


def _unsay(award: BadgeAward, event: str) -> bool:
    """Nobody has read it, in the inbox or in a mail."""
    return bool(_about(award, event).filter(read_at=None, mailed_at=None).delete()[0])
