"""What the community's pages ask."""

from django.core.cache import cache
from django.db.models import Count, OuterRef, Subquery

from community.models import Answer, Board, Tag, Thread
from search.queries import Hit, likely_answers, still_public

COUNTS_KEPT = 300  # seconds
TAGS_KEPT = 900
TAGS_SHOWN = 300
RELATED_KEPT = 900
RELATED_SHARE = 0.25  # of what the question itself scores: what is further away only shares common words
RELATED_NEAR = 0.7  # of the nearest other: what is much further from the subject than that one is noise beside it


def on_boards(threads: list[Thread], boards: list[Board]) -> list[Thread]:
    """The threads with boards that are known already. Others, of own questions on boards closed since, cost a query."""
    known = {board.pk: board for board in boards}
    if missing := {thread.board_id for thread in threads} - known.keys():
        known |= Board.objects.with_texts().in_bulk(missing)
    for thread in threads:
        thread.board = known[thread.board_id]
    return threads


def board_counts(language: str | None) -> dict[int, int]:
    """How many questions stand on each board for those who see it, in one language or all; up to five minutes old."""

    def counted():
        threads = Thread.objects.in_place().order_by()
        threads = threads.in_language(language) if language else threads
        return dict(threads.values("board").annotate(number=Count("pk")).values_list("board", "number"))

    return cache.get_or_set(f"board-counts:{language or 'all'}", counted, COUNTS_KEPT)


def boards_with_latest(user, language: str | None) -> list[Board]:
    """The boards a reader sees, with ``board.questions`` (a number) and ``board.latest``: last spoken in, or None."""
    threads = Thread.objects.in_place().filter(board=OuterRef("pk")).latest_active()
    threads = threads.in_language(language) if language else threads
    boards = list(Board.objects.open_to(user).with_texts().annotate(latest_id=Subquery(threads.values("pk")[:1])))
    latest = Thread.objects.for_lines().in_bulk([board.latest_id for board in boards if board.latest_id])
    counts = board_counts(language)
    for board in boards:
        board.questions, board.latest = counts.get(board.pk, 0), latest.get(board.latest_id)
    return boards


def tag_counts(language: str | None) -> list[Tag]:
    """The tags used most in questions everyone may read, with ``tag.questions``; up to a quarter of an hour old."""

    def counted():
        threads = Thread.objects.public()
        threads = threads.in_language(language) if language else threads
        return list(
            Tag.objects.filter(threads__in=threads.order_by())
            .annotate(questions=Count("threads"))
            .order_by("-questions", "name")[:TAGS_SHOWN]
        )

    return cache.get_or_set(f"tag-counts:{language or 'all'}", counted, TAGS_KEPT)


def related_to(thread: Thread, limit: int = 3) -> list[Hit]:
    """Articles, guides and solved threads about the same: asked of the search index, up to a quarter of an hour old.

    What was hidden or taken offline since is named to nobody.
    """

    def found():
        hits = likely_answers(thread.title, lang=thread.language, limit=limit + 2)
        others = [hit for hit in hits if hit.id != f"community.thread.{thread.pk}"]
        nearest = max((hit.score for hit in others), default=0)
        own = max((hit.score for hit in hits), default=0)
        return [hit for hit in others if hit.score >= max(RELATED_SHARE * own, RELATED_NEAR * nearest)][:limit]

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
