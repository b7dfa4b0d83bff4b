"""The lists of questions: what stands in each, in which order, and for whom. Filters narrow every one of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet

from community.models import Answer, Board, Follow, Reading, Thread
from community.models.threads import State
from community.visits import last_visit

FEW = 500  # rows of a tag or of somebody's follows that are looked up one by one rather than met along the list's index
LATELY = 200  # answers that tell where somebody helps


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for: a list, and what narrows it. ``languages`` empty: every language."""

    show: str = "active"
    board: Board | None = None
    tag: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """One list: its order (a field, ``-`` for falling), and how it is narrowed for a reader."""

    order: str
    narrow: Callable[[QuerySet, object, Wanted], QuerySet] = lambda threads, user, wanted: threads
    is_own: bool = False  # of a member
    speaks_all: bool = False  # in every language unless the reader chooses one


def threads_to_list(user, wanted: Wanted) -> tuple[QuerySet, str]:
    """The threads of a list a reader may see, for lines, and the field they are ordered by."""
    listed = LISTS[wanted.show]
    threads = Thread.objects.visible_to(user)
    if wanted.board:
        threads = threads.in_board(wanted.board)
    if len(wanted.languages) == 1:
        threads = threads.in_language(wanted.languages[0])
    elif wanted.languages:
        threads = threads.filter(language__in=wanted.languages)
    if wanted.tag:
        threads = within(threads, Thread.tags.through.objects.filter(tag__name=wanted.tag))
    return listed.narrow(threads, user, wanted).for_lines(), listed.order


def within(threads: QuerySet, rows: QuerySet) -> QuerySet:
    """Threads that have one of ``rows``. Few are looked up each; of many some stand on every stretch of a list."""
    few = list(rows.values_list("thread", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return threads.filter(pk__in=few)
    return threads.filter(Exists(rows.filter(thread=OuterRef("pk"))))


def _new(threads: QuerySet, user, wanted: Wanted) -> QuerySet:
    """Asked or answered since the last visit, and not read since. An own question is news once it is answered."""
    read = Reading.objects.filter(member=user, thread=OuterRef("pk"), last_at__gte=OuterRef("last_activity_at"))
    threads = threads.filter(~Exists(read), last_activity_at__gt=last_visit(user))
    return threads.exclude(author=user, answer_count=0)


def _where_one_can_help(threads: QuerySet, user, wanted: Wanted) -> QuerySet:
    """Waiting, neither asked nor answered by the member; where nothing was chosen, in their own places."""
    threads = threads.filter(state=State.OPEN, waiting_since__isnull=False, locked_at=None).exclude(author=user)
    if not (wanted.board and wanted.languages):
        places = places_of(user)
        threads = threads if wanted.board else threads.filter(board__in=places.boards)
        threads = threads if wanted.languages else threads.filter(language__in=places.languages)
    return threads.filter(~Exists(Answer.objects.filter(author=user, thread=OuterRef("pk"))))


@dataclass(frozen=True)
class Places:
    """Where a member helps: the boards they answered in lately or follow, and the languages they answered in."""

    boards: frozenset[int]
    languages: frozenset[str]


def places_of(user) -> Places:
    """Two queries, once a request."""
    if not hasattr(user, "_places"):
        answered = Answer.objects.filter(author=user).order_by("-created_at", "-pk")
        answered = list(answered.values_list("thread__board", "thread__language")[:LATELY])
        followed = Follow.objects.filter(member=user, board__isnull=False).exclude(level=Follow.Level.MUTE)
        boards = {board for board, _language in answered} | set(followed.values_list("board", flat=True))
        spoken = {language for _board, language in answered} or {user.language}
        user._places = Places(frozenset(boards), frozenset(spoken))
    return user._places


def _followed(threads: QuerySet, user, wanted: Wanted) -> QuerySet:
    return within(threads, Follow.objects.filter(member=user, thread__isnull=False).exclude(level=Follow.Level.MUTE))


def _current(threads: QuerySet, user, wanted: Wanted) -> QuerySet:
    """What was archived is found by searching."""
    return threads.exclude(state=State.ARCHIVED)


LISTS = {
    "active": Listed("-last_activity_at", _current),
    "newest": Listed("-created_at", _current),
    "unanswered": Listed("-created_at", lambda threads, *_: threads.unsolved().filter(answer_count=0)),
    "unsolved": Listed("-created_at", lambda threads, *_: threads.unsolved()),
    "needs_info": Listed("-created_at", lambda threads, *_: threads.unsolved().filter(state=State.NEEDS_INFO)),
    "solved": Listed("-solved_at", lambda threads, *_: threads.solved()),
    "new": Listed("-last_activity_at", _new, is_own=True),
    "help": Listed("waiting_since", _where_one_can_help, is_own=True, speaks_all=True),
    "followed": Listed("-last_activity_at", _followed, is_own=True, speaks_all=True),
    "mine": Listed("-created_at", lambda threads, user, _wanted: threads.filter(author=user), True, True),
}


def mark_news(user, threads: list[Thread]) -> None:
    """Tells threads the member read before how much came since: ``news``, and ``first_news``, the first new answer."""
    if not user.is_authenticated or not threads:
        return
    fresh = Answer.objects.filter(
        thread__in=threads,
        thread__readings__member=user,
        created_at__gt=F("thread__readings__last_at"),
        hidden_at=None,
    ).exclude(author=user)
    counted = fresh.order_by().values("thread").annotate(news=Count("pk"), first=Min("pk"))
    found = {row["thread"]: row for row in counted}
    for thread in threads:
        if row := found.get(thread.pk):
            thread.news, thread.first_news = row["news"], Answer(pk=row["first"], thread=thread)
