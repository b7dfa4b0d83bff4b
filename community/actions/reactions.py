"""Votes, confirmations and me-toos. Saying something twice changes nothing; taking back what was not said neither."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import tell_in_inbox
from accounts.models import User
from community.actions.common import count, lock, lock_with_thread, refuse_fixed, refuse_silenced, refuse_unless
from community.actions.following import add_follower
from community.helpfulness import set_helpfulness
from community.limits import refuse_over_limit
from community.models import Answer, FixConfirmation, MeToo, Thread, Vote
from community.permissions import can_confirm_fix, can_say_me_too, is_member, sees_answer
from community.reputation.ledger import score
from community.signals import thread_changed
from search.actions import enqueue


@transaction.atomic
def vote_helpful(answer: Answer, *, actor: User, at: datetime | None = None) -> None:
    """The answer helped the actor. Nobody votes for an answer of their own."""
    _vote(answer, actor, is_helpful=True, at=at)


@transaction.atomic
def vote_unhelpful(answer: Answer, *, actor: User, at: datetime | None = None) -> None:
    """It did not help the actor: it moves down. No number says so, and nobody is told."""
    _vote(answer, actor, is_helpful=False, at=at)


@transaction.atomic
def withdraw_vote(answer: Answer, *, actor: User) -> None:
    """Whatever the actor had said."""
    thread = lock_with_thread(answer)
    refuse_fixed(actor, thread)
    if vote := Vote.objects.filter(answer=answer, voter=actor).first():
        key = vote.pk
        vote.delete()
        _count_votes(answer, thread, taken=vote.is_helpful)
        if vote.is_helpful:
            score("helpful", keys=[key])


def _vote(answer: Answer, actor: User, *, is_helpful: bool, at: datetime | None) -> None:
    """One row a member and answer: who changes their mind changes the row. Said twice, nothing changes."""
    thread = lock_with_thread(answer)
    refuse_unless(is_member(actor), _("Sign in to say that an answer helped."))
    refuse_unless(answer.author_id != actor.pk, _("You cannot vote for your own answer."))
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    refuse_unless(sees_answer(actor, answer), _("This answer is hidden."))
    earlier = Vote.objects.filter(answer=answer, voter=actor).first()
    if earlier and earlier.is_helpful == is_helpful:
        return
    if at is None and not earlier:
        refuse_over_limit(actor, "vote")
    was = earlier.is_helpful if earlier else None
    vote = earlier or Vote(answer=answer, voter=actor)
    vote.is_helpful, vote.created_at = is_helpful, at or timezone.now()  # said now: no cap of an earlier day is free
    vote.save()
    _count_votes(answer, thread, given=is_helpful, taken=was)
    if is_helpful or was:
        score("helpful", keys=[vote.pk], is_new=earlier is None, now=at)


def _count_votes(answer: Answer, thread: Thread, *, given: bool | None = None, taken: bool | None = None) -> None:
    """The answer's row is held: nobody else counts now."""
    answer.helpful_count += (given is True) - (taken is True)
    answer.unhelpful_count += (given is False) - (taken is False)
    set_helpfulness(answer)
    counts = {name: getattr(answer, name) for name in ("helpful_count", "unhelpful_count", "helpfulness")}
    Answer.objects.filter(pk=answer.pk).update(**counts)
    enqueue(thread)


@transaction.atomic
def confirm_fix(answer: Answer, *, actor: User, at: datetime | None = None) -> None:
    """It fixed the problem of a later reader, too. Its author reads in the inbox for how many, and gets no mail."""
    thread = lock_with_thread(answer)
    refuse_unless(is_member(actor), _("Sign in to say that an answer fixed it for you."))
    refuse_unless(answer.author_id != actor.pk, _("This is your own answer."))
    refuse_unless(thread.author_id != actor.pk, _("This is your own question. Accept the answer that solved it."))
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    refuse_unless(can_confirm_fix(actor, answer), _("This answer is hidden."))
    if FixConfirmation.objects.filter(answer=answer, member=actor).exists():
        return
    if at is None:
        refuse_over_limit(actor, "confirm")
    said = FixConfirmation.objects.create(answer=answer, member=actor, created_at=at or timezone.now())
    count(answer, "confirmed_count", +1)
    score("fixed", keys=[said.pk], now=at)
    words = {"title": thread.title, "number": answer.confirmed_count, "group": f"fixed-{answer.pk}"}
    tell_in_inbox([answer.author], "fix_confirmed", url=answer.home_url, context=words, actor=actor)


@transaction.atomic
def withdraw_fix(answer: Answer, *, actor: User) -> None:
    refuse_fixed(actor, lock_with_thread(answer))
    if said := FixConfirmation.objects.filter(answer=answer, member=actor).first():
        key = said.pk
        said.delete()
        count(answer, "confirmed_count", -1)
        score("fixed", keys=[key])


@transaction.atomic
def me_too(thread: Thread, *, actor: User, at: datetime | None = None) -> None:
    """The actor has the same problem, and follows the thread from now on."""
    lock(thread)
    refuse_unless(is_member(actor), _("Sign in to say that you have this problem too."))
    refuse_unless(thread.author_id != actor.pk, _("This is your own question."))
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    refuse_unless(can_say_me_too(actor, thread), _("This question is hidden."))
    moment = at or timezone.now()
    said, is_new = MeToo.objects.get_or_create(thread=thread, member=actor, defaults={"created_at": moment})
    if is_new:
        count(thread, "me_too_count", +1)
        add_follower(thread, actor, moment)
        score("me_too", keys=[said.pk], now=at)
        thread_changed.send(Thread, thread=thread)


@transaction.atomic
def withdraw_me_too(thread: Thread, *, actor: User) -> None:
    lock(thread)
    refuse_fixed(actor, thread)
    if said := MeToo.objects.filter(thread=thread, member=actor).first():
        key = said.pk
        said.delete()
        count(thread, "me_too_count", -1)
        score("me_too", keys=[key])
        thread_changed.send(Thread, thread=thread)
