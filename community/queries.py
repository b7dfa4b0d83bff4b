"""What the community's pages ask."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import AGENTS, EDITORS, MODERATORS, User
from community.models import Answer, Board, Thread

LEADERS = 20


def threads_to_list(
    user, *, language: str | None = None, board: Board | None = None, show: str = "active", tag: str = ""
) -> QuerySet[Thread]:
    """Threads a reader may see, narrowed as the list's filters say; ``show`` is active, newest, unsolved or solved."""
    threads = Thread.objects.visible_to(user).for_cards()
    if language:
        threads = threads.in_language(language)
    if board:
        threads = threads.in_board(board)
    if tag:
        threads = threads.tagged(tag)
    if show == "newest":
        return threads.newest()
    if show == "unsolved":
        return threads.unsolved().newest()
    return threads.solved().latest_active() if show == "solved" else threads.latest_active()


def latest_solved(language: str, limit: int = 5) -> list[Thread]:
    """The threads solved last in a language; each knows its accepted answer as ``thread.solution``, if there is one."""
    threads = list(
        Thread.objects.public().solved().in_language(language).select_related("board").order_by("-solved_at")[:limit]
    )
    accepted = Answer.objects.accepted().filter(thread__in=threads).select_related("author").defer("body_source")
    solutions = {answer.thread_id: answer for answer in accepted}
    for thread in threads:
        thread.solution = solutions.get(thread.pk)
    return threads


@dataclass(frozen=True)
class Leader:
    """A member's place on the board of honour. Equal counts share a place."""

    place: int
    member: User
    accepted: int
    helpful: int


def leaders(days: int | None = None, limit: int = LEADERS) -> list[Leader]:
    """Who helped most: by accepted answers, then by helpful votes of others; staff stands on no board."""
    since = timezone.now() - timedelta(days=days) if days else None
    accepted = Q(accepted_at__isnull=False)
    recent_accepted = accepted & Q(accepted_at__gte=since) if since else accepted
    recent_votes = Q(votes__created_at__gte=since) if since else Q(votes__isnull=False)
    rows = (
        Answer.objects.public()
        .filter(author__is_active=True, author__is_staff=False)
        .exclude(author__groups__name__in=[AGENTS, EDITORS, MODERATORS])
        .values("author")
        .annotate(
            accepted=Count("pk", filter=recent_accepted, distinct=True),
            helpful=Count("votes", filter=recent_votes, distinct=True),
        )
        .filter(Q(accepted__gt=0) | Q(helpful__gt=0))
        .order_by("-accepted", "-helpful", "author")[:limit]
    )
    rows = list(rows)
    members = User.objects.in_bulk([row["author"] for row in rows])
    scores = [(row["accepted"], row["helpful"]) for row in rows]
    return [
        Leader(
            scores.index((row["accepted"], row["helpful"])) + 1, members[row["author"]], row["accepted"], row["helpful"]
        )
        for row in rows
    ]


@dataclass(frozen=True)
class MemberRecord:
    """What a member's page counts: only what everyone may see."""

    questions: int
    answers: int
    accepted: int
    helpful: int


def record_of(member: User) -> MemberRecord:
    answers = Answer.objects.public().filter(author=member)
    counts = answers.aggregate(
        answers=Count("pk", distinct=True),
        accepted=Count("pk", filter=Q(accepted_at__isnull=False), distinct=True),
        helpful=Count("votes", distinct=True),
    )
    return MemberRecord(questions=Thread.objects.public().filter(author=member).count(), **counts)
