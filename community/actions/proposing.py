"""Members propose what moderators, and experts of the board, decide: asked before, or out of date."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions import tell_in_inbox
from accounts.models import User
from community.actions.common import lock, refuse_silenced, refuse_unless
from community.actions.marking import mark_outdated
from community.actions.merging import merge_threads, refuse_senseless
from community.actions.recording import own_reason
from community.actions.settling import put_state
from community.limits import refuse_over_limit
from community.models import ExpertTerm, Proposal, Thread
from community.permissions import can_decide_proposals_in, can_moderate, can_propose, can_see_thread, is_keeper
from community.reputation.closeness import are_close
from community.texts import has_words

State, Kind = Proposal.State, Proposal.Kind


@transaction.atomic
def propose_duplicate(
    thread: Thread, target: Thread, *, actor: User, words: str = "", at: datetime | None = None
) -> Proposal:
    """The same was asked before. Saying it again changes nothing; what somebody else proposed already waits."""
    lock(thread)
    _refuse_who_may_not(thread, actor)
    refuse_unless(can_see_thread(actor, target), _("It is not there any more."))
    refuse_senseless(thread, target)
    return _propose(thread, Kind.DUPLICATE, actor, words, at, target=target)


@transaction.atomic
def propose_outdated(thread: Thread, *, actor: User, words: str, at: datetime | None = None) -> Proposal:
    """What solved it does not hold any more, and why."""
    lock(thread)
    _refuse_who_may_not(thread, actor)
    settled = _("Only what was solved or closed can be out of date. Write an answer that says how it is now.")
    refuse_unless(thread.is_solved or thread.is_closed, settled)
    refuse_unless(not thread.is_outdated, _("This question is marked as outdated already."))
    refuse_unless(has_words(words), _("Say what changed, and since when if you know."))
    return _propose(thread, Kind.OUTDATED, actor, words, at)


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, actor: User) -> None:
    lock(proposal.thread)
    refuse_unless(proposal.member_id == actor.pk, _("Only who proposed it takes it back."))
    waiting = Proposal.objects.filter(pk=proposal.pk, state=State.WAITING)
    refuse_unless(waiting.update(state=State.WITHDRAWN) > 0, _("This was decided already."))


@transaction.atomic
def confirm_proposal(proposal: Proposal, *, actor: User, words: str = "") -> Thread:
    """It happens in the same step: merged, or marked as outdated. Returns the question that stands now."""
    thread, target = proposal.thread, proposal.target
    _refuse_who_cannot_decide(proposal, actor)
    if proposal.kind == Kind.OUTDATED:
        mark_outdated(thread, actor=actor, reason=own_reason(words) or proposal.words)
        return thread
    refuse_unless(target is not None, _("The other question is not there any more."))
    merge_threads(thread, target, actor=actor, reason=own_reason(words) or proposal.words)
    return target


@transaction.atomic
def decline_proposal(proposal: Proposal, *, actor: User, words: str = "") -> None:
    """It stays as it is; the member reads why, if somebody says so."""
    lock(proposal.thread)
    _refuse_who_cannot_decide(proposal, actor)
    put_state(proposal, State.DECLINED, actor=actor, at=timezone.now(), reply=own_reason(words))


def _refuse_who_may_not(thread: Thread, actor: User) -> None:
    refuse_silenced(actor)
    refuse_unless(can_propose(actor, thread), _("Members propose this from level 2 on. You can report the question."))


def _refuse_who_cannot_decide(proposal: Proposal, actor: User) -> None:
    may = can_decide_proposals_in(actor, proposal.thread)
    refuse_unless(may, _("Only moderators, and experts on their boards, decide on this."))
    refuse_unless(proposal.member_id != actor.pk, _("This is your own proposal. Somebody else decides on it."))
    is_close = not can_moderate(actor) and are_close(actor, proposal.member, timezone.now())
    refuse_unless(not is_close, _("You are too close to who proposed it. Somebody else decides on it."))
    proposal.refresh_from_db(fields=["state"])
    refuse_unless(proposal.state == State.WAITING, _("This was decided already."))


def _propose(thread: Thread, kind: str, actor: User, words: str, at: datetime | None, **fields) -> Proposal:
    waiting = Proposal.objects.filter(thread=thread, kind=kind, state=State.WAITING)
    if mine := waiting.filter(member=actor).first():
        return mine
    already = _("Somebody proposed the same already. A moderator looks at it.")
    refuse_unless(not waiting.filter(target=fields.get("target")).exists(), already)
    if at is None:
        refuse_over_limit(actor, "propose")
    moment = at or timezone.now()
    words = own_reason(words)
    made = Proposal.objects.create(thread=thread, kind=kind, member=actor, words=words, created_at=moment, **fields)
    _tell_experts(made)
    return made


def _tell_experts(made: Proposal) -> None:
    """Those of its board who may decide on it: one line in the inbox, which counts what came since they read it, and no
    mail. Moderators see it in their queue."""
    thread, target = made.thread, made.target
    terms = ExpertTerm.objects.running(timezone.now()).filter(board=thread.board_id).order_by("member")
    for expert in (term.member for term in terms.select_related("member__standing")):
        sees = is_keeper(expert, thread) and (target is None or can_see_thread(expert, target))
        if not sees or are_close(expert, made.member, made.created_at):
            continue
        with override(expert.language):
            url, board = reverse("proposals"), thread.board.name
        context = {"title": board, "number": 1, "group": f"proposals-{thread.board_id}"}
        tell_in_inbox([expert], "proposal_made", url=url, context=context, add_up=["number"], actor=made.member)
