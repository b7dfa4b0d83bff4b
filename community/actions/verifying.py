"""Our team, or an expert of the board, says that a member's answer is right: it stands beside it, for everyone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community.actions.common import (
    lock_with_thread,
    refuse_fixed,
    refuse_silenced,
    refuse_unless,
    was_told_lately,
    words_for_mail,
)
from community.models import Answer, Verification
from community.permissions import can_moderate, can_verify
from community.reputation.ledger import score


@transaction.atomic
def verify_answer(answer: Answer, *, actor: User, at: datetime | None = None) -> None:
    """It was tried, or is known to be right. Once an answer; the same again is no change."""
    thread = lock_with_thread(answer)
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    refuse_unless(answer.author_id != actor.pk, _("This is your own answer. Somebody else verifies it."))
    refuse_unless(can_verify(actor, answer), _("Only our team, and experts on their boards, verify answers."))
    moment = at or timezone.now()
    _kept, is_new = Verification.objects.get_or_create(answer=answer, defaults={"by": actor, "created_at": moment})
    if is_new:
        score("verified", answers=[answer.pk], now=moment)
        if was_told_lately(answer, actor, "answer_verified"):
            return
        words = words_for_mail(thread, answer.body_html)
        notify([answer.author], "answer_verified", url=answer.home_url, context=words, actor=actor)


@transaction.atomic
def unverify_answer(answer: Answer, *, actor: User, at: datetime | None = None) -> None:
    """It is not right after all, or not any more: by who said so, or a moderator."""
    thread = lock_with_thread(answer)
    refuse_fixed(actor, thread)
    kept = Verification.objects.filter(answer=answer).first()
    if kept is None:
        return
    is_own = kept.by_id == actor.pk and can_verify(actor, answer)
    refuse_unless(is_own or can_moderate(actor), _("Only who verified it, or a moderator, takes that back."))
    kept.delete()
    score("verified", answers=[answer.pk], now=at)
