"""Who is on the way to be an expert of a board: for moderators who look for one where nobody is yet."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from community.badges.awards import standing_awards
from community.badges.declared import BADGES
from community.badges.evidence import TERM
from community.models import BadgeAward, Board


class Near(NamedTuple):
    member: User
    board: Board
    have: int

    @property
    def need(self) -> int:
        return BADGES["board-expert"].needs


def nearest_experts(limit: int = 3) -> list[Near]:
    """With the most accepted answers on one board lately, of those who do not hold its badge. Three queries."""
    since = timezone.now().date() - TERM + timedelta(days=1)
    held = BadgeAward.objects.held().filter(badge="board-expert", member=OuterRef("member"))
    lately = standing_awards(rule="accepted", day__gte=since, member__is_active=True, answer__isnull=False)
    lately = lately.exclude(Exists(held.filter(board=OuterRef("answer__thread__board"))))
    rows = lately.order_by().values_list("member", "answer__thread__board").annotate(number=Count("pk"))
    rows = list(rows.order_by("-number", "member")[:limit])
    members = User.objects.in_bulk([member for member, *_rest in rows])
    boards = {board.pk: board for board in Board.objects.with_texts().filter(pk__in=[board for _, board, _ in rows])}
    return [Near(members[member], boards[board], number) for member, board, number in rows]
