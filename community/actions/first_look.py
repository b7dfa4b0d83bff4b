"""The first look (RULES §2): what newcomers write, and what looks like spam, a moderator sees before everyone does.

Such a post is written hidden and waits in the queue; nobody is told of it. Its author sees it and may edit it. When it
is shown for the first time it begins then: it is announced, and new to everyone who reads by time.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import refuse_unless
from community.actions.reviewing import put_in_queue
from community.models import Board, Review, SpamCheck, Thread
from community.models.comments import Post
from community.models.flags import FIRST_LOOKS
from community.models.reasons import SCREENING
from community.rules import SCREENED_POSTS, STAFF_LEVEL
from community.spam.origin import Origin
from community.spam.outside import is_live
from community.spam.signs import is_new_here, posts_everyone_sees, remember_text, signs_in
from community.spam.texts import hosts_in
from community.standing import level_of
from community.tasks import ask_outside


@dataclass(frozen=True)
class Look:
    """Why a post waits. ``releases``: a clean word of the service outside is enough to show it."""

    cause: str
    signs: tuple[str, ...] = ()
    releases: bool = False

    def hide(self, fields: dict) -> dict:
        """The fields of a new post, out of sight: nobody can solve what nobody sees."""
        waits_for = {"waiting_since": None} if "waiting_since" in fields else {}
        return {**fields, **waits_for, "hidden_at": fields["created_at"], "hidden_reason": SCREENING}


def look_needed(author: User, html: str, board: Board, *, title: str = "", origin: Origin) -> Look | None:
    """None for a post that everyone may see at once. Inside an action that holds its author."""
    level = level_of(author)
    if level == STAFF_LEVEL:
        return None
    if level == 0:
        _refuse_hurried(origin)
        refuse_unless(not has_waiting_post(author), waiting_words())
    if signs := signs_in(author, html, title=title):
        return Look(Review.Cause.SUSPICION, tuple(signs))
    if level == 0 and posts_everyone_sees(author, SCREENED_POSTS) < SCREENED_POSTS:
        return Look(Review.Cause.SCREENING)
    may_be_asked = is_live() and not board.is_private
    if may_be_asked and (level == 0 or (hosts_in(html) and is_new_here(author))):
        return Look(Review.Cause.SCREENING, releases=True)
    return None


def _refuse_hurried(origin: Origin) -> None:
    quick = _("That was very quick. Read it through, then press the button again: your text is still here.")
    refuse_unless(origin.pace != "fast", quick)
    old = _("This form was open for a long time. Press the button again: your text is still here.")
    refuse_unless(origin.pace != "old", old)


def has_waiting_post(author: User) -> bool:
    reviews = Review.objects.waiting().filter(cause__in=FIRST_LOOKS)
    own_thread = reviews.filter(thread__author=author, answer=None, comment=None)
    return (
        own_thread.exists()
        or reviews.filter(answer__author=author).exists()
        or reviews.filter(comment__author=author).exists()
    )


def waiting_words() -> str:
    return _("We are still looking at your first post. Send this one when everyone can see that: your text is kept.")


def wait_for_look(post: Post, look: Look, origin: Origin) -> Review:
    """Put a post that was just written before the moderators, and before the service outside, if it may see it."""
    review = put_in_queue(post, post.created_at, cause=look.cause)
    SpamCheck.objects.create(
        review=review,
        signs=list(look.signs),
        releases=look.releases,
        address=origin.address or None,
        agent=origin.agent[:300],
        created_at=post.created_at,
    )
    ask_outside.enqueue(review.pk)
    return review


def remember(post: Post) -> None:
    """So that the same words elsewhere are noticed."""
    thread = post if isinstance(post, Thread) else post.thread
    remember_text(post.author, thread, post.body_html, title=getattr(post, "title", ""))
