"""Notices and silences, by moderators, through the log. The team is not sanctioned here: that is no forum matter."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community.actions.common import lock, refuse_unless
from community.actions.recording import checked_reason, own_reason
from community.models import ModerationAction, Sanction
from community.models.moderation import Act, Subject
from community.permissions import can_moderate, can_sanction
from community.reputation.ranking import rank_again
from community.rules import SANCTIONS


@transaction.atomic
def sanction(member: User, measure: str, *, actor: User, reason: str, at: datetime | None = None) -> Sanction:
    """``measure`` is a key of `SANCTIONS`. A new silence stands beside the earlier ones: the longest holds."""
    _lock(member)
    refuse_unless(can_moderate(actor), _("Only moderators can do this."))
    refuse_unless(can_sanction(actor, member), _("Somebody of the team is not warned or silenced here."))
    refuse_unless(measure in SANCTIONS, _("Choose what to do."))
    reason, moment, length = checked_reason(reason), at or timezone.now(), SANCTIONS[measure]
    given = Sanction.objects.create(
        member=member,
        kind=Sanction.Kind.NOTICE if measure == "notice" else Sanction.Kind.SILENCE,
        until=moment + length if length else None,
        reason=reason,
        given_by=actor,
        created_at=moment,
    )
    _record(Act.NOTICE if measure == "notice" else Act.SILENCE, given, actor=actor, reason=reason)
    rank_again([member.pk])
    return given


@transaction.atomic
def lift(given: Sanction, *, actor: User, reason: str = "", reverses: ModerationAction | None = None) -> None:
    """End it now. A second time changes nothing."""
    _lock(given.member)
    refuse_unless(can_moderate(actor), _("Only moderators can do this."))
    lock(given)
    if given.lifted_at is None:
        given.lifted_at, given.lifted_by = timezone.now(), actor
        given.save(update_fields=["lifted_at", "lifted_by"])
        _record(Act.LIFT, given, actor=actor, reason=own_reason(reason), reverses=reverses)
        rank_again([given.member_id])


def _lock(member: User) -> None:
    User.objects.select_for_update().filter(pk=member.pk).first()


def _record(act: Act, given: Sanction, *, actor: User, reason: str, reverses: ModerationAction | None = None) -> None:
    facts = {"sanction": given.pk, "until": given.until.isoformat() if given.until else None}
    lifted = act == Act.LIFT
    ModerationAction.objects.create(
        act=act,
        subject=Subject.MEMBER,
        actor=actor,
        member=given.member,
        reason=reason,
        before=facts if lifted else {},
        after={} if lifted else facts,
        reverses=reverses or (_act_of(given) if lifted else None),
    )
    words = {"title": reason or given.reason, "act": act, "until": facts["until"], "reason": ""}
    notify([given.member], "member_sanctioned", url=reverse("community_home"), context=words, actor=actor)


def _act_of(given: Sanction) -> ModerationAction | None:
    acts = ModerationAction.objects.filter(member=given.member, act__in=[Act.NOTICE, Act.SILENCE])
    return acts.filter(after__sanction=given.pk, reversed_by=None).first()
