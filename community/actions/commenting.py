"""Comments under a question or an answer: writing, changing, taking back one's own. Others hide them (`moderating`)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.announcing import announce
from community.actions.common import count, lock_post, refuse_silenced, refuse_unless
from community.actions.looking_again import look_again
from community.actions.posting import create_once
from community.actions.recording import checked_reason, own_reason, record
from community.actions.reviewing import author_edited, nothing_waits
from community.facts import facts_of
from community.inline import checked_comment
from community.limits import refuse_over_level
from community.models import Answer, Comment, ModerationAction, Thread
from community.models.comments import WITHDRAWN
from community.models.moderation import Act
from community.permissions import can_comment, can_edit_comment, is_author, may_write
from community.signals import thread_changed
from community.spam.origin import UNKNOWN_ORIGIN, Origin
from community.states import fixed_words


@transaction.atomic
def comment(
    post: Thread | Answer,
    author: User,
    text: str,
    *,
    kind: str = Comment.Kind.PLAIN,
    submission_key: str | None = None,
    created_at: datetime | None = None,
    origin: Origin = UNKNOWN_ORIGIN,
) -> Comment:
    """A few words under a post. The same author and ``submission_key`` again returns the first comment."""
    thread = lock_post(post)
    refuse_silenced(author)
    refuse_unless(not thread.is_hidden and not post.is_hidden, _("This is hidden; it takes no comments."))
    refuse_unless(can_comment(author, post), fixed_words(thread) or _("Sign in to comment."))
    source, html = checked_comment(text, thread)
    moment = created_at or timezone.now()
    new, is_new = create_once(
        Comment,
        author,
        submission_key,
        limit="" if created_at else "comment",
        origin=origin,
        question=thread, answer=post if isinstance(post, Answer) else None, kind=kind, comment=source, body_html=html,
        created_at=moment,
    )  # fmt: skip
    if is_new and not new.is_hidden:  # What waits for a first look is told when it is shown.
        count(post, "comment_count", +1)
        announce(new)
    return new


@transaction.atomic
def edit_comment(
    target: Comment,
    *,
    actor: User,
    text: str,
    reason: str = "",
    reverses: ModerationAction | None = None,
    at: datetime | None = None,
) -> Comment:
    """Change its words. A moderator who changes another's says why, and the log keeps what it was."""
    thread = lock_post(target)
    refuse_silenced(actor)
    refuse_unless(can_edit_comment(actor, target), fixed_words(thread) or _("Only the author may edit this comment."))
    is_own = target.author_id == actor.pk
    reason, was = own_reason(reason) if is_own or reverses else checked_reason(reason), facts_of(target)
    source, html = checked_comment(text, thread)
    if source != target.body_source:
        if is_own:
            refuse_over_level(actor, html)
        target.body_source, target.body_html, target.edited_at = source, html, at or timezone.now()
        target.save(update_fields=["comment", "body_html", "edited_at"])
        if is_own:
            author_edited(target, target.edited_at)
            look_again(target, was, target.edited_at)
        else:
            record(Act.EDIT, target, was, actor=actor, reason=reason, reverses=reverses, at=at)
        thread_changed.send(Thread, thread=thread)
    return target


@transaction.atomic
def withdraw_comment(target: Comment, *, actor: User, at: datetime | None = None) -> None:
    """Its author takes it back: nobody but moderators sees it any more."""
    thread = lock_post(target)
    refuse_unless(is_author(actor, target) and may_write(actor), _("Only the author may delete this comment."))
    refuse_unless(not fixed_words(thread), fixed_words(thread))
    if not target.is_withdrawn:
        was_shown = not target.is_hidden
        target.hidden_at, target.hidden_by, target.hidden_reason = at or timezone.now(), actor, WITHDRAWN
        target.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        count(target.post, "comment_count", -1 if was_shown else 0)
        nothing_waits(target)
        thread_changed.send(Thread, thread=thread)
