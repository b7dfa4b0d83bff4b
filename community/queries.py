"""What the community's pages ask."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from accounts.models import AGENTS, EDITORS, MODERATORS, User
from community.models import Answer, Board, Thread
from search.queries import Hit, likely_answers, still_public

LEADERS = 20
COUNTS_KEPT = 300  # seconds
RELATED_KEPT = 900
RELATED_SHARE = 0.25  # of the best score: what is further away only shares common words


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


def board_counts(language: str | None) -> dict[int, int]:
    """How many questions everyone may read on each board, in one language or all; up to five minutes old."""

    def counted():
        threads = Thread.objects.public().order_by()
        threads = threads.in_language(language) if language else threads
        return dict(threads.values("board").annotate(number=Count("pk")).values_list("board", "number"))

    return cache.get_or_set(f"board-counts:{language or 'all'}", counted, COUNTS_KEPT)


def boards_with_latest(user, language: str | None) -> list[Board]:
    """The boards a reader sees, with ``board.questions`` (a number) and ``board.latest``: last spoken in, or None."""
    boards = list(Board.objects.open_to(user).with_texts())
    threads = Thread.objects.public().order_by()
    threads = threads.in_language(language) if language else threads
    spoken = dict(threads.values("board").annotate(last=Max("last_activity_at")).values_list("board", "last"))
    latest = threads.filter(board__in=list(spoken), last_activity_at__in=list(spoken.values())).order_by("pk")
    found = {
        thread.board_id: thread
        for thread in latest.select_related("author").defer("body_source", "body_html")
        if thread.last_activity_at == spoken[thread.board_id]
    }
    counts = board_counts(language)
    for board in boards:
        board.questions, board.latest = counts.get(board.pk, 0), found.get(board.pk)
    return boards


def related_to(thread: Thread, limit: int = 3) -> list[Hit]:
    """Articles, guides and solved threads about the same: asked of the search index, up to a quarter of an hour old.

    What was hidden or taken offline since is named to nobody.
    """

    def found():
        hits = likely_answers(thread.title, lang=thread.language, limit=limit + 2)
        least = max((hit.score for hit in hits), default=0) * RELATED_SHARE
        return [hit for hit in hits if hit.score >= least and hit.id != f"community.thread.{thread.pk}"][:limit]

    return still_public(cache.get_or_set(f"thread-related:{thread.pk}", found, RELATED_KEPT))


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
