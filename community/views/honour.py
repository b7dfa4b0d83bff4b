"""The boards of honour, and whether one stands on them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import actions
from community.honour import board_of_honour
from community.models import Board
from community.reputation.tallies import OVERALL, scope_of_board, scope_of_language
from community.standing import is_team
from community.views.chips import address
from community.views.common import is_own_path, to_sign_in

PERIODS = {"7": 7, "30": 30, "all": None}
USUAL = "30"


@require_safe
def leaderboard(request):
    """Who helped, within a time: over all, on a board, or in a language. Five queries for a member."""
    period = request.GET.get("period") if request.GET.get("period") in PERIODS else USUAL
    boards = list(Board.objects.open_to(request.user).with_texts())
    board, language = _board(request, boards), request.GET.get("lang", "")
    language = language if language in dict(settings.LANGUAGES) and not board else ""
    scope = scope_of_board(board.pk) if board else scope_of_language(language) if language else OVERALL
    words = {
        "honour": board_of_honour(PERIODS[period], scope, request.user),
        "period": period,
        "board": board,
        "language": _name_of(language) if language else "",
        "tabs": _tabs(request, period),
        "scopes": _scopes(request, boards, board, language),
        "is_team": request.user.is_authenticated and is_team(request.user),
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/leaderboard.html", words)


def _board(request, boards: list[Board]) -> Board | None:
    """A board that the reader does not see is not there."""
    slug = request.GET.get("board", "")
    board = next((board for board in boards if board.slug == slug), None)
    if slug and not board:
        raise Http404
    return board


def _tabs(request, current: str) -> list[dict]:
    titles = {"7": _("7 days"), "30": _("30 days"), "all": _("All time")}
    return [
        {
            "title": title,
            "url": address(request, period="" if period == USUAL else period),
            "current": period == current,
        }
        for period, title in titles.items()
    ]


def _scopes(request, boards: list[Board], board: Board | None, language: str) -> dict:
    """What the boards of honour can be of; nobody is ranked by a board and a language at once."""
    everything = {
        "title": _("All boards and languages"),
        "url": address(request, board="", lang=""),
        "current": not (board or language),
    }
    of_boards = [
        {"title": one.name, "url": address(request, board=one.slug, lang=""), "current": one == board, "icon": one.icon}
        for one in boards
    ]
    of_languages = [
        {
            "title": _name_of(code),
            "url": address(request, board="", lang=code),
            "current": code == language,
            "lang": code,
        }
        for code, _name in settings.LANGUAGES
    ]
    links = [everything, *of_boards, *of_languages]
    current = next(link for link in links if link["current"])
    return {"current": current, "groups": [[everything], of_boards, of_languages]}


def _name_of(language: str) -> str:
    return get_language_info(language)["name_local"].capitalize()


@require_POST
def listing(request):
    """Back to where the switch stood."""
    came_from = request.POST.get("next", "")
    back = came_from if is_own_path(came_from) else reverse("leaderboard")
    if not request.user.is_authenticated:
        return to_sign_in(request, back, _("Sign in to choose whether you are listed."))
    listed = request.POST.get("listed") == "1"
    actions.choose_listing(actor=request.user, listed=listed)
    messages.success(
        request, _("You are listed again.") if listed else _("You are not listed any more. Your points stay yours.")
    )
    return redirect(back)
