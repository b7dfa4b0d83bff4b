"""What waits for a moderator: opened by flags and edits, closed by a decision, which those who reported are told."""

from datetime import datetime

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from accounts.actions import tell_in_inbox
from accounts.models import User
from community.actions.announcing import is_unannounced
from community.actions.common import title_and_place
from community.actions.teaching import tell_what_it_was
from community.models import Appeal, Flag, ModerationAction, Review, Thanks, Thread
from community.models.comments import Post
from community.models.flags import place_of_report
from community.models.moderation import Act
from community.models.reasons import FlagReason
from community.reputation.ledger import score


def waits(post: Post | Thanks) -> bool:
    return Review.objects.waiting().about(post).exists()


def put_in_queue(post: Post | Thanks, at: datetime, *, cause: str = Review.Cause.FLAGS, edited: bool = False) -> Review:
    """Open a review, or bring the one that waits up to date. Inside an action that holds the post."""
    review = Review.objects.waiting().about(post).first()
    review = review or Review(**place_of_report(post), cause=cause, opened_at=at, version=0)
    review.is_edited = review.is_edited or edited
    return refresh(review)


def refresh(review: Review) -> Review:
    """Weigh it again; whoever decides on what they saw before is told that it changed."""
    flags = Flag.objects.about(review.post).filter(state=Flag.State.WAITING)
    review.weight = flags.aggregate(weight=Sum("weight"))["weight"] or 0
    review.version += 1
    review.put_in_place()
    review.save()
    return review


def author_edited(post: Post, at: datetime) -> None:
    """What is hidden, or waits already, is looked at again when its author changed it."""
    if post.is_hidden or waits(post):
        cause = Review.Cause.SCREENING if is_unannounced(post) else Review.Cause.FLAGS
        put_in_queue(post, at, cause=cause, edited=True)


def nothing_waits(post: Post | Thanks) -> None:
    """Its author took it back: there is nothing to decide any more."""
    Review.objects.waiting().about(post).update(closed_at=timezone.now())
    Flag.objects.about(post).filter(state=Flag.State.WAITING).update(state=Flag.State.WITHDRAWN)


def settle(post: Post | Thanks, *, actor: User, upheld: bool, decision: ModerationAction | None) -> None:
    """A moderator decided: nothing waits any more, and those who reported it are told what came of it."""
    moment = timezone.now()
    waiting = Flag.objects.about(post).filter(state=Flag.State.WAITING)
    flags = {flag.pk: flag.reporter for flag in waiting.select_related("reporter")}
    waiting.update(state=Flag.State.UPHELD if upheld else Flag.State.DECLINED, decided_at=moment)
    if upheld and flags:
        score("flag", keys=flags)
    for review in Review.objects.waiting().about(post):
        review.closed_at, review.closed_by, review.decision = moment, actor, decision
        review.save(update_fields=["closed_at", "closed_by", "decision"])
    if not isinstance(post, Thanks):
        _settle_post(post, actor, decision, moment)
    _tell(list(flags.values()), post, actor, upheld)


def _settle_post(post: Post, actor: User, decision: ModerationAction | None, moment: datetime) -> None:
    """What only posts have: a word of the service outside, and authors who ask for another look."""
    if actor and decision:
        tell_what_it_was(post, is_spam=decision.act == Act.HIDE and decision.reason == FlagReason.SPAM)
    granted = decision is None or decision.act != Act.HIDE
    appeals = Appeal.objects.about(post).filter(granted=None)
    appeals.update(granted=granted, decided_by=actor, decided_at=moment)


def _tell(reporters: list[User], post: Post | Thanks, actor: User, upheld: bool) -> None:
    thread = post if isinstance(post, Thread) else post.thread
    place = reverse("community_home") if thread.is_hidden else thread.home_url
    for reporter in reporters:
        title, url = title_and_place(reporter, thread, place)
        tell_in_inbox(
            [reporter],
            "flag_decided",
            url=url,
            context={"title": title, "upheld": int(upheld), "declined": int(not upheld)},
            actor=actor,
            add_up=("upheld", "declined"),
        )
