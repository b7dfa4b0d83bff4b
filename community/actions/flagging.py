"""Reporting a post. Enough weight hides it at once; a moderator decides in any case."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import lock_post, refuse_silenced, refuse_unless
from community.actions.moderating import put_out_of_sight
from community.actions.recording import record
from community.actions.reviewing import put_in_queue, refresh
from community.actions.thanking import hide_reported
from community.facts import facts_of
from community.limits import refuse_over_limit
from community.models import Flag, Review, Thanks, Thread
from community.models.comments import Post
from community.models.flags import WORDS_LENGTH, place_of_report
from community.models.moderation import Act
from community.models.reasons import FlagReason
from community.models.standing import Level
from community.permissions import can_flag, is_member
from community.rules import flag_weight, is_enough_to_hide
from community.signals import thread_changed
from community.standing import has_earned, is_team, level_of
from community.texts import clean_title, has_words


@transaction.atomic
def flag(post: Post | Thanks, *, actor: User, reason: str, words: str = "", at: datetime | None = None) -> Flag:
    """Report a post, once; saying it again changes nothing, and what was decided is not reported again."""
    thread = lock_post(post)
    refuse_unless(is_member(actor), _("Sign in to report this."))
    refuse_unless(post.author_id != actor.pk, _("This is your own. You can edit it."))
    refuse_silenced(actor)
    refuse_unless(can_flag(actor, post), _("This is hidden already."))
    words = checked_words(reason, words)
    mine = Flag.objects.about(post).filter(reporter=actor).first()
    if mine and mine.state == Flag.State.WAITING:
        return mine
    refuse_unless(
        mine is None or mine.state == Flag.State.WITHDRAWN,
        _("You reported this before, and a moderator decided. Thank you for looking after it."),
    )
    if at is None:
        refuse_over_limit(actor, "flag")
    moment = at or timezone.now()
    mine = mine or Flag(**place_of_report(post), reporter=actor)
    mine.reason, mine.words, mine.state, mine.created_at = reason, words, Flag.State.WAITING, moment
    mine.weight = flag_weight(level_of(actor))
    mine.review = put_in_queue(post, moment)
    mine.save()
    refresh(mine.review)
    alone = is_team(actor) or _is_spam_to_an_advocate(post, actor, reason)
    _hide_if_enough(post, thread, alone=alone, at=moment)
    return mine


@transaction.atomic
def withdraw_flag(post: Post | Thanks, *, actor: User) -> None:
    """It was a mistake. What is hidden stays so until a moderator has looked."""
    lock_post(post)
    mine = Flag.objects.about(post).filter(reporter=actor, state=Flag.State.WAITING).first()
    if mine is None:
        return
    mine.state = Flag.State.WITHDRAWN
    mine.save(update_fields=["state"])
    review = Review.objects.waiting().about(post).first()
    if review and not refresh(review).weight and not review.is_edited and not post.is_hidden:
        review.closed_at = timezone.now()
        review.save(update_fields=["closed_at"])


def checked_words(reason: str, words: str) -> str:
    refuse_unless(reason in FlagReason.values, _("Choose what is wrong with it."))
    words = clean_title(words)[:WORDS_LENGTH]
    refuse_unless(reason != FlagReason.OTHER or has_words(words), _("Say in a few words what is wrong with it."))
    return words


def _is_spam_to_an_advocate(post: Post | Thanks, actor: User, reason: str) -> bool:
    """One report of an advocate hides what a new member wrote as spam (RULES §1)."""
    is_new = post.author is not None and level_of(post.author) == Level.NEW
    return reason == FlagReason.SPAM and is_new and has_earned(actor, "hide_spam")


def _hide_if_enough(post: Post | Thanks, thread: Thread, *, alone: bool, at: datetime) -> None:
    """``alone``: one report of this kind is enough."""
    flags = Flag.objects.about(post).filter(state=Flag.State.WAITING)
    weights, reasons = list(flags.values_list("weight", flat=True)), set(flags.values_list("reason", flat=True))
    if not is_enough_to_hide(weights, has_staff=alone):
        return
    why = ",".join(reason for reason in FlagReason.values if reason in reasons)
    if isinstance(post, Thanks):
        return hide_reported(post, why, at)
    was = facts_of(post)
    put_out_of_sight(post, None, why, at)
    record(Act.FLAGGED, post, was, actor=None, reason=why, at=at)
    thread_changed.send(Thread, thread=thread)
