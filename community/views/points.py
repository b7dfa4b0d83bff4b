"""Why somebody has their points, and how points work at all."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from community.cursors import page_of
from community.models import Board
from community.points_page import (
    NAMES,
    boards_of,
    coming_to,
    entries_of,
    nearest_badges,
    newest_of,
    sees_all,
    told,
    totals_of,
)
from community.points_today import used_now
from community.reputation import versions
from community.reputation.levels import next_step
from community.reputation.rules import RULES
from community.views.chips import address

ENTRIES_A_PAGE = 30


@require_safe
def points(request, pk):
    """Everything the member earned, by rule and one by one; what is only theirs is shown to them and to moderators."""
    is_own = request.user.is_authenticated and request.user.pk == pk
    member = request.user if is_own else get_object_or_404(User.objects.select_related("standing"), pk=pk)
    is_whole = sees_all(request.user, member)
    boards = boards_of(member, request.user)
    board, rule = _board(request, boards), RULES.get(request.GET.get("rule", ""))
    entries = entries_of(member, is_whole=is_whole, rule=rule.slug if rule else "", board=board)
    page = page_of(entries, "-at", request.GET, ENTRIES_A_PAGE)
    page.object_list = told(page.object_list, request.user)
    shows_newest = page.is_first and page.object_list and is_whole and not (rule or board)
    newest = page.object_list[0].pk if shows_newest else newest_of(member)
    words = {
        "member": member,
        "is_own": is_own,
        "is_whole": is_whole,
        "totals": totals_of(member, newest, is_whole=is_whole),
        "page": page,
        "rule": rule,
        "rule_name": NAMES[rule.slug] if rule else "",
        "version": versions.current(),
        "board": board,
        "board_chips": _board_chips(request, boards, board),
        "all_url": address(request, rule="", board=""),
        "crumbs": [(_("Community"), reverse("community_home")), (str(member), reverse("member", args=[pk]))],
        **(_of_owner(member) if is_own else {}),
    }
    return render(request, "community/points.html", words)


def _of_owner(member: User) -> dict:
    now, version = timezone.now(), versions.current()
    return {
        "uses": used_now(member, version.values, now),
        "coming": coming_to(member),
        "next_step": next_step(member, now),
        "badges": nearest_badges(member),
    }


def _board(request, boards: list[Board]) -> Board | None:
    slug = request.GET.get("board", "")
    board = next((board for board in boards if board.slug == slug), None)
    if slug and not board:
        raise Http404
    return board


def _board_chips(request, boards: list[Board], current: Board | None) -> list[dict]:
    if len(boards) < 2:
        return []
    chips = [{"title": _("All boards"), "url": address(request, board=""), "current": current is None}]
    return chips + [
        {"title": one.name, "url": address(request, board=one.slug), "current": one == current, "icon": one.icon}
        for one in boards
    ]
