"""A thread as one reader sees it: which answers on this page, and what they did and may do. Constant queries."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Subquery
from django.utils import timezone

from accounts.models import User
from community import permissions
from community.caring import Care, care_of, put_care
from community.models import Answer, Follow, Sanction, Thread
from community.models.answers import ANSWERS_PER_PAGE
from community.own_facts import HELPFUL, UNHELPFUL, OwnFacts, own_facts
from community.reputation.facts import of_team
from community.standing import silence_of
from community.thanks import shown_thanks, with_thanks

A_MOMENT = timedelta(minutes=10)


@dataclass(frozen=True)
class ThreadReader:
    """What the reader did with a question, and may do."""

    follows: bool
    follow_level: str
    blocked_asker: bool
    has_it_too: bool
    is_author: bool
    may_answer: bool
    may_edit: bool
    may_moderate: bool
    may_say_me_too: bool
    may_report: bool
    may_ask_for_info: bool
    reported: bool
    care: Care | None = None
    silence: Sanction | None = None


@dataclass(frozen=True)
class AnswerReader:
    """What the reader did with an answer, and may do."""

    vote: str
    confirmed: bool
    is_blocked: bool
    is_author: bool
    may_vote: bool
    may_confirm: bool
    may_accept: bool
    may_unaccept: bool
    may_edit: bool
    may_moderate: bool
    may_report: bool
    reported: bool
    may_thank: bool
    has_just_said_so: bool

    @property
    def found_helpful(self) -> bool:
        return self.vote == HELPFUL

    @property
    def found_unhelpful(self) -> bool:
        return self.vote == UNHELPFUL


def reader_of_thread(user, thread: Thread, facts: OwnFacts | None = None) -> ThreadReader:
    """Guests are shown the buttons of members: pressing one asks them to sign in."""
    is_guest = not user.is_authenticated
    facts = facts or own_facts(user, thread)
    silence = silence_of(user)
    return ThreadReader(
        silence=silence,
        follows=facts.words("follow") not in ("", Follow.Level.MUTE),
        follow_level=facts.words("follow"),
        blocked_asker=facts.has("block", thread.author_id or 0),
        has_it_too=facts.has("me_too"),
        is_author=not is_guest and thread.author_id == user.pk,
        may_answer=silence is None and permissions.is_open_to(user, thread),
        may_edit=permissions.can_edit_thread(user, thread),
        may_moderate=permissions.can_moderate(user),
        may_say_me_too=(is_guest and _takes_words(thread)) or permissions.can_say_me_too(user, thread),
        may_report=is_guest or permissions.can_flag(user, thread),
        may_ask_for_info=permissions.may_go(user, thread, "ask_for_info"),
        reported=facts.has("report"),
        care=care_of(user, thread, facts),
    )


def _takes_words(thread: Thread) -> bool:
    """Guests are asked to sign in only for what a member could do then."""
    return not (thread.is_hidden or thread.is_locked or thread.is_archived)


def with_reader(
    user, thread: Thread, answers: list[Answer], facts: OwnFacts | None = None, *, top: int | None = None
) -> list[Answer]:
    """The answers, each with ``answer.reader``: no query but that of the facts, however many.

    Readers are asked whether it fixed it beside what they try first: ``top`` (an id), the accepted, the official.
    """
    facts = facts or own_facts(user, thread)
    is_guest = not user.is_authenticated
    is_asked = is_guest and _takes_words(thread)
    for answer in answers:
        answer.thread = thread
        answer.shown_thanks = shown_thanks(answer, facts)
        is_tried = answer.pk == top or answer.is_accepted or answer.is_official or answer.confirmed_count
        answer.reader = AnswerReader(
            vote=facts.words("vote", answer.pk),
            confirmed=facts.has("fixed", answer.pk),
            is_blocked=not answer.is_official and facts.has("block", answer.author_id or 0),
            is_author=not is_guest and answer.author_id == user.pk,
            may_vote=is_asked or permissions.can_vote(user, answer),
            may_confirm=bool(is_tried) and (is_asked or permissions.can_confirm_fix(user, answer)),
            may_accept=permissions.can_accept_answer(user, answer),
            may_unaccept=permissions.can_unaccept_answer(user, answer),
            may_edit=permissions.can_edit_answer(user, answer),
            may_moderate=permissions.can_moderate(user),
            may_report=is_guest or permissions.can_flag(user, answer),
            reported=facts.has("report", answer.pk),
            may_thank=not is_guest and _may_thank(user, answer, facts),
            has_just_said_so=not is_guest and _has_just_said_so(user, answer, facts),
        )
    put_care(user, thread, answers, facts)
    return answers


def _may_thank(user, answer: Answer, facts: OwnFacts) -> bool:
    """As `permissions.can_thank`, of what the page knows already, and not yet done."""
    is_helped = answer.is_accepted if answer.thread.author_id == user.pk else facts.has("fixed", answer.pk)
    is_said = facts.has("thanks", answer.pk)
    return bool(is_helped and not is_said and answer.author_id) and permissions.can_vote(user, answer)


def _has_just_said_so(user, answer: Answer, facts: OwnFacts) -> bool:
    """Whether the button was pressed a moment ago: the field for thanks lies open then."""
    by_asker = answer.accepted_at if answer.accepted_by_id == user.pk == answer.thread.author_id else None
    said_at = by_asker or facts.moment("fixed", answer.pk)
    return said_at is not None and said_at > timezone.now() - A_MOMENT


def page_of_answers(
    user,
    thread: Thread,
    facts: OwnFacts | None = None,
    *,
    page: str | None = None,
    answer_id: str | None = None,
    newest: bool = False,
) -> Page:
    """One page of a thread's answers, best first; ``answer_id`` finds the page that answer stands on.

    One query, however many there are: each row brings along how many there are, and of how many people but the asker
    (``page.people``).
    """
    answers = Answer.objects.filter(thread=thread).in_sight_of(user)
    answers = answers.newest_first() if newest else answers.best_first()
    rows = with_thanks(_counted(answers, thread)).select_related("author__standing", "verification__by")
    pages = Paginator(rows.defer("body_source"), ANSWERS_PER_PAGE)
    number = _page_with(answers, answer_id) or _number(page)
    rows = list(pages.object_list[(number - 1) * ANSWERS_PER_PAGE : number * ANSWERS_PER_PAGE])
    if rows or number == 1:
        pages.count = rows[0].total if rows else 0
        found = pages.page(number)
    else:  # an address that never was: the last page
        found = pages.get_page(number)
        rows = list(found.object_list)
    top = rows[0].pk if rows and found.number == 1 and not newest else None
    found.object_list, found.people = with_reader(user, thread, rows, facts, top=top), rows[0].people if rows else 0
    return found


def _counted(answers, thread: Thread):
    of_thread = answers.order_by().values("thread")
    others = Count("author", distinct=True, filter=~Q(author=thread.author_id or 0))
    return answers.annotate(
        total=Subquery(of_thread.annotate(number=Count("pk")).values("number")),
        people=Subquery(of_thread.annotate(number=others).values("number")),
        verified_by_team=of_team("verification__by"),
    )


def _number(page: str | None) -> int:
    is_number = page and page.isascii() and page.isdigit() and len(page) < 6
    return max(1, int(page)) if is_number else 1


def _page_with(answers, answer_id: str | None) -> int | None:
    if not (answer_id and answer_id.isascii() and answer_id.isdigit() and len(answer_id) < 16):
        return None
    ids = list(answers.values_list("pk", flat=True))
    return ids.index(int(answer_id)) // ANSWERS_PER_PAGE + 1 if int(answer_id) in ids else None


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part in a thread; None is a former member."""

    member: User | None
    asked: bool
    is_team: bool


FACES = 6


def participants(thread: Thread, page: Page) -> tuple[list[Participant], int]:
    """The first few who take part, the one who asked first, and how many there are. It asks nothing: of a thread of
    several pages the faces are those of this one."""
    asker, faces = thread.author, {}
    if asker:
        faces[asker.pk] = Participant(asker, asked=True, is_team=False)
    for answer in page.object_list:
        known = faces.get(answer.author_id)
        if answer.author and not answer.is_hidden and (known is None or (answer.is_official and not known.is_team)):
            faces[answer.author_id] = Participant(answer.author, bool(known and known.asked), answer.is_official)
    return list(faces.values())[:FACES], page.people + bool(asker)
