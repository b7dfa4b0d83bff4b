"""A thread as one reader sees it: which answers on this page, and what they did and may do. Constant queries."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Exists

from community import permissions
from community.models import Answer, Flag, Follow, MeToo, Sanction, Thread, Vote
from community.models.answers import ANSWERS_PER_PAGE
from community.standing import remember_silence


@dataclass(frozen=True)
class ThreadReader:
    """What the reader did with a question, and may do."""

    follows: bool
    has_it_too: bool
    is_author: bool
    may_answer: bool
    may_edit: bool
    may_moderate: bool
    may_say_me_too: bool
    may_report: bool
    reported: bool
    silence: Sanction | None = None


@dataclass(frozen=True)
class AnswerReader:
    """What the reader did with an answer, and may do."""

    voted: bool
    is_author: bool
    may_vote: bool
    may_accept: bool
    may_unaccept: bool
    may_edit: bool
    may_moderate: bool
    may_report: bool
    reported: bool


def reader_of_thread(user, thread: Thread) -> ThreadReader:
    """Guests are shown the buttons of members: pressing one asks them to sign in."""
    is_guest = not user.is_authenticated
    follows, has_it_too = (False, False) if is_guest else _follows_and_has_it_too(user, thread)
    silence = None if is_guest else remember_silence(user)
    return ThreadReader(
        silence=silence,
        follows=follows,
        has_it_too=has_it_too,
        is_author=not is_guest and thread.author_id == user.pk,
        may_answer=not thread.is_hidden and not thread.is_closed and silence is None,
        may_edit=permissions.can_edit_thread(user, thread),
        may_moderate=permissions.can_moderate(user),
        may_say_me_too=is_guest or permissions.can_say_me_too(user, thread),
        may_report=is_guest or permissions.can_flag(user, thread),
        reported=None in reported_in(user, thread),
    )


def _follows_and_has_it_too(user, thread: Thread) -> tuple[bool, bool]:
    follows, me_toos = (model.objects.filter(thread=thread, member=user) for model in (Follow, MeToo))
    return Thread.objects.filter(pk=thread.pk).values_list(Exists(follows), Exists(me_toos)).get()


def reported_in(user, thread: Thread) -> set[int | None]:
    """The answers of a thread the reader reported, and None for the question: one query a page."""
    if not user.is_authenticated:
        return set()
    if not hasattr(thread, "_reported"):
        flags = Flag.objects.filter(reporter=user, thread=thread).exclude(state=Flag.State.WITHDRAWN)
        thread._reported = set(flags.values_list("answer", flat=True))
    return thread._reported


def with_reader(user, thread: Thread, answers: list[Answer]) -> list[Answer]:
    """The answers, each with ``answer.reader``: one query however many."""
    voted, reported = set(), reported_in(user, thread)
    if user.is_authenticated:
        remember_silence(user)
        voted = set(Vote.objects.filter(voter=user, answer__in=answers).values_list("answer", flat=True))
    for answer in answers:
        answer.thread = thread
        answer.reader = AnswerReader(
            voted=answer.pk in voted,
            is_author=user.is_authenticated and answer.author_id == user.pk,
            may_vote=not user.is_authenticated or permissions.can_vote(user, answer),
            may_accept=not thread.is_solved and permissions.can_accept_answer(user, answer),
            may_unaccept=permissions.can_unaccept_answer(user, answer),
            may_edit=permissions.can_edit_answer(user, answer),
            may_moderate=permissions.can_moderate(user),
            may_report=not user.is_authenticated or permissions.can_flag(user, answer),
            reported=answer.pk in reported,
        )
    return answers


def page_of_answers(user, thread: Thread, *, page=None, answer_id: str | None = None):
    """One page of a thread's answers, best first; ``answer_id`` finds the page that answer stands on."""
    ids = list(Answer.objects.filter(thread=thread).visible_to(user).best_first().values_list("pk", flat=True))
    if answer_id and answer_id.isascii() and answer_id.isdigit() and int(answer_id) in ids:
        page = ids.index(int(answer_id)) // ANSWERS_PER_PAGE + 1
    found = Paginator(ids, ANSWERS_PER_PAGE).get_page(page)
    answers = Answer.objects.select_related("author").defer("body_source").in_bulk(list(found.object_list))
    found.object_list = with_reader(user, thread, [answers[pk] for pk in found.object_list])
    return found
