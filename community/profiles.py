"""What everyone may know of a member: counted from what everyone may see. Constant queries."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import get_language_info

from accounts.models import User
from community.models import Answer, Board, FixConfirmation, Thread

BOARDS_NAMED = 4


@dataclass(frozen=True)
class Profile:
    """``helped``: different people whose problem an answer solved, as they said themselves. ``boards`` and
    ``languages``: where the member answers most, the most first."""

    questions: int
    answers: int
    accepted: int
    helpful: int
    helped: int
    boards: list[Board]
    languages: list[str]


def profile_of(member: User) -> Profile:
    answers = Answer.objects.public().filter(author=member).order_by()
    counts = answers.aggregate(
        answers=Count("pk"), accepted=Count("pk", filter=Q(accepted_at__isnull=False)), helpful=Sum("helpful_count")
    )
    boards, languages = _places(answers)
    return Profile(
        questions=questions_of(member).order_by().count(),
        answers=counts["answers"],
        accepted=counts["accepted"],
        helpful=counts["helpful"] or 0,
        helped=_helped(member, answers),
        boards=boards,
        languages=languages,
    )


def answers_of(member: User) -> QuerySet[Answer]:
    """For lines: with their question and its board."""
    answers = Answer.objects.public().filter(author=member).select_related("thread__board")
    return answers.prefetch_related("thread__board__texts").defer("body_source", "thread__body_html")


def questions_of(member: User) -> QuerySet[Thread]:
    return Thread.objects.public().filter(author=member)


def _helped(member: User, answers: QuerySet[Answer]) -> int:
    """Those who asked and accepted it, and those who confirmed later that it fixed theirs: each once."""
    asked = answers.accepted().exclude(thread__author=member).filter(thread__author__isnull=False)
    confirmed = FixConfirmation.objects.filter(answer__in=answers.values("pk")).exclude(member=member)
    return asked.values("thread__author").union(confirmed.values("member")).count()


def _places(answers: QuerySet[Answer]) -> tuple[list[Board], list[str]]:
    """The boards and languages of most answers."""
    boards, languages = Counter(), Counter()
    for board, language, number in answers.values_list("thread__board", "thread__language").annotate(Count("pk")):
        boards[board] += number
        languages[language] += number
    named = Board.objects.with_texts().in_bulk([pk for pk, _number in boards.most_common(BOARDS_NAMED)])
    known = [code for code, _number in languages.most_common() if code in dict(settings.LANGUAGES)]
    names = [get_language_info(code)["name_local"].capitalize() for code in known]
    return [named[pk] for pk, _number in boards.most_common(BOARDS_NAMED)], names
