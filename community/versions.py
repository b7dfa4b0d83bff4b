"""A post's words over time: which version a form was made from, and what the public history shows of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from community.changes import difference
from community.models import Answer, Revision, Thread

GRACE = timedelta(minutes=5)  # in which a slip may be put right, while nobody has reacted to it


def version_of(post: Thread | Answer) -> str:
    """What a form sends back, so that a change by somebody else meanwhile is noticed."""
    words = [post.body_source]
    if isinstance(post, Thread):
        words += [post.title, post.board.slug, *sorted(tag.name for tag in post.tags.all())]
    return sha256("\0".join(words).encode()).hexdigest()[:16]


def is_a_slip(post: Thread | Answer, actor: User, at: datetime) -> bool:
    """Whether an author still corrects what nobody has answered, voted on or commented yet."""
    if post.author_id != actor.pk or at - post.created_at > GRACE or post.comment_count:
        return False
    if isinstance(post, Thread):
        return not (post.answer_count or post.me_too_count)
    reactions = post.helpful_count + post.unhelpful_count + post.confirmed_count
    later = Answer.objects.filter(thread=post.thread, created_at__gt=post.created_at)
    return not (reactions or post.is_accepted or later.exists())


@dataclass(frozen=True)
class Version:
    """What one change made of the words before, which ``revision`` keeps. Without one: the words as first written."""

    writer: User | None
    at: datetime
    reason: str
    title: SafeString | None  # what differs; None where nothing does, or words are forgotten
    body: SafeString | None
    revision: Revision | None = None

    @property
    def is_forgotten(self) -> bool:
        """The words before it are."""
        return self.revision is not None and self.revision.forgotten_at is not None


def _is_withheld(words: Thread | Answer | Revision, sees_hidden: bool) -> bool:
    """Forgotten; or, but for its author and moderators, out of sight while they stood."""
    if not isinstance(words, Revision):
        return False
    return bool(words.forgotten_at) or (words.was_hidden and not sees_hidden)


def versions_of(
    post: Thread | Answer, revisions: list[Revision], newer: Revision | None = None, *, sees_hidden: bool
) -> list[Version]:
    """One for each of ``revisions``, newest first. ``newer``: the one after them, when they begin in the middle."""
    after, found = newer or post, []
    for kept in revisions:
        is_shown = not (_is_withheld(kept, sees_hidden) or _is_withheld(after, sees_hidden))
        has_title = is_shown and isinstance(post, Thread) and kept.title != after.title
        title = difference(kept.title, after.title) if has_title else None
        body = difference(kept.body_source, after.body_source) if is_shown else None
        found.append(Version(kept.editor, kept.created_at, kept.reason, title, body, kept))
        after = kept
    return found


def first_version(post: Thread | Answer, oldest: Revision | None, *, sees_hidden: bool) -> Version:
    """The words as they were posted: those of the oldest revision, or the post's own while it has none."""
    words = oldest or post
    if _is_withheld(words, sees_hidden):
        return Version(post.author, post.created_at, "", None, None, oldest)
    title = format_html("{}", words.title) if isinstance(post, Thread) else None
    return Version(post.author, post.created_at, "", title, format_html("{}", words.body_source))
