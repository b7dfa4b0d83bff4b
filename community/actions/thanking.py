"""A sentence of thanks, with "this solved it" or "this fixed it for me". It stands when the acceptance is taken back:
who wrote it takes it back, the answer's author removes it, members report it, moderators hide it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import Notification, User
from community.actions.common import (
    lock_post,
    lock_with_thread,
    refuse_fixed,
    refuse_own_that_waits,
    refuse_silenced,
    refuse_unless,
    title_and_place,
)
from community.actions.recording import checked_reason, own_reason
from community.actions.reviewing import nothing_waits, put_in_queue, settle, waits
from community.errors import Refused
from community.limits import refuse_over_limit
from community.models import Answer, Flag, ModerationAction, Thanks
from community.models.moderation import Act, Subject
from community.permissions import can_moderate, can_remove_thanks, can_thank, is_member, may_write
from community.thanks import checked_thanks

EVENT = "thanked"


@transaction.atomic
def thank(answer: Answer, *, actor: User, words: str, at: datetime | None = None) -> Thanks:
    """The actor's sentence at this answer; said again, it is changed. The answer's author reads it once."""
    thread = lock_with_thread(answer)
    refuse_unless(is_member(actor), _("Sign in to say thanks."))
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    words, earlier = checked_thanks(words), Thanks.objects.filter(answer=answer, member=actor).first()
    if earlier:
        return _change(earlier, words)
    refuse_unless(can_thank(actor, answer), _("Say first that this answer solved it for you."))
    if at is None:
        refuse_over_limit(actor, "thank")
    said = _create(answer, actor, words, at or timezone.now())
    group = f"thread-{thread.pk}" if thread.author_id == actor.pk else f"fixed-{answer.pk}"
    told = {"title": thread.title, "group": group, "words": words, "thanks": said.pk}
    notify([answer.author], EVENT, url=answer.home_url, context=told, actor=actor)
    return said


def _create(answer: Answer, actor: User, words: str, at: datetime) -> Thanks:
    """Two tabs at once: the first is kept."""
    try:
        with transaction.atomic():
            return Thanks.objects.create(answer=answer, member=actor, words=words, created_at=at)
    except IntegrityError:
        raise Refused(_("You thanked already. Load the page again to change it.")) from None


def _change(said: Thanks, words: str) -> Thanks:
    refuse_unless(not said.is_hidden, _("It was removed. It cannot be changed any more."))
    if said.words != words:
        said.words = words
        said.save(update_fields=["words"])
        if waits(said):
            put_in_queue(said, timezone.now(), edited=True)
        for told in _told(said):
            told.context = {**told.context, "words": words}
            told.save(update_fields=["context"])
    return said


@transaction.atomic
def take_thanks_back(said: Thanks, *, actor: User) -> None:
    """By whoever wrote it: it is gone. What was read in the inbox stays, without the words. What was reported stays
    for moderators: what came of the reports counts. What was removed stays removed: it cannot be said again."""
    lock_post(said)
    refuse_unless(said.member_id == actor.pk and may_write(actor), _("Only who wrote it can take it back."))
    if said.is_hidden or Flag.objects.about(said).exists():
        nothing_waits(said)
        _hide(said, actor)
        return
    _untell(said)
    said.delete()


@transaction.atomic
def remove_thanks(said: Thanks, *, actor: User) -> None:
    """By the author of the answer, who does not want it there. It cannot be said again."""
    lock_post(said)
    refuse_unless(can_remove_thanks(actor, said), _("Only the author of the answer can remove it."))
    if not said.is_hidden:
        _hide(said, actor)


@transaction.atomic
def hide_thanks(
    said: Thanks, *, actor: User, reason: str, reverses: ModerationAction | None = None, at: datetime | None = None
) -> None:
    """By a moderator, with a reason that its writer reads; in the log of the answer, where it can be undone."""
    lock_post(said)
    refuse_unless(can_moderate(actor), _("Only moderators can hide posts."))
    reason = own_reason(reason) if reverses else checked_reason(reason)
    if not said.is_hidden or waits(said):
        _hide(said, actor, at)
        done = _record(Act.HIDE_THANKS, said, actor, reason, reverses, {"thanks": said.words})
        settle(said, actor=actor, upheld=True, decision=done)


def hide_reported(said: Thanks, reason: str, at: datetime) -> None:
    """With the rows locked: reports of enough weight, until a moderator decides. Its writer is told then."""
    _hide(said, None, at)
    _record(Act.HIDE_THANKS, said, None, reason, None, {"thanks": said.words})


@transaction.atomic
def keep_thanks(said: Thanks, *, actor: User, reason: str = "") -> None:
    """A moderator looked at it. What reports hid is shown again, what its reader did not want there is not."""
    lock_post(said)
    if said.is_hidden and said.hidden_by_id is None:
        return show_thanks(said, actor=actor, reason=reason)
    refuse_unless(can_moderate(actor), _("Only moderators decide here."))
    done = _record(Act.KEEP, said, actor, own_reason(reason), None, {})
    return settle(said, actor=actor, upheld=False, decision=done)


@transaction.atomic
def show_thanks(said: Thanks, *, actor: User, reason: str = "", reverses: ModerationAction | None = None) -> None:
    lock_post(said)
    refuse_unless(can_moderate(actor), _("Only moderators can show it again."))
    refuse_unless(not said.is_withdrawn, _("Its author deleted it."))
    refuse_own_that_waits(said, actor)
    if said.is_hidden:
        said.hidden_at = said.hidden_by = None
        said.save(update_fields=["hidden_at", "hidden_by"])
        done = _record(Act.SHOW_THANKS, said, actor, own_reason(reason), reverses, {})
        settle(said, actor=actor, upheld=False, decision=done)


def _hide(said: Thanks, actor: User | None, at: datetime | None = None) -> None:
    said.hidden_at, said.hidden_by = at or timezone.now(), actor
    said.save(update_fields=["hidden_at", "hidden_by"])
    _untell(said)


def _told(said: Thanks):
    """What its reader was told of it."""
    told = Notification.objects.filter(recipient=said.answer.author_id, event=EVENT)
    return told.filter(actor=said.member_id, context__thanks=said.pk)


def _untell(said: Thanks) -> None:
    for told in _told(said):
        if told.read_at is None:
            told.delete()
        else:
            told.context = {**told.context, "words": ""}
            told.save(update_fields=["context"])


def _record(
    act: Act, said: Thanks, actor: User | None, reason: str, reverses: ModerationAction | None, was: dict[str, str]
) -> ModerationAction:
    """In the log it stands at the answer; whom it concerns, and who is told of what a moderator changed, is its
    writer."""
    answer = said.answer
    done = ModerationAction.objects.create(
        act=act,
        subject=Subject.ANSWER,
        actor=actor,
        thread=answer.thread,
        answer=answer,
        member=said.member,
        reason=reason,
        before={**was, "moved": {"thanks": said.pk}},
        reverses=reverses,
    )
    title, url = title_and_place(said.member, answer.thread, answer.home_url)
    words = {"title": title, "act": act, "post": "thanks", "reason": reason}
    words["undoes"] = reverses is not None
    told = [said.member] if actor and act != Act.KEEP else []
    notify(told, "post_moderated", url=url, context=words, actor=actor)
    return done
