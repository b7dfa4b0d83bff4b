"""Honours that people give: champions. They stand in public with their reason; taking one back has a reason, too."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import refuse_unless
from community.actions.recording import checked_reason
from community.badges import BADGES
from community.badges.beside import put_beside_name
from community.badges.telling import tell_earned, tell_revoked
from community.models import BadgeAward, Standing
from community.permissions import can_moderate
from community.standing import is_team

CHAMPION = "champion"


@transaction.atomic
def appoint_champion(member: User, *, actor: User, reason: str, at: datetime | None = None) -> BadgeAward:
    """Everyone reads the reason. Appointing somebody who is champion already is refused."""
    refuse_unless(can_moderate(actor), _("Only moderators name champions."))
    refuse_unless(member.is_active and not is_team(member), _("Champions are members, not our own team."))
    standing = _hold(member)
    held = BadgeAward.objects.held().filter(member=member, badge=CHAMPION)
    refuse_unless(not held.exists(), _("This member is a champion already."))
    words = {"reason": checked_reason(reason), "awarded_at": at or timezone.now(), "awarded_by": actor}
    award = BadgeAward.objects.create(member=member, badge=CHAMPION, **words)
    put_beside_name(standing)
    tell_earned(award)
    return award


@transaction.atomic
def take_honour_back(award: BadgeAward, *, actor: User, reason: str, at: datetime | None = None) -> None:
    """What a person or the month's rule gave: counting never takes it away. The member reads the reason."""
    refuse_unless(can_moderate(actor), _("Only moderators take honours back."))
    refuse_unless(BADGES[award.badge].is_given, _("This badge goes by itself when its evidence does."))
    standing = _hold(award.member)
    award.refresh_from_db()
    if award.revoked_at:
        return
    reason = checked_reason(reason)
    award.revoked_at = at or timezone.now()
    award.evidence = {**award.evidence, "taken_back": reason, "taken_back_by": actor.pk}
    award.save(update_fields=["revoked_at", "evidence"])
    put_beside_name(standing)
    tell_revoked(award, reason=reason)


def _hold(member: User) -> Standing:
    return Standing.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
