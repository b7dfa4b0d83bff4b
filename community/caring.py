"""What members may do by their level for others' posts, as a thread's page offers it; others pay nothing for it."""

from dataclasses import dataclass

from django.utils.timezone import now

from community import permissions
from community.models import Answer, Proposal, Thread, Verification
from community.own_facts import OwnFacts
from community.rules import SILENT_FOR
from community.silence import asker_is_silent
from community.standing import has_earned


@dataclass(frozen=True)
class Care:
    """For a question. ``proposed``: what the reader proposed that waits."""

    may_retag: bool
    may_propose_duplicate: bool
    may_propose_outdated: bool
    may_mark_outdated: bool
    may_mark_current: bool
    may_close: bool
    may_reopen: bool
    may_merge: bool
    proposed: list[Proposal]


@dataclass(frozen=True)
class AnswerCare:
    verified: Verification | None
    may_verify: bool
    may_unverify: bool
    may_support: bool
    supports: bool
    is_supported: bool  # by another advocate


def care_of(user, thread: Thread, facts: OwnFacts) -> Care | None:
    """Moderators have a menu of their own, and newer members no part in it yet."""
    if permissions.can_moderate(user) or not permissions.can_propose(user, thread):
        return None
    proposed = [Proposal(pk=key, kind=fact.words) for key, fact in facts.of("proposal").items()]
    kinds, may_merge = {one.kind for one in proposed}, permissions.can_merge(user, thread)
    knows = permissions.knows_what_is_outdated(user)
    is_settled = (thread.is_solved or thread.is_closed) and not thread.is_outdated
    return Care(
        may_retag=permissions.can_retag(user, thread),
        may_propose_duplicate=not may_merge and "duplicate" not in kinds,
        may_propose_outdated=is_settled and not knows and "outdated" not in kinds,
        may_mark_outdated=is_settled and knows,
        may_mark_current=thread.is_outdated and knows,
        may_close=permissions.may_go(user, thread, "close"),
        may_reopen=permissions.may_go(user, thread, "reopen"),
        may_merge=may_merge,
        proposed=proposed,
    )


def put_care(user, thread: Thread, answers: list[Answer], facts: OwnFacts) -> None:
    """Each with ``answer.care``."""
    waits = bool(answers) and _waits_for_advocates(user, thread)
    for answer in answers:
        verified = answer._state.fields_cache.get("verification")  # the page brings it along
        may_verify, supports = permissions.can_verify(user, answer), facts.has("support", answer.pk)
        is_own = may_verify and verified is not None and verified.by_id == user.pk
        answer.care = AnswerCare(
            verified=verified,
            may_verify=may_verify and verified is None,
            may_unverify=is_own or (verified is not None and permissions.can_moderate(user)),
            may_support=waits and not supports and permissions.can_support(user, answer),
            supports=supports and not answer.is_accepted,
            is_supported=waits and facts.has("supported", answer.pk),
        )


def _waits_for_advocates(user, thread: Thread) -> bool:
    """Asked of the database for advocates alone, and only while a question has been open for a week."""
    if not user.is_authenticated or thread.is_solved or thread.is_closed or not has_earned(user, "support"):
        return False
    return thread.created_at <= now() - SILENT_FOR and asker_is_silent(thread, now())
