"""Answers that speak of something else become a question of their own. Both link to each other; undoing joins them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions import notify
from accounts.models import User
from community.actions.carrying import carry_answers, carry_comments, lock_both, recount
from community.actions.common import lock, refuse_unless
from community.actions.following import add_follower
from community.actions.moderating import HIDDEN_FIELDS, put_back_in_sight, put_out_of_sight
from community.actions.recording import own_reason, record
from community.facts import facts_of
from community.models import Answer, Comment, ModerationAction, Thread
from community.models.moderation import Act
from community.models.points import Why
from community.models.threads import slug_of
from community.permissions import can_split
from community.reputation.facts import OF_POSTS
from community.reputation.ledger import score
from community.signals import thread_changed
from community.texts import checked_body, checked_title, set_tags


@transaction.atomic
def split_thread(
    thread: Thread, answers: Iterable[Answer], *, actor: User, title: str, body: str = "", reason: str = ""
) -> Thread:
    """The chosen answers under a new question: ``body`` in the moderator's words, else the earliest of them becomes it.

    That one is kept, hidden, behind its own words: so its votes are not lost, and undoing finds it again.
    """
    lock(thread)
    refuse_unless(can_split(actor, thread), _("Only moderators can split a question, and only one that is shown."))
    chosen = _held(thread, answers)
    refuse_unless(bool(chosen), _("Choose the answers that go to the new question."))
    solved = _("One of them solved this question. It stays here, or take the acceptance back first.")
    refuse_unless(not any(answer.is_accepted for answer in chosen), solved)
    first = None if body.strip() else chosen[0]
    refuse_unless(
        first is None or not first.is_hidden, _("The earliest of them is hidden. Write the question yourself.")
    )
    was, title = facts_of(thread), checked_title(title)
    new = _new_question(thread, chosen[0], title, checked_body(body) if first is None else None, actor)
    moved = {"thread": new.pk, "answers": [answer.pk for answer in chosen], "first": first and first.pk, "comments": []}
    carry_answers(moved["answers"], thread, new)
    if first:
        moved["comments"] = _become_question(first, new, actor)
    recount(thread)
    recount(new)
    words = {"into": title}
    done = record(Act.SPLIT, thread, was, actor=actor, reason=own_reason(reason), moved=moved, words=words)
    _tell_authors(done, chosen, new, besides=thread.author_id)
    _announce(thread, new)
    return new


def _held(thread: Thread, answers: Iterable[Answer]) -> list[Answer]:
    rows = thread.answers.select_for_update(of=("self",)).select_related("author").order_by("created_at", "pk")
    return list(rows.filter(pk__in=[answer.pk for answer in answers]))


def _new_question(thread: Thread, first: Answer, title: str, text: tuple[str, str] | None, actor: User) -> Thread:
    source, html = text or (first.body_source, first.body_html)
    new = Thread.objects.create(
        board=thread.board,
        language=thread.language,
        author=actor if text else first.author,
        title=title,
        slug=slug_of(title),
        body_source=source,
        body_html=html,
        body_format=Thread._meta.get_field("body_format").default if text else first.body_format,
        created_at=first.created_at,
        last_activity_at=first.created_at,
        waiting_since=timezone.now(),
        follow_up_of=thread,
    )
    set_tags(new, list(thread.tags.values_list("name", flat=True)))
    if new.author:
        add_follower(new, new.author)
    return new


def _become_question(first: Answer, new: Thread, actor: User) -> list[int]:
    """Its words are the question's now, and so are its comments."""
    first.thread = new
    comments = list(Comment.objects.about(first).values_list("pk", flat=True))
    carry_comments(comments, new)
    first.hidden_at, first.hidden_by, first.comment_count = timezone.now(), actor, 0
    with override(new.language):
        first.hidden_reason = _("It became the question.")
    first.save(update_fields=[*HIDDEN_FIELDS, "comment_count"])
    return comments


def _tell_authors(done: ModerationAction, answers: list[Answer], new: Thread, *, besides: int | None) -> None:
    words = {"title": done.thread.title, "into": new.title, "act": Act.SPLIT, "post": "answer", "reason": done.reason}
    authors = {answer.author for answer in answers if answer.author_id != besides}
    notify(authors, "post_moderated", url=new.home_url, context={**words, "undoes": False}, actor=done.actor)


@transaction.atomic
def bring_back(thread: Thread, done: ModerationAction, *, actor: User, reason: str, reverses: ModerationAction) -> None:
    """Undo a split: the answers return, and nobody sees the new question any more. Refused once others wrote there."""
    moved = done.before["moved"]
    new = Thread.objects.filter(pk=moved["thread"]).first()
    refuse_unless(new is not None, _("It is not there any more."))
    lock_both(thread, new)
    is_left_alone = not new.is_merged and not new.is_solved and not _spoken_in(new, moved)
    refuse_unless(is_left_alone, _("People went on in the new question since. Merge it into this one instead."))
    was = facts_of(thread)
    if first := Answer.objects.filter(pk=moved["first"], thread=new).first():
        first.thread = new
        put_back_in_sight(first, timezone.now())
        carry_comments(moved["comments"], first)
        first.comment_count = Comment.objects.about(first).shown().count()
        first.save(update_fields=["comment_count"])
    carry_answers(moved["answers"], new, thread)
    if not new.is_hidden:
        put_out_of_sight(
            new, actor, own_reason(reason) or _("Its answers went back to where they came from."), timezone.now()
        )
    recount(thread)
    recount(new)
    record(Act.UNSPLIT, thread, was, actor=actor, reason=own_reason(reason), reverses=reverses)
    _announce(thread, new)


def _announce(thread: Thread, new: Thread) -> None:
    score(*OF_POSTS, threads=[thread.pk, new.pk], why=Why.MERGED)
    for changed in (thread, new):
        thread_changed.send(Thread, thread=changed)


def _spoken_in(new: Thread, moved: dict) -> bool:
    others = new.answers.exclude(pk__in=moved["answers"]).exists()
    return others or Comment.objects.about(new).exclude(pk__in=moved["comments"]).exists()
