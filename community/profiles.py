"""What everyone may know of a member: counted from what everyone may see. Constant queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import get_language_info

from accounts.models import User
from community.models import Answer, Board, FixConfirmation, Thanks, Thread

BOARDS_NAMED = 4
EXPERTISE = timedelta(days=180)  # RULES §1: the third scale beside points and level
THANKS_SHOWN = 3
MANY = 300  # answers from which on a profile is not counted anew for every reader …
KEPT = 1_800  # … but after so many seconds


@dataclass(frozen=True)
class Profile:
    """``helped``: different people whose problem an answer solved, as they said themselves. ``boards`` and
    ``languages``: where the member answers most, the most first. ``expertise``: answers accepted on each board in the
    last 180 days."""

    questions: int
    answers: int
    accepted: int
    helpful: int
    helped: int
    boards: list[Board]
    languages: list[str]
    expertise: list[tuple[Board, int]]


def profile_of(member: User) -> Profile:
    """Of who wrote much, up to half an hour old; a board is named only while everyone sees it."""
    key = f"profile:{member.pk}"
    counts = cache.get(key)
    if counts is None:
        counts = _counts_of(member)
        if counts["answers"] >= MANY:
            cache.set(key, counts, KEPT)
    named = Board.objects.public().with_texts().in_bulk({*counts["boards"], *dict(counts["expertise"])})
    names = [get_language_info(code)["name_local"].capitalize() for code in counts["languages"]]
    boards = [named[pk] for pk in counts["boards"] if pk in named]
    expertise = [(named[pk], number) for pk, number in counts["expertise"] if pk in named]
    return Profile(**counts | {"boards": boards, "languages": names, "expertise": expertise})


def _counts_of(member: User) -> dict:
    answers = Answer.objects.public().filter(author=member).order_by()
    counts = answers.aggregate(
        answers=Count("pk"), accepted=Count("pk", filter=Q(accepted_at__isnull=False)), helpful=Sum("helpful_count")
    )
    boards, languages = _places(answers)
    return {
        **counts,
        "questions": questions_of(member).order_by().count(),
        "helpful": counts["helpful"] or 0,
        "helped": _helped(member, answers),
        "boards": boards,
        "languages": languages,
        "expertise": _expertise(answers),
    }


def _expertise(answers: QuerySet[Answer]) -> list[tuple[int, int]]:
    """Boards by their numbers, the most accepted first; own questions say nothing."""
    lately = answers.accepted().filter(accepted_at__gte=timezone.now() - EXPERTISE, is_official=False)
    found = lately.exclude(thread__author=F("author")).values_list("thread__board")
    return list(found.annotate(number=Count("pk")).order_by("-number", "thread__board"))


def thanks_to(member: User, reader) -> tuple[list[Thanks], int]:
    """The last few sentences they got at answers the reader may see, and how many there are. Two queries."""
    thanks = Thanks.objects.shown_to(reader).received_by(member)
    number = thanks.count()
    if not number:
        return [], 0
    newest = thanks.select_related("member__standing", "answer__thread").order_by("-pk")
    return list(newest.defer("answer__body_source", "answer__body_html")[:THANKS_SHOWN]), number


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


def _places(answers: QuerySet[Answer]) -> tuple[list[int], list[str]]:
    """The boards (their numbers) and languages of most answers."""
    boards, languages = Counter(), Counter()
    for board, language, number in answers.values_list("thread__board", "thread__language").annotate(Count("pk")):
        boards[board] += number
        languages[language] += number
    known = [code for code, _number in languages.most_common() if code in dict(settings.LANGUAGES)]
    return [pk for pk, _number in boards.most_common(BOARDS_NAMED)], known
