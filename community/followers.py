"""Who is told what of a thread. The nearest counts: what a member says of the thread goes before its board, that before
its tags; among several tags the one they want to hear more of."""

from django.db.models import Q, QuerySet

from accounts.models import AGENTS, MODERATORS, User
from community.models import Board, Follow, Tag, Thread
from community.models.reactions import followed_as

# The level that hears of it; what is not named here only those hear who follow everything.
HEARD_BY = {
    "thread_solved": (Follow.Level.EVERYTHING, Follow.Level.SOLUTION),
    "board_solved": (Follow.Level.EVERYTHING, Follow.Level.SOLUTION),
}


def followers_of(thread: Thread, event: str) -> QuerySet[User]:
    """Who follows the thread itself closely enough to hear of the event."""
    levels = HEARD_BY.get(event, (Follow.Level.EVERYTHING,))
    return let_in(thread, User.objects.filter(follows__thread=thread, follows__level__in=levels))


def listeners_of(thread: Thread, event: str) -> QuerySet[User]:
    """Who follows its board or a tag, reads its language, and has said nothing of the thread itself."""
    levels = HEARD_BY.get(event, (Follow.Level.EVERYTHING,))
    of_board = Follow.objects.filter(board=thread.board_id)
    by_tag = Follow.objects.filter(tag__in=thread.tags.values("pk"), level__in=levels)
    by_tag = by_tag.exclude(member__in=of_board.values("member"))
    listeners = User.objects.filter(
        Q(pk__in=of_board.filter(level__in=levels).values("member")) | Q(pk__in=by_tag.values("member")),
        language=thread.language,
    )
    return let_in(thread, listeners.exclude(pk__in=Follow.objects.filter(thread=thread).values("member")))


def let_in(thread: Thread, users: QuerySet[User]) -> QuerySet[User]:
    """Those who may read the thread: of a private board its groups, the team, and the one who asked."""
    if not thread.board.is_private:
        return users
    groups = Q(groups__in=thread.board.groups.values("pk")) | Q(groups__name__in=[MODERATORS, AGENTS])
    inside = User.objects.filter(groups | Q(is_superuser=True) | Q(pk=thread.author_id))
    return users.filter(pk__in=inside.values("pk"))


def followed_by(member: User) -> QuerySet[Follow]:
    """What a member follows or muted, as far as they may see it, with all that a line of it shows."""
    seen = Q(thread=None) | Q(thread__in=Thread.objects.reachable_by(member).order_by().values("pk"))
    follows = Follow.objects.filter(seen, member=member).select_related("thread__board", "board", "tag")
    return follows.prefetch_related("board__texts", "thread__board__texts").defer("thread__body_html")


def level_of_follow(user, followed: Thread | Board | Tag) -> str:
    """Empty where the reader said nothing of it."""
    if user is None or not user.is_authenticated:
        return ""
    return Follow.objects.filter(**followed_as(followed), member=user).values_list("level", flat=True).first() or ""
