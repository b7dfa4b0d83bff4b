"""Writing acts of moderators into the log, in the transaction of the act itself, and telling whom they concern."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import notify
from accounts.models import User
from community.actions.common import refuse_unless
from community.facts import Facts, changed, facts_of
from community.models import Answer, ModerationAction, Thread
from community.models.moderation import REASON_LENGTH, Act, Subject
from community.texts import clean_title, has_words


def record(
    act: Act,
    post: Thread | Answer,
    was: Facts,
    *,
    actor: User | None,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> ModerationAction:
    """What ``actor`` (None: the rules) did to a post that ``was`` like this. Its author is told, with the reason."""
    before, after = changed(was, facts_of(post))
    done = ModerationAction.objects.create(
        act=act,
        subject=Subject.ANSWER if isinstance(post, Answer) else Subject.THREAD,
        actor=actor,
        thread=post.thread if isinstance(post, Answer) else post,
        answer=post if isinstance(post, Answer) else None,
        member=post.author,
        reason=reason,
        before=before,
        after=after,
        reverses=reverses,
        created_at=at or timezone.now(),
    )
    if act not in (Act.ACCEPT, Act.KEEP):  # The one is told as answer_accepted, of the other nobody knew.
        _tell_author(done, post, again=was["hidden"] and post.is_hidden)
    return done


def _tell_author(done: ModerationAction, post: Thread | Answer, *, again: bool) -> None:
    """``again``: it was hidden before, and stays so."""
    words = {
        "title": done.thread.title,
        "act": "stays_hidden" if again and done.act == Act.HIDE else done.act,
        "post": done.subject,
        "reason": done.reason,
        "undoes": done.reverses_id is not None,
    }
    notify([post.author], "post_moderated", url=post.home_url, context=words, actor=done.actor)


def checked_reason(reason: str) -> str:
    """A reason on one line, refused when there is none."""
    reason = clean_title(reason)
    refuse_unless(has_words(reason), _("Say why: the author will read it."))
    return reason[:REASON_LENGTH]


def own_reason(reason: str) -> str:
    """A reason where one may be left out."""
    return clean_title(reason)[:REASON_LENGTH]
