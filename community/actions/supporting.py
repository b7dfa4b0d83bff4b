"""When the asker says nothing more, two advocates say together which answer solved it. It earns them nothing."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community import states
from community.actions.accepting import mark_accepted
from community.actions.common import (
    lock_with_thread,
    refuse_fixed,
    refuse_silenced,
    refuse_unless,
    tell_followers,
    words_for_mail,
)
from community.actions.recording import record
from community.facts import facts_of
from community.models import Answer, SupportForAnswer, Thread
from community.models.moderation import Act
from community.permissions import can_support, may_write
from community.reputation.closeness import are_close
from community.rules import SUPPORTERS
from community.signals import thread_changed
from community.silence import asker_is_silent
from community.standing import has_earned
from site_config.formats import isolated


@transaction.atomic
def support_answer(answer: Answer, *, actor: User, at: datetime | None = None) -> bool:
    """ "This solves it": the second who says so accepts it, and the log names both. Returns whether it did."""
    thread, moment = lock_with_thread(answer), at or timezone.now()
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    refuse_unless(has_earned(actor, "support"), _("Advocates do that: members of level 3."))
    own = _("This is your own question, or your own answer: others have a say in it.")
    refuse_unless(actor.pk not in (answer.author_id, thread.author_id), own)
    refuse_unless(
        can_support(actor, answer), _("This question has changed since. Load the page again to see how it stands.")
    )
    waits = _("Its asker is still here: they say what solved it. When they are silent for a week, advocates may.")
    refuse_unless(asker_is_silent(thread, moment), waits)
    together = _("You are too close to the asker, or to who wrote the answer: others have a say in it.")
    concerned = [one for one in (answer.author, thread.author) if one]
    refuse_unless(not any(are_close(actor, one, moment) for one in concerned), together)
    mine, is_new = SupportForAnswer.objects.get_or_create(answer=answer, member=actor, defaults={"created_at": moment})
    others = _others(mine, [actor, *concerned], moment)
    if is_new and len(others) + 1 >= SUPPORTERS:
        _accept(answer, thread, actor, others, moment)
        return True
    return False


@transaction.atomic
def withdraw_support(answer: Answer, *, actor: User) -> None:
    """It was a mistake. What two accepted together, the asker or a moderator takes back."""
    lock_with_thread(answer)
    if not answer.is_accepted:
        SupportForAnswer.objects.filter(answer=answer, member=actor).delete()


def _others(mine: SupportForAnswer, concerned: list[User], at: datetime) -> list[User]:
    """Who said so before, and may still: whoever was silenced since may not, nor who is close to whom it concerns, or
    to the other who says so."""
    said = SupportForAnswer.objects.filter(answer=mine.answer_id).exclude(pk=mine.pk).select_related("member__standing")
    return [
        one.member
        for one in said.order_by("pk")
        if may_write(one.member) and has_earned(one.member, "support")
        if not any(are_close(one.member, other, at) for other in concerned)
    ]


def _accept(answer: Answer, thread: Thread, actor: User, others: list[User], at: datetime) -> None:
    was = facts_of(answer)
    mark_accepted(answer, actor, at)
    states.go(thread, "accept", at=at)
    names = {"first": isolated(str(others[0])), "second": isolated(str(actor))}
    reason = _("Said by two advocates, %(first)s and %(second)s: the asker was silent for a week.") % names
    record(Act.ACCEPT, answer, was, actor=actor, reason=reason, at=at)
    told = {"url": answer.home_url, "context": words_for_mail(thread, answer.body_html), "actor": actor}
    notify([answer.author], "answer_accepted", **told)
    notify([thread.author], "accepted_for_you", **told)
    tell_followers(thread, "thread_solved", besides=[answer.author, thread.author], **told)
    thread_changed.send(Thread, thread=thread)
