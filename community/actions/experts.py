"""Experts of a board: invited for a year, by their own word. Afterwards they stand among its alumni."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions import notify
from accounts.models import User
from community.actions.common import lock, refuse_unless
from community.models import BadgeAward, Board, ExpertTerm
from community.permissions import can_moderate, is_member
from community.reputation.terms import advance_members
from community.rules import TERM_LASTS
from community.standing import is_team


@transaction.atomic
def invite_expert(member: User, board: Board, *, actor: User, at: datetime | None = None) -> ExpertTerm:
    """They decide; until then nothing changes."""
    refuse_unless(can_moderate(actor), _("Only moderators invite experts."))
    team = _("They are of our team already: experts are members.")
    refuse_unless(member.is_active and not is_team(member), team)
    lacks = _("They do not hold the badge “Board Expert” of this board.")
    held = BadgeAward.objects.held().filter(member=member, badge="board-expert", board=board)
    refuse_unless(held.exists(), lacks)
    runs = _("They are invited already, or are an expert of this board.")
    refuse_unless(not ExpertTerm.objects.filter(member=member, board=board, ended_at=None).exists(), runs)
    moment = at or timezone.now()
    try:
        with transaction.atomic():
            term = ExpertTerm.objects.create(member=member, board=board, invited_by=actor, invited_at=moment)
    except IntegrityError:
        refuse_unless(False, runs)
    with override(member.language):
        url, name = reverse("expert_invitation", args=[term.pk]), board.name
    notify([member], "expert_invited", url=url, context={"title": name}, actor=actor)
    return term


@transaction.atomic
def accept_invitation(term: ExpertTerm, *, actor: User, at: datetime | None = None) -> None:
    """For a year from now, which is level 4."""
    lock(term)
    refuse_unless(is_member(actor) and term.member_id == actor.pk, _("This invitation is somebody else’s."))
    refuse_unless(term.ended_at is None, _("This invitation does not stand any more."))
    if term.accepted_at is None:
        moment = at or timezone.now()
        term.accepted_at, term.ends_at = moment, moment + TERM_LASTS
        term.save(update_fields=["accepted_at", "ends_at"])
        advance_members({term.member_id}, moment)


@transaction.atomic
def lay_down(term: ExpertTerm, *, actor: User, at: datetime | None = None) -> None:
    """The member declines, or ends the term; a moderator takes it back. Twice changes nothing."""
    lock(term)
    may = term.member_id == actor.pk or can_moderate(actor)
    refuse_unless(may, _("This invitation is somebody else’s."))
    if term.ended_at is None:
        moment = at or timezone.now()
        term.ended_at = moment
        term.save(update_fields=["ended_at"])
        advance_members({term.member_id}, moment)
