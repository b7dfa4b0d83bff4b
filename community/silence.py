"""Whether the one who asked says nothing any more: then advocates say together what solved it (RULES §1)."""

from datetime import datetime

from django.db.models import Max

from community.models import Comment, Revision, Thread
from community.rules import SILENT_FOR


def asker_is_silent(thread: Thread, now: datetime) -> bool:
    """For a week since the newest answer, and since it waits: no word of the one who asked, or they have left."""
    since = now - SILENT_FOR
    visible = thread.answers.filter(hidden_at=None)
    newest = visible.exclude(author=thread.author_id or 0).aggregate(at=Max("created_at"))["at"]
    if newest is None or newest > since or (thread.waiting_since or newest) > since:
        return False
    if thread.author_id is None:
        return True
    own = {"created_at__gt": newest}
    spoke = Comment.objects.filter(question=thread, author=thread.author_id, **own).exists()
    changed = Revision.objects.filter(thread=thread, editor=thread.author_id, **own).exists()
    return not (spoke or changed or thread.answers.filter(author=thread.author_id, **own).exists())
