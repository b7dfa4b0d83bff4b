"""Asking and answering. Text is cleaned and rendered here, once."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import (
    count,
    lock,
    refuse_silenced,
    refuse_unless,
    tell_followers,
    words_for_mail,
)
from community.actions.following import add_follower
from community.limits import refuse_over_limit
from community.models import Answer, Board, Thread
from community.models.threads import slug_of
from community.permissions import (
    can_answer,
    can_answer_officially,
    can_ask,
)
from community.signals import thread_changed
from community.texts import checked_body, checked_tags, checked_title, set_tags


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
) -> Thread:
    """A new question; its author follows it. The same author and ``submission_key`` again returns the first thread."""
    refuse_silenced(author)
    refuse_unless(can_ask(author), _("Sign in to ask."))
    refuse_unless(lang in dict(settings.LANGUAGES), _("This language is not one of the site's."))
    title, (source, html), tags = checked_title(title), checked_body(body), checked_tags(tags)
    moment = created_at or timezone.now()
    thread, is_new = _create_once(
        Thread,
        author,
        submission_key,
        limit="" if created_at else "ask",
        board=board, language=lang, title=title, slug=slug_of(title), body_source=source, body_html=html,
        created_at=moment, last_activity_at=moment, waiting_since=moment,
    )  # fmt: skip
    if is_new:
        set_tags(thread, tags)
        add_follower(thread, author, moment)
        thread_changed.send(Thread, thread=thread)
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
) -> Answer:
    """A new answer: its author follows the thread from now on, and those who follow it already are told."""
    lock(thread)
    refuse_unless(not thread.is_hidden, _("This question is hidden; it takes no answers."))
    refuse_silenced(author)
    if official:
        refuse_unless(can_answer_officially(author, thread), _("Only our team gives official answers."))
    else:
        refuse_unless(not thread.is_closed, _("This question is closed; it takes no more answers."))
        refuse_unless(can_answer(author, thread), _("Sign in to answer."))
    source, html = checked_body(body)
    moment = created_at or timezone.now()
    new, is_new = _create_once(
        Answer,
        author,
        submission_key,
        limit="" if created_at else "answer",
        thread=thread, body_source=source, body_html=html, created_at=moment, is_official=official,
    )  # fmt: skip
    if is_new:
        _announce_answer(thread, new)
    return new


def _announce_answer(thread: Thread, new: Answer) -> None:
    thread.last_activity_at = max(thread.last_activity_at, new.created_at)
    Thread.objects.filter(pk=thread.pk).update(last_activity_at=thread.last_activity_at)
    count(thread, "answer_count", +1)
    words = words_for_mail(thread, new.body_html)
    tell_followers(thread, "thread_answered", url=new.home_url, context=words, actor=new.author)
    if not new.is_official:  # The team is told through its tickets.
        add_follower(thread, new.author, new.created_at)
    thread_changed.send(Thread, thread=thread)


def _create_once(model, author: User, submission_key: str | None, *, limit: str, **fields):
    """Create a row, or find the one that the same form made before: ``(row, is_new)``.

    ``limit`` names the limit a new one counts for; empty for what happened at another time, in imports and demos.
    """
    same_form = model.objects.filter(author=author, submission_key=submission_key)
    if submission_key and (earlier := same_form.first()):
        return earlier, False
    if limit:
        refuse_over_limit(author, limit)
    try:
        with transaction.atomic():
            return model.objects.create(author=author, submission_key=submission_key or None, **fields), True
    except IntegrityError:
        if submission_key and (earlier := same_form.first()):
            return earlier, False
        raise
