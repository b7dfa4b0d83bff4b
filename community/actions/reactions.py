"""Votes and me-toos. Saying something twice changes nothing; taking back what was not said neither."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import count, lock, lock_with_thread, refuse_silenced, refuse_unless
from community.actions.following import add_follower
from community.limits import refuse_over_limit
from community.models import Answer, MeToo, Thread, Vote
from community.permissions import can_say_me_too, can_vote, is_member
from community.signals import thread_changed
from search.actions import enqueue


@transaction.atomic
def vote_helpful(answer: Answer, *, actor: User, at: datetime | None = None) -> None:
    """The answer helped the actor. Nobody votes for an answer of their own."""
    thread = lock_with_thread(answer)
    refuse_unless(is_member(actor), _("Sign in to say that an answer helped."))
    refuse_unless(answer.author_id != actor.pk, _("You cannot vote for your own answer."))
    refuse_silenced(actor)
    refuse_unless(can_vote(actor, answer), _("This answer is hidden."))
    if at is None and not Vote.objects.filter(answer=answer, voter=actor).exists():
        refuse_over_limit(actor, "vote")
    _vote, is_new = Vote.objects.get_or_create(
        answer=answer, voter=actor, defaults={"created_at": at or timezone.now()}
    )
    if is_new:
        count(answer, "helpful_count", +1)
        enqueue(thread)


@transaction.atomic
def withdraw_vote(answer: Answer, *, actor: User) -> None:
    thread = lock_with_thread(answer)
    deleted, _rows = Vote.objects.filter(answer=answer, voter=actor).delete()
    if deleted:
        count(answer, "helpful_count", -1)
        enqueue(thread)


@transaction.atomic
def me_too(thread: Thread, *, actor: User, at: datetime | None = None) -> None:
    """The actor has the same problem, and follows the thread from now on."""
    lock(thread)
    refuse_unless(is_member(actor), _("Sign in to say that you have this problem too."))
    refuse_unless(thread.author_id != actor.pk, _("This is your own question."))
    refuse_silenced(actor)
    refuse_unless(can_say_me_too(actor, thread), _("This question is hidden."))
    moment = at or timezone.now()
    _me_too, is_new = MeToo.objects.get_or_create(thread=thread, member=actor, defaults={"created_at": moment})
    if is_new:
        count(thread, "me_too_count", +1)
        add_follower(thread, actor, moment)
        thread_changed.send(Thread, thread=thread)


@transaction.atomic
def withdraw_me_too(thread: Thread, *, actor: User) -> None:
    lock(thread)
    deleted, _rows = MeToo.objects.filter(thread=thread, member=actor).delete()
    if deleted:
        count(thread, "me_too_count", -1)
        thread_changed.send(Thread, thread=thread)
