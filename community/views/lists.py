"""Lists of threads, and who helped most."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.models import Board
from community.queries import board_counts, boards_with_latest, leaders, threads_to_list
from community.views.chips import address, board_chips, language_chips, period_tabs, show_tabs

THREADS_PER_PAGE = 20
LEADERS_BESIDE = 5
MONTH = 30


@require_safe
def home(request):
    """Boards and the latest threads in the reader's language; ``?lang=all`` for every language."""
    boards = list(Board.objects.open_to(request.user).with_texts())
    slug, tag = request.GET.get("board", ""), request.GET.get("tag", "")[:40]
    board = next((board for board in boards if board.slug == slug), None)
    if slug and not board:
        raise Http404
    show = request.GET.get("show") if request.GET.get("show") in ("newest", "unsolved", "solved") else "active"
    language = None if request.GET.get("lang") == "all" else get_language()
    threads = threads_to_list(request.user, language=language, board=board, show=show, tag=tag)
    words = {
        "board": board,
        "show": show,
        "tag": tag,
        "page": Paginator(threads, THREADS_PER_PAGE).get_page(request.GET.get("page")),
        "board_chips": board_chips(request, boards, board, board_counts(language)),
        "tabs": show_tabs(request, show),
        "language_chips": language_chips(request, language),
        "all_languages_url": address(request, lang="all"),
        "ask_url": reverse("ask") + (f"?board={board.slug}" if board else ""),
        "leaders": leaders(MONTH, LEADERS_BESIDE),
        "crumbs": [(_("Community"), reverse("community_home"))] if board else [],
    }
    return render(request, "community/home.html", words)


@require_safe
def boards(request):
    """Every board: what it is about, how much was asked, and what was said last."""
    language = None if request.GET.get("lang") == "all" else get_language()
    words = {
        "boards": boards_with_latest(request.user, language),
        "language_chips": language_chips(request, language),
        "list_query": "&lang=all" if language is None else "",
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/boards.html", words)


@require_safe
def leaderboard(request):
    """Who helped, in the last 30 days or ever."""
    days = None if request.GET.get("period") == "all" else MONTH
    words = {
        "leaders": leaders(days),
        "days": days,
        "tabs": period_tabs(request, days),
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/leaderboard.html", words)
