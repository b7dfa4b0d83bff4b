"""Terms of experts that ran out end by themselves, by the tick."""

from datetime import datetime

from django.db import transaction

from community.models import ExpertTerm
from community.reputation.ledger import hold
from community.reputation.levels import advance


@transaction.atomic
def end_terms(now: datetime) -> int:
    """The level is again what was earned, and the member is told."""
    ran_out = ExpertTerm.objects.filter(ended_at=None, ends_at__lte=now)
    over = list(ran_out.order_by("pk").select_for_update(of=("self",)))
    for term in over:
        term.ended_at = term.ends_at
        term.save(update_fields=["ended_at"])
    advance_members({term.member_id for term in over}, now)
    return len(over)


def advance_members(members: set[int], now: datetime) -> None:
    for standing in hold(members).values():
        advance(standing, now)
