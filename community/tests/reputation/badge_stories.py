"""What earns each badge, made in numbers: rows of facts, and the points that follow from them. Each story returns how
one piece of its evidence is taken away again."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from django.db.models import F
from django.utils.timezone import now
from wagtail.models import Page

from accounts.models import User
from accounts.tests.factories import make_moderator
from community import actions
from community.models import (
    Answer,
    ArticleProposal,
    Comment,
    FixConfirmation,
    Flag,
    MeToo,
    Promotion,
    Proposal,
    Retag,
    SolvedByHint,
    Standing,
    Tag,
    Thread,
    Vote,
)
from community.reputation.ledger import score
from community.reputation.ticking import settle_due
from community.tests.factories import make_board

Undo = Callable[[], object]
_numbers = count(1)


def people(number: int, level: int = 1) -> list[User]:
    made = User.objects.bulk_create(
        User(email=f"somebody{next(_numbers)}@example.com", display_name="Somebody", date_joined=ago(60))
        for _one in range(number)
    )
    Standing.objects.bulk_create(Standing(member=one, level=level) for one in made)
    return made


def ago(days: float = 10, minutes: float = 0):
    return now() - timedelta(days=days, minutes=minutes)


def threads(author: User | list[User], number: int, *, days: float = 20, board=None, **fields) -> list[Thread]:
    """``author``: of all, or of each."""
    authors = author if isinstance(author, list) else [author] * number
    return Thread.objects.bulk_create(
        Thread(
            **{
                "board": board or make_board(),
                "author": authors[place],
                "language": "en",
                "title": "Where is my refund?",
                "slug": "where",
                "body_source": "Where?",
                "body_html": "<p>Where?</p>",
                "created_at": ago(days),
                **fields,
            }
        )
        for place in range(number)
    )


def answers(author: User, asked: list[Thread], *, days: float = 19, **fields) -> list[Answer]:
    words = {"body_source": "So.", "body_html": "<p>So.</p>", "created_at": ago(days), **fields}
    Thread.objects.filter(pk__in=[thread.pk for thread in asked]).update(answer_count=F("answer_count") + 1)
    return Answer.objects.bulk_create(Answer(thread=thread, author=author, **words) for thread in asked)


def accept(given: list[Answer], *, days: float = 10, rules=("accepted",)) -> None:
    """As of so many days ago, each by the one who asked."""
    for answer in given:
        answer.accepted_at, answer.accepted_by = ago(days), answer.thread.author
    Answer.objects.bulk_update(given, ["accepted_at", "accepted_by"])
    solved = {"state": Thread.State.SOLVED, "solved_at": ago(days), "waiting_since": None}
    Thread.objects.filter(answers__in=given).update(**solved)
    score(*rules, answers=[answer.pk for answer in given])
    settle_due(now())


def solve(member: User, number: int, *, askers: list[User] | None = None, board=None, days: float = 10, rules=None):
    asked = threads(askers or people(number), number, board=board, days=days + 10)
    given = answers(member, asked, days=days + 9)
    accept(given, days=days, rules=rules or ("accepted",))
    return given


def accepted(member: User, number: int, rules=("accepted",), **options) -> Undo:
    given = solve(member, number, rules=rules, **options)
    return lambda: actions.unaccept_answer(given[-1], actor=given[-1].thread.author)


def rescued(member: User, number: int) -> Undo:
    return accepted(member, number, rules=("accepted", "rescue"))


def toured(member: User, number: int) -> Undo:
    Standing.objects.filter(pk=member.pk).update(toured_at=now() if number else None)
    return lambda: Standing.objects.filter(pk=member.pk).update(toured_at=None)


def introduced(member: User, number: int) -> Undo:
    about = "I repair old lamps" if number else "Lamps – ✨ ✨"
    User.objects.filter(pk=member.pk).update(about=about)
    return lambda: User.objects.filter(pk=member.pk).update(about="")


def asked_first(member: User, number: int) -> Undo | None:
    made = threads(member, number)
    score("first_question", members=[member.pk])
    return lambda: actions.hide_thread(made[0], actor=make_moderator(), reason="spam")


def answered_first(member: User, number: int) -> Undo | None:
    made = answers(member, threads(people(number), number))
    score("first_answer", members=[member.pk])
    return lambda: actions.hide_answer(made[0], actor=make_moderator(), reason="spam")


def closed_loop(member: User, number: int) -> Undo | None:
    if not number:
        return None
    SolvedByHint.objects.create(member=member, path="/en/help/x/", language="en")
    score("hint", members=[member.pk])

    def undo():
        SolvedByHint.objects.filter(member=member).delete()
        score("hint", members=[member.pk])

    return undo


def fixed(member: User, number: int, days: float = 1) -> Undo:
    """Each answer three times, within the days up to three days ago; what is added is newer."""
    if FixConfirmation.objects.filter(answer__author=member).exists():
        days = 0
    for start in range(0, number, 3):
        some = min(3, number - start)
        [answer] = answers(member, threads(people(1), 1, days=300), days=290, helpful_count=9, unhelpful_count=1)
        at = ago((3 if days else 2) + days * (number - start) / number)
        made = [FixConfirmation(answer=answer, member=one, created_at=at) for one in people(some)]
        FixConfirmation.objects.bulk_create(made)
        score("fixed", answers=[answer.pk], now=at)

    def undo():
        FixConfirmation.objects.filter(answer__author=member).first().delete()
        score("fixed", members=[member.pk])

    return undo


def fixed_for_long(member: User, number: int) -> Undo:
    return fixed(member, number, days=200)


def second_opinion(member: User, number: int) -> Undo:
    answer = Answer.objects.filter(author=member).first()
    if answer is None:
        [thread] = threads(people(1), 1)
        accept(answers(people(1)[0], [thread]), days=12)
        [answer] = answers(member, [thread], days=11)
    return helpful(answer, number)


def helpful(answer: Answer, number: int, days: float = 5) -> Undo:
    Vote.objects.bulk_create(
        Vote(answer=answer, voter=one, created_at=ago(days, minutes=5 * place))
        for place, one in enumerate(people(number))
    )
    score("helpful", answers=[answer.pk])

    def undo():
        answer.votes.first().delete()
        score("helpful", answers=[answer.pk])

    return undo


def guided(member: User, number: int, exchanges: int = 3) -> Undo:
    asked = threads(people(number), number)
    given = answers(member, asked)
    for answer in given:
        for step in range(exchanges):
            comment(answer, answer.thread.author, 18 - step)
            comment(answer, member, 17.5 - step)
    accept(given)
    return lambda: Comment.objects.filter(question=asked[0], author=asked[0].author).update(hidden_at=now())


def comment(answer: Answer, author: User, days: float, thread: Thread | None = None, **fields) -> Comment:
    words = {"comment": "And then?", "body_html": "<p>And then?</p>", "created_at": ago(days), **fields}
    return Comment.objects.create(question=thread or answer.thread, answer=answer, author=author, **words)


def me_too(member: User, number: int) -> Undo:
    [thread] = threads(member, 1)
    made = [MeToo(thread=thread, member=one, created_at=ago(3, minutes=5 * place))
            for place, one in enumerate(people(number))]  # fmt: skip
    MeToo.objects.bulk_create(made)
    Thread.objects.filter(pk=thread.pk).update(me_too_count=number)
    score("me_too", members=[member.pk])
    return lambda: actions.withdraw_me_too(thread, actor=made[0].member)


def asked_well(member: User, number: int) -> Undo:
    asked = threads(member, number)
    for thread, helper in zip(asked, people(number), strict=True):
        accept(answers(helper, [thread]))
    return lambda: comment(None, people(1)[0], 18, thread=asked[0], kind=Comment.Kind.REQUEST)


def article(kind: str, rule: str) -> Callable[[User, int], Undo]:
    def story(member: User, number: int) -> Undo:
        page = Page.objects.first()
        ArticleProposal.objects.bulk_create(
            ArticleProposal(
                kind=kind, page=page, language="en", body="x", why="x", member=member, state="accepted",
                decided_at=ago(number - place),
            )
            for place in range(number)
        )  # fmt: skip
        score(rule, members=[member.pk])

        def undo():
            ArticleProposal.objects.filter(member=member).first().delete()
            score(rule, members=[member.pk])

        return undo

    return story


def promoted(member: User, number: int) -> Undo | None:
    if not number:
        return None
    [answer] = answers(member, threads(people(1), 1))
    page = Page.objects.filter(live=True).last()
    Promotion.objects.create(thread=answer.thread, answer=answer, page=page, created_at=ago(3))
    score("promoted", members=[member.pk])
    return lambda: actions.hide_answer(answer, actor=make_moderator(), reason="spam")


def gardened(member: User, number: int) -> Undo:
    """The first is a tag, the others are duplicates."""
    if not Retag.objects.filter(member=member).exists():
        [thread] = threads(people(1), 1)
        thread.tags.add(Tag.objects.get_or_create(name="refund")[0])
        Retag.objects.create(thread=thread, member=member, before=["lamp"], after=["refund"], created_at=ago(8))
        number -= 1
    found = threads(people(number), number)
    Proposal.objects.bulk_create(
        Proposal(kind="duplicate", thread=thread, member=member, state="confirmed", decided_at=ago(5))
        for thread in found
    )
    return lambda: Retag.objects.get(member=member).thread.tags.clear()


def upheld(member: User, number: int) -> Undo:
    about = threads(people(number), number)
    Flag.objects.bulk_create(
        Flag(thread=thread, reporter=member, reason="spam", weight=2, state=Flag.State.UPHELD, decided_at=ago(5))
        for thread in about
    )
    score("flag", members=[member.pk])

    def undo():
        Flag.objects.filter(reporter=member).first().delete()
        score("flag", members=[member.pk])

    return undo


def mentored(member: User, number: int) -> Undo:
    accept_by = people(number, level=2)
    return accepted(member, number, askers=accept_by)


def rhythmic(member: User, number: int) -> Undo:
    """An answer that somebody found helpful in each of so many weeks, before those that are there."""
    before = Answer.objects.filter(author=member).count()
    for week in range(before, before + number):
        [answer] = answers(member, threads(people(1), 1, days=60), days=7 * week + 1)
        undo = helpful(answer, 1, days=0.5)
    return undo


def expert(member: User, number: int) -> Undo:
    """Two for each asker."""
    return accepted(member, number, askers=(people((number + 1) // 2) * 2)[:number], board=make_board())


def deflected(member: User, number: int) -> Undo:
    return accepted(member, number, rules=("accepted", "deflection"))


STORIES: dict[str, Callable[[User, int], Undo | None]] = {
    "oriented": toured,
    "introduced": introduced,
    "first-question": asked_first,
    "first-answer": answered_first,
    "loop-closer": closed_loop,
    **{f"solver-{tier}": accepted for tier in (1, 2, 3, 4)},
    "confirmed-fix": fixed,
    "enduring-fix": fixed_for_long,
    "rescuer": rescued,
    "deadline-hero": deflected,
    "second-opinion": second_opinion,
    "patient-guide": guided,
    "clear-asker": me_too,
    "well-scoped": asked_well,
    "librarian": article("edit", "article_edit"),
    "author": promoted,
    "translator": article("translation", "translation"),
    "gardener": gardened,
    "sentinel": upheld,
    "mentor": mentored,
    "rhythm": rhythmic,
    "board-expert": expert,
}
