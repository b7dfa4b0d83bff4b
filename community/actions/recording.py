"""Writing acts of moderators into the log, in the transaction of the act itself, and telling whom they concern."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community.actions.common import refuse_unless, title_and_place
from community.facts import Facts, changed, facts_of
from community.models import ModerationAction, Thread
from community.models.comments import Post
from community.models.flags import place_of
from community.models.moderation import REASON_LENGTH, Act, Subject
from community.models.reasons import SCREENING
from community.permissions import can_moderate
from community.texts import clean_title, has_words

UNTOLD = (Act.ACCEPT, Act.KEEP)  # the one is told as answer_accepted, of the other nobody knew
# By the rules: closing is told as thread_quiet, of the others nobody is told; their author sees them on the page.
BY_THE_RULES = (Act.CLOSE, Act.ARCHIVE, Act.HIDE, Act.APPROVE)


def record(
    act: Act,
    post: Post,
    was: Facts,
    *,
    actor: User | None,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
    moved: Facts | None = None,
    words: dict | None = None,
) -> ModerationAction:
    """What ``actor`` (None: the rules) did to a post that ``was`` like this. Its author is told, with the reason.

    ``moved``: what undoing it needs to know beside the post's own facts. ``words``: more of what its author reads.
    """
    before, after = changed(was, facts_of(post))
    if moved is not None:
        before["moved"] = moved
    done = ModerationAction.objects.create(
        act=act,
        subject=Subject(post._meta.model_name),
        actor=actor,
        **{**place_of(post), "thread": post if isinstance(post, Thread) else post.thread},
        member=post.author,
        reason=reason,
        before=before,
        after=after,
        reverses=reverses,
        created_at=at or timezone.now(),
    )
    waits_again = act == Act.HIDE and reason == SCREENING
    if act not in UNTOLD and not waits_again and not (actor is None and act in BY_THE_RULES):
        _tell_author(done, post, words or {}, was)
    return done


def _tell_author(done: ModerationAction, post: Post, more: dict, was: Facts) -> None:
    """What was hidden before stays so, or is refused after its first look."""
    again = "refused" if was["hidden_reason"] == SCREENING else "stays_hidden"
    title, url = title_and_place(post.author, done.thread, post.home_url)
    words = {
        **more,
        "title": title,
        "act": again if was["hidden"] and done.act == Act.HIDE else done.act,
        "post": done.subject,
        "reason": done.reason,
        "undoes": done.reverses_id is not None,
        "by_member": done.actor is not None and not can_moderate(done.actor),
    }
    notify([post.author], "post_moderated", url=url, context=words, actor=done.actor)


def checked_reason(reason: str) -> str:
    """A reason on one line, refused when there is none."""
    reason = clean_title(reason)
    refuse_unless(has_words(reason), _("Say why: the author will read it."))
    return reason[:REASON_LENGTH]


def own_reason(reason: str) -> str:
    """A reason where one may be left out."""
    return clean_title(reason)[:REASON_LENGTH]
