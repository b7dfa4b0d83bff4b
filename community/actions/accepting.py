"""Which answer solved it. One at most: the database refuses a second, whoever comes later is told."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community import states
from community.actions.common import (
    lock_with_thread,
    refuse_fixed,
    refuse_unless,
    tell_followers,
    was_told_lately,
    words_for_mail,
)
from community.actions.recording import own_reason, record
from community.errors import Refused
from community.facts import facts_of
from community.models import Answer, ModerationAction, Thread
from community.models.moderation import Act
from community.models.points import Why
from community.permissions import can_accept_in
from community.reputation.facts import OF_ACCEPTANCE
from community.reputation.ledger import score
from community.signals import thread_changed


@transaction.atomic
def accept_answer(
    answer: Answer,
    *,
    actor: User,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """This answer solved the question. Refused when another is accepted already; the same again is no change.

    A moderator's acceptance for another member is logged, with the reason if there is one.
    """
    thread = lock_with_thread(answer)
    refuse_fixed(actor, thread)
    refuse_unless(can_accept_in(actor, thread), _("Only the one who asked can accept an answer."))
    refuse_unless(not answer.is_hidden, _("This answer is hidden."))
    if answer.is_accepted:
        return
    was = facts_of(answer)
    mark_accepted(answer, actor, at or timezone.now())
    states.go(thread, "accept", at=answer.accepted_at)
    if not was_told_lately(answer, actor, "answer_accepted", "thread_solved"):
        told = {"url": answer.home_url, "context": words_for_mail(thread, answer.body_html), "actor": actor}
        notify([answer.author], "answer_accepted", **told)
        tell_followers(thread, "thread_solved", besides=[answer.author], **told)
    if actor.pk != thread.author_id:
        record(Act.ACCEPT, answer, was, actor=actor, reason=own_reason(reason), reverses=reverses)
    thread_changed.send(Thread, thread=thread)


def mark_accepted(answer: Answer, actor: User | None, at: datetime) -> None:
    """Inside another action's transaction, with both rows locked."""
    too_late = _("Another answer has been accepted already. Take that back first if this one solved it.")
    refuse_unless(not answer.thread.answers.accepted().exists(), too_late)
    answer.accepted_at, answer.accepted_by = at, actor
    try:
        with transaction.atomic():
            answer.save(update_fields=["accepted_at", "accepted_by"])
    except IntegrityError:
        answer.accepted_at = answer.accepted_by = None
        raise Refused(too_late) from None
    score(*OF_ACCEPTANCE, answers=[answer.pk], now=at)


@transaction.atomic
def unaccept_answer(
    answer: Answer,
    *,
    actor: User,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> None:
    """It did not solve the question after all: the thread waits again, from now."""
    thread = lock_with_thread(answer)
    refuse_fixed(actor, thread)
    refuse_unless(can_accept_in(actor, thread), _("Only the one who asked can take an acceptance back."))
    if answer.is_accepted:
        was = facts_of(answer)
        take_acceptance_back(answer, at or timezone.now())
        if actor.pk != thread.author_id:
            record(Act.UNACCEPT, answer, was, actor=actor, reason=own_reason(reason), reverses=reverses)
        thread_changed.send(Thread, thread=thread)


def take_acceptance_back(answer: Answer, at: datetime, *, why: Why = Why.WITHDRAWN) -> None:
    """Inside another action's transaction, with both rows locked. A closed thread stays closed."""
    answer.accepted_at = answer.accepted_by = None
    answer.save(update_fields=["accepted_at", "accepted_by"])
    answer.support.all().delete()  # two advocates would have to say it anew
    states.go(answer.thread, "take_back", at=at)
    score(*OF_ACCEPTANCE, why=why, answers=[answer.pk], now=at)


def give_acceptance_back(answer: Answer, *, by: int | None, at: datetime) -> None:
    """Inside another action's transaction: accepted as it was before it was hidden, unless another is by now."""
    thread = answer.thread
    if thread.is_hidden or thread.answers.accepted().exists():
        return
    mark_accepted(answer, User.objects.filter(pk=by).first(), at)
    if not thread.is_closed:
        states.go(thread, "accept", at=at)
    thread_changed.send(Thread, thread=thread)
