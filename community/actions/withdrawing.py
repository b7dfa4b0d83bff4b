"""Taking one's own question back while nobody has answered it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import lock, refuse_unless
from community.actions.moderating import put_out_of_sight
from community.actions.reviewing import nothing_waits
from community.models import Thread
from community.models.reasons import SCREENING, WITHDRAWN
from community.permissions import is_author
from community.signals import thread_changed


@transaction.atomic
def withdraw_thread(thread: Thread, *, actor: User, at: datetime | None = None) -> None:
    """Out of everyone's sight but its author's and the moderators', for good: nobody shows it again.

    Followers are told nothing. Once somebody answered, or another's question became part of
    it, it is theirs, too, and stays. Twice changes nothing.
    """
    lock(thread)
    refuse_unless(is_author(actor, thread), _("Only the one who asked can take a question back."))
    if thread.is_withdrawn:
        return
    refuse_unless(not thread.is_merged, _("This question was merged with another one, and stays there."))
    refuse_unless(
        not thread.is_hidden or thread.hidden_reason == SCREENING, _("A moderator hid this question. It stays so.")
    )
    refuse_unless(
        thread.answer_count == 0 and not thread.merged.exists(),
        _("Somebody answered already, and others find it here. Write to our team about it as a new request."),
    )
    put_out_of_sight(thread, actor, WITHDRAWN, at or timezone.now())
    nothing_waits(thread)
    thread_changed.send(Thread, thread=thread)
