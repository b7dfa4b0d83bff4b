"""Asking and answering. Text is cleaned and rendered here, once."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.announcing import announce
from community.actions.common import count, lock, refuse_fixed, refuse_silenced, refuse_unless
from community.actions.first_look import Look, look_needed, remember, wait_for_look
from community.actions.following import add_follower
from community.limits import refuse_over_level, refuse_over_limit
from community.models import Answer, Board, Thread
from community.models.threads import slug_of
from community.permissions import (
    can_answer,
    can_answer_officially,
    can_ask,
    can_ask_in,
    why_not_ask_in,
)
from community.spam.origin import UNKNOWN_ORIGIN, Origin
from community.spam.signs import is_repeated_here
from community.states import fixed_words
from community.texts import checked_tags, checked_title, set_tags
from community.writing import written


@transaction.atomic
def ask(
    board: Board,
    author: User,
    title: str,
    body: str,
    lang: str,
    *,
    tags: Iterable[str] = (),
    created_at: datetime | None = None,
    submission_key: str | None = None,
    follow_up_of: Thread | None = None,
    origin: Origin = UNKNOWN_ORIGIN,
) -> Thread:
    """A new question; its author follows it. The same author and ``submission_key`` again returns the first thread.

    ``follow_up_of``: the question it goes on from; both link to each other.
    """
    refuse_silenced(author)
    refuse_unless(can_ask(author), _("Sign in to ask."))
    refuse_unless(created_at or can_ask_in(author, board), why_not_ask_in(author, board))
    refuse_unless(lang in dict(settings.LANGUAGES), _("This language is not one of the site's."))
    moment = created_at or timezone.now()
    title, tags, words = checked_title(title), checked_tags(tags), written(body, at=moment)
    thread, is_new = create_once(
        Thread,
        author,
        submission_key,
        limit="" if created_at else "ask",
        origin=origin,
        board=board, language=lang, title=title, slug=slug_of(title), body_source=words.source, body_html=words.html,
        created_at=moment, last_activity_at=moment, waiting_since=moment, follow_up_of=follow_up_of,
    )  # fmt: skip
    if is_new:
        set_tags(thread, tags)
        add_follower(thread, author, moment)
        if not thread.is_hidden:
            announce(thread)
    return thread


@transaction.atomic
def answer(
    thread: Thread,
    author: User,
    body: str,
    *,
    created_at: datetime | None = None,
    official: bool = False,
    submission_key: str | None = None,
    origin: Origin = UNKNOWN_ORIGIN,
) -> Answer:
    """A new answer: its author follows the thread from now on, and those who follow it already are told."""
    lock(thread)
    refuse_unless(not thread.is_hidden, _("This question is hidden; it takes no answers."))
    refuse_silenced(author)
    refuse_unless(not thread.is_merged, fixed_words(thread))
    if official:
        refuse_unless(can_answer_officially(author, thread), _("Only our team gives official answers."))
    else:
        refuse_fixed(author, thread)
        refuse_unless(not thread.is_closed, _("This question is closed; it takes no more answers."))
        refuse_unless(can_answer(author, thread), _("Sign in to answer."))
    moment = created_at or timezone.now()
    words = written(body, thread=thread, at=moment)
    new, is_new = create_once(
        Answer,
        author,
        submission_key,
        limit="" if created_at else "answer",
        origin=origin,
        thread=thread, body_source=words.source, body_html=words.html, created_at=moment, is_official=official,
    )  # fmt: skip
    if is_new and not new.is_hidden:
        count(thread, "answer_count", +1)
        announce(new)
    return new


def create_once(
    model, author: User, submission_key: str | None, *, limit: str, origin: Origin = UNKNOWN_ORIGIN, **fields
):
    """Create a row, or find the one that the same form made before: ``(row, is_new)``.

    ``limit`` names the limit a new one counts for; empty for what happened at another time, in imports and demos. What
    a moderator must see first is made hidden, and waits: it is neither counted nor announced.
    """
    same_form = model.objects.filter(author=author, submission_key=submission_key)
    if submission_key and (earlier := same_form.first()):
        return earlier, False
    look = _checked(author, limit, origin, fields) if limit else None
    fields = look.hide(fields) if look else fields
    try:
        with transaction.atomic():
            row = model.objects.create(author=author, submission_key=submission_key or None, **fields)
    except IntegrityError:
        if submission_key and (earlier := same_form.first()):
            return earlier, False
        raise
    if limit:
        remember(row)
    if look:
        wait_for_look(row, look, origin)
    return row, True


def _checked(author: User, limit: str, origin: Origin, fields: dict) -> Look | None:
    """Within the limits of the author's level, or refused; and whether somebody looks first."""
    refuse_over_limit(author, limit)
    html, thread = fields["body_html"], fields.get("thread") or fields.get("question")
    refuse_over_level(author, html)
    repeated = thread is not None and is_repeated_here(author, thread, html)
    refuse_unless(not repeated, _("You wrote this here already, a moment ago."))
    board = thread.board if thread else fields["board"]
    return look_needed(author, html, board, title=fields.get("title", ""), origin=origin)
