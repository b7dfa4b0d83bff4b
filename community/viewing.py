"""A thread as one reader sees it: which answers on this page, and what they did and may do. Constant queries."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from community import permissions
from community.models import Answer, Sanction, Thread
from community.models.answers import ANSWERS_PER_PAGE
from community.own_facts import OwnFacts, own_facts
from community.standing import silence_of


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


def reader_of_thread(user, thread: Thread, facts: OwnFacts | None = None) -> ThreadReader:
    """Guests are shown the buttons of members: pressing one asks them to sign in."""
    is_guest = not user.is_authenticated
    facts = facts or own_facts(user, thread)
    silence = silence_of(user)
    return ThreadReader(
        silence=silence,
        follows=facts.has("follow"),
        has_it_too=facts.has("me_too"),
        is_author=not is_guest and thread.author_id == user.pk,
        may_answer=not thread.is_hidden and not thread.is_closed and silence is None,
        may_edit=permissions.can_edit_thread(user, thread),
        may_moderate=permissions.can_moderate(user),
        may_say_me_too=is_guest or permissions.can_say_me_too(user, thread),
        may_report=is_guest or permissions.can_flag(user, thread),
        reported=facts.has("report"),
    )


def with_reader(user, thread: Thread, answers: list[Answer], facts: OwnFacts | None = None) -> list[Answer]:
    """The answers, each with ``answer.reader``: no query but that of the facts, however many."""
    facts = facts or own_facts(user, thread)
    for answer in answers:
        answer.thread = thread
        answer.reader = AnswerReader(
            voted=facts.has("vote", answer.pk),
            is_author=user.is_authenticated and answer.author_id == user.pk,
            may_vote=not user.is_authenticated or permissions.can_vote(user, answer),
            may_accept=not thread.is_solved and permissions.can_accept_answer(user, answer),
            may_unaccept=permissions.can_unaccept_answer(user, answer),
            may_edit=permissions.can_edit_answer(user, answer),
            may_moderate=permissions.can_moderate(user),
            may_report=not user.is_authenticated or permissions.can_flag(user, answer),
            reported=facts.has("report", answer.pk),
        )
    return answers


def page_of_answers(user, thread: Thread, facts: OwnFacts | None = None, *, page=None, answer_id: str | None = None):
    """One page of a thread's answers, best first; ``answer_id`` finds the page that answer stands on."""
    ids = list(Answer.objects.filter(thread=thread).in_sight_of(user).best_first().values_list("pk", flat=True))
    if answer_id and answer_id.isascii() and answer_id.isdigit() and int(answer_id) in ids:
        page = ids.index(int(answer_id)) // ANSWERS_PER_PAGE + 1
    found = Paginator(ids, ANSWERS_PER_PAGE).get_page(page)
    answers = Answer.objects.select_related("author").defer("body_source").in_bulk(list(found.object_list))
    found.object_list = with_reader(user, thread, [answers[pk] for pk in found.object_list], facts)
    return found
