"""What members proposed is decided by the act itself, whoever does it: whoever was right is told, and earns for it."""

from datetime import datetime

from accounts.actions import notify
from accounts.models import User
from community.actions.common import words_for_mail
from community.models import Proposal, Thread
from community.reputation.ledger import score

State, Kind = Proposal.State, Proposal.Kind


def settle_proposals(thread: Thread, kind: str, *, actor: User, at: datetime, target: Thread | None = None) -> None:
    """Inside an action's transaction, with the thread locked: it happened. Another target was not right."""
    waiting = Proposal.objects.filter(thread=thread, kind=kind, state=State.WAITING).select_related("member")
    for proposal in waiting.select_for_update(of=("self",)).order_by("pk"):
        is_right = target is None or proposal.target_id == target.pk
        put_state(proposal, State.CONFIRMED if is_right else State.DECLINED, actor=actor, at=at)


def unsettle_proposals(thread: Thread, kind: str, *, at: datetime) -> None:
    """It was undone: it was not right after all."""
    confirmed = Proposal.objects.filter(thread=thread, kind=kind, state=State.CONFIRMED)
    keys = list(confirmed.values_list("pk", flat=True))
    confirmed.update(state=State.DECLINED)
    if keys:
        score("report", keys=keys, now=at)


def put_state(proposal: Proposal, state: str, *, actor: User, at: datetime, reply: str = "") -> None:
    """Decided: the member is told, and points follow."""
    proposal.state, proposal.decided_by, proposal.decided_at = state, actor, at
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    score("report", keys=[proposal.pk], now=at)
    words = {**words_for_mail(proposal.thread), "state": state, "reply": reply, "kind": proposal.kind}
    notify([proposal.member], "proposal_decided", url=proposal.thread.home_url, context=words, actor=actor)
