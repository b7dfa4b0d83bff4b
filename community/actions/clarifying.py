"""Asking the asker for more, answering that, and saying that an accepted answer did not solve it after all."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community import states
from community.actions.accepting import take_acceptance_back
from community.actions.commenting import comment
from community.actions.common import lock, refuse_fixed, refuse_silenced, refuse_unless
from community.errors import TooNew
from community.models import Comment, Thread
from community.permissions import is_author, may_go
from community.signals import thread_changed
from community.spam.origin import UNKNOWN_ORIGIN, Origin
from community.texts import has_words


@transaction.atomic
def request_information(
    thread: Thread,
    *,
    actor: User,
    text: str,
    submission_key: str | None = None,
    at: datetime | None = None,
    origin: Origin = UNKNOWN_ORIGIN,
) -> Comment:
    """The question says too little to be answered: no clock runs until the asker replies. Others may still answer."""
    lock(thread)
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    refuse_unless(not is_author(actor, thread), _("This is your own question. Edit it to say more."))
    settled = _("This question is solved or closed: nobody has to say more.")
    refuse_unless(states.allows(thread, "ask_for_info"), settled)
    if not may_go(actor, thread, "ask_for_info"):
        words = _("You can ask for more once you have read five questions (ten minutes in all) or taken the tour.")
        raise TooNew(f"{words} {_('Write a comment instead.')}")
    refuse_unless(has_words(text), _("Say what you need to know."))
    words = {"submission_key": submission_key, "created_at": at, "origin": origin}
    return comment(thread, actor, text, kind=Comment.Kind.REQUEST, **words)


@transaction.atomic
def give_information(
    thread: Thread,
    *,
    actor: User,
    text: str,
    submission_key: str | None = None,
    at: datetime | None = None,
    origin: Origin = UNKNOWN_ORIGIN,
) -> Comment:
    """What was asked for: the question waits for answers again, from now. Whoever asked is told."""
    lock(thread)
    refuse_unless(is_author(actor, thread), _("Only the one who asked replies to this. Write a comment instead."))
    refuse_fixed(actor, thread)
    closed = _("This question was closed meanwhile. Ask a follow-up with what you found out.")
    refuse_unless(not thread.is_closed, closed)
    words = {"submission_key": submission_key, "created_at": at, "origin": origin}
    return comment(thread, actor, text, kind=Comment.Kind.REPLY, **words)


@transaction.atomic
def not_solved(
    thread: Thread,
    *,
    actor: User,
    missing: str,
    submission_key: str | None = None,
    at: datetime | None = None,
    origin: Origin = UNKNOWN_ORIGIN,
) -> Comment:
    """It did not solve it after all: the asker says what is missing, the thread waits again, the helper reads why."""
    lock(thread)
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    refuse_unless(is_author(actor, thread), _("Only the one who asked can say that it is not solved."))
    earlier = Comment.objects.filter(author=actor, submission_key=submission_key).first() if submission_key else None
    if earlier:
        return earlier
    accepted = thread.answers.accepted().select_related("author").first()
    refuse_unless(thread.is_solved and accepted is not None, _("This question is open already. Edit it to say more."))
    refuse_unless(has_words(missing), _("Say what is missing: then others know what to try next."))
    moment = at or timezone.now()
    lock(accepted)
    accepted.thread = thread
    take_acceptance_back(accepted, moment)
    words = {"submission_key": submission_key, "created_at": at, "origin": origin}
    said = comment(accepted, actor, missing, kind=Comment.Kind.MISSING, **words)
    thread.refresh_from_db()
    thread_changed.send(Thread, thread=thread)
    return said
