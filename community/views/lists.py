"""Lists of questions, of boards and of tags."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.cursors import page_of
from community.feeds import feed_query
from community.honour import first_of
from community.lists import LISTS, Wanted, mark_news, places_of, threads_to_list
from community.models import Board
from community.queries import board_counts, boards_with_latest, on_boards, tag_counts
from community.views.chips import address, board_chips, language_menu, own_lists, show_tabs
from community.visits import last_visit

LEADERS_BESIDE = 5
MONTH = 30


@require_safe
def home(request):
    """Boards and a list of questions. Which list, board, tag and language stands in the address."""
    boards = list(Board.objects.open_to(request.user).with_texts())
    wanted = wanted_by(request, boards)
    listed = LISTS[wanted.show]
    if listed.is_own and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    page = page_of(*threads_to_list(request.user, wanted), request.GET)
    mark_news(request.user, on_boards(page.object_list, boards))
    language = wanted.languages[0] if wanted.languages else None
    words = {
        "wanted": wanted,
        "is_own": listed.is_own,
        "page": page,
        "board_chips": board_chips(request, boards, wanted.board, board_counts(language)),
        "own_lists": own_lists(request, wanted.show),
        "tabs": [] if listed.is_own else show_tabs(request, wanted.show),
        "language_menu": language_menu(request, wanted.show, wanted.languages),
        "feed_url": reverse("question_feed") + feed_query(wanted),
        "unfiltered_url": address(request, board="", tag="", lang="all"),
        "is_filtered": bool(wanted.board or wanted.tag or wanted.languages),
        "ask_url": reverse("ask") + (f"?board={wanted.board.slug}" if wanted.board else ""),
        "leaders": first_of(MONTH, LEADERS_BESIDE),
        "crumbs": [(_("Community"), reverse("community_home"))] if wanted.board or listed.is_own else [],
        **_of_its_own(request.user, wanted),
    }
    return render(request, "community/home.html", words)


def _of_its_own(user, wanted: Wanted) -> dict:
    if wanted.show == "new":
        return {"since": last_visit(user)}
    return {"has_places": bool(wanted.board or places_of(user).boards)} if wanted.show == "help" else {}


def wanted_by(request, boards: list[Board]) -> Wanted:
    """What the address asks for. An unknown list or language is the usual one; an unknown board is not there."""
    show = request.GET.get("show") if request.GET.get("show") in LISTS else "active"
    slug = request.GET.get("board", "")
    board = next((board for board in boards if board.slug == slug), None)
    if slug and not board:
        raise Http404
    return Wanted(show, board, request.GET.get("tag", "")[:40], languages_of(request, show))


def languages_of(request, show: str = "active") -> tuple[str, ...]:
    """The language that was asked for, else the reader's; nothing for whatever the list holds by itself."""
    code, known = request.GET.get("lang"), dict(settings.LANGUAGES)
    if code in known:
        return (code,)
    if code == "all" and show == "help":
        return tuple(known)
    return () if code == "all" or LISTS[show].speaks_all else (get_language(),)


@require_safe
def boards(request):
    """Every board: what it is about, how much was asked, and what was said last."""
    languages = languages_of(request)
    words = {
        "boards": boards_with_latest(request.user, languages[0] if languages else None),
        "language_menu": language_menu(request, "", languages),
        "list_query": f"&lang={request.GET['lang']}" if languages != (get_language(),) else "",
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/boards.html", words)


@require_safe
def tags(request):
    """What questions are about, in words members chose; the most used ones, by name."""
    languages = languages_of(request)
    found = tag_counts(languages[0] if languages else None)
    words = {
        "tags": sorted(found, key=lambda tag: tag.name.casefold()),
        "language_menu": language_menu(request, "", languages),
        "list_query": f"&lang={request.GET['lang']}" if languages != (get_language(),) else "",
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/tags.html", words)
