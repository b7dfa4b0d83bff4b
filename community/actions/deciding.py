"""Working through the queue: claim, decide, one or many. Who comes second is told what the first decided."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.closing import close_thread
from community.actions.common import has_other_moderators, lock, lock_post, refuse_own_that_waits, refuse_unless
from community.actions.marking import move_thread
from community.actions.moderating import HIDE, RESTORE, restore_thread
from community.actions.recording import record
from community.actions.reviewing import settle
from community.actions.thanking import keep_thanks
from community.errors import Refused
from community.facts import facts_of
from community.models import Answer, Appeal, Board, Comment, ModerationAction, Review, Thanks, Thread
from community.models.comments import Post
from community.models.moderation import Act
from community.models.reasons import FlagReason
from community.permissions import can_moderate
from community.rules import CLAIM_LASTS
from site_config.formats import localized_digits


@transaction.atomic
def claim(review: Review, *, actor: User) -> Review:
    """Tell the others that the actor looks at it, for ten minutes from now."""
    held = _hold(review, actor)
    held.claimed_by, held.claimed_until = actor, timezone.now() + CLAIM_LASTS
    held.save(update_fields=["claimed_by", "claimed_until"])
    return held


@transaction.atomic
def release(review: Review, *, actor: User) -> None:
    held = _hold(review, actor)
    held.claimed_by = held.claimed_until = None
    held.save(update_fields=["claimed_by", "claimed_until"])


@transaction.atomic
def decide(
    review: Review, decision: str, *, actor: User, seen: int, reason: str = "", board: Board | None = None
) -> None:
    """keep, hide, spam, close or move. ``seen`` is the version the actor decides on: refused when it changed since."""
    refuse_unless(decision in _DECISIONS, _("Choose what to do with it."))
    held = _hold(review, actor)
    refuse_unless(
        held.version == seen, _("It was edited or reported again while you looked at it. Look once more, please.")
    )
    refuse_own_that_waits(held.post, actor)
    refuse_unless(
        not hid_it(held, actor) or not has_other_moderators(actor),
        _("You hid it. Another moderator decides whether it stays so."),
    )
    _DECISIONS[decision](held.post, actor=actor, reason=reason, board=board)


def decide_many(seen: Iterable[tuple[Review, int]], decision: str, *, actor: User) -> tuple[int, list[str]]:
    """One decision for several reviews, each in its own right: how many it reached, and why it did not reach others."""
    done, refusals = 0, []
    for review, version in seen:
        try:
            decide(review, decision, actor=actor, seen=version)
            done += 1
        except Refused as refusal:
            refusals.append(refusal.message)
    return done, list(dict.fromkeys(refusals))


def hid_it(review: Review, actor: User) -> bool:
    """Whether the author asks for another look at what the actor hid."""
    return Appeal.objects.filter(review=review, granted=None, hidden_by=actor).exists()


def _hold(review: Review, actor: User) -> Review:
    """The post and its review, held until the transaction ends, if the actor may decide on it now."""
    refuse_unless(can_moderate(actor), _("Only moderators decide here."))
    post = review.post
    thread = lock_post(post)
    lock(review)
    review.thread = thread
    kinds = (Answer, Comment, Thanks)
    review.answer, review.comment, review.thanks = (post if isinstance(post, kind) else None for kind in kinds)
    refuse_unless(review.is_waiting, already_decided(review))
    holder = review.holder()
    refuse_unless(holder is None or holder == actor, looked_at(review))
    return review


def already_decided(review: Review) -> str:
    """What became of it, in words."""
    if review.decision and review.decision.act == Act.APPROVE and review.closed_by is None:
        return _("It was checked and looks clean: everyone sees it.")
    if review.closed_by is None or review.decision is None:
        return _("Nothing waits here any more: the reports were taken back.")
    words = {"name": review.closed_by, "what": review.decision.get_act_display()}
    return _("%(name)s decided already: %(what)s.") % words


def looked_at(review: Review) -> str:
    """Who looks at it now and until when, as the others read it."""
    if review.claimed_until is None:
        return ""
    until = localized_digits(time_format(timezone.localtime(review.claimed_until), "H:i"))
    return _("%(name)s looks at it until %(time)s.") % {"name": review.claimed_by, "time": until}


def _keep(post: Post | Thanks, *, actor: User, reason: str, board: None) -> None:
    if isinstance(post, Thanks):
        return keep_thanks(post, actor=actor, reason=reason)
    if post.is_hidden:
        return RESTORE[type(post)](post, actor=actor, reason=reason)
    done = record(Act.KEEP, post, facts_of(post), actor=actor, reason=reason)
    return settle(post, actor=actor, upheld=False, decision=done)


def _hide(post: Post, *, actor: User, reason: str, board: None) -> None:
    HIDE[type(post)](post, actor=actor, reason=reason)


def _hide_as_spam(post: Post, *, actor: User, reason: str, board: None) -> None:
    _hide(post, actor=actor, reason=FlagReason.SPAM, board=None)


def _close(post: Post, *, actor: User, reason: str, board: None) -> None:
    refuse_unless(isinstance(post, Thread) and not post.is_closed, _("This question is closed."))
    close_thread(post, actor=actor, reason=reason)
    _settle_with_last_act(post, actor)


def _move(post: Post, *, actor: User, reason: str, board: Board | None) -> None:
    refuse_unless(isinstance(post, Thread), _("Choose another board."))
    move_thread(post, board, actor=actor, reason=reason)
    _settle_with_last_act(post, actor)


def _settle_with_last_act(post: Thread, actor: User) -> None:
    """The reports were right about something, but not that nobody should read it: what they hid is shown again."""
    settle(post, actor=actor, upheld=True, decision=ModerationAction.objects.about(post).first())
    if post.is_hidden:
        restore_thread(post, actor=actor)


_DECISIONS = {"keep": _keep, "hide": _hide, "spam": _hide_as_spam, "close": _close, "move": _move}
