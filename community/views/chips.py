"""The filters of a list, as links that keep the rest of the query and lead to the first page."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from community.lists import LISTS

PLACES = {"page": "", "after": "", "before": ""}


def address(request, **changes) -> str:
    """The page's own query with some parameters changed, back at its first page."""
    query = request.GET.copy()
    for name, value in {**PLACES, **changes}.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def board_chips(request, boards, current, counts: dict[int, int]) -> list[dict]:
    everywhere = {
        "title": _("All boards"),
        "icon": "messages-square",
        "url": address(request, board=""),
        "current": not current,
        "count": sum(counts.get(board.pk, 0) for board in boards),
    }
    return [everywhere] + [
        {
            "title": board.name,
            "icon": board.icon,
            "url": address(request, board=board.slug),
            "current": board == current,
            "is_private": board.is_private,
            "count": counts.get(board.pk, 0),
        }
        for board in boards
    ]


def show_tabs(request, current: str) -> list[dict]:
    shows = {
        "active": _("Last activity"),
        "newest": _("Newest"),
        "unanswered": _("Unanswered"),
        "unsolved": _("Unsolved"),
        "needs_info": _("Needs information"),
        "solved": _("Solved"),
    }
    return [
        {
            "title": title,
            "url": address(request, show="" if show == "active" else show),
            "current": show == current,
        }
        for show, title in shows.items()
    ]


def own_lists(request, current: str) -> list[dict]:
    """A member's own lists; empty for guests. They start without the filters of the list before."""
    if not request.user.is_authenticated:
        return []
    lists = {
        "new": (_("New since your last visit"), "bell"),
        "help": (_("Where you can help"), "life-buoy"),
        "followed": (_("Questions you follow"), "star"),
        "mine": (_("Your questions"), "user"),
    }
    home = reverse("community_home")
    return [
        {"title": title, "icon": icon, "url": f"{home}?show={show}", "current": show == current}
        for show, (title, icon) in lists.items()
    ]


def language_menu(request, show: str, chosen: tuple[str, ...]) -> dict:
    """What the list speaks, and the languages to choose from; what it speaks by itself needs no parameter."""
    own = "all" if show in LISTS and LISTS[show].speaks_all else get_language()
    current = chosen[0] if len(chosen) == 1 else "all"
    choices = [("all", _("All languages"))]
    if show == "help":
        own, current = "own", current if chosen else "own"
        choices.insert(0, ("own", _("Your languages")))
    choices += [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
    links = [
        {
            "title": title,
            "url": address(request, lang="" if code == own else code),
            "lang": "" if code in ("all", "own") else code,
            "current": code == current,
        }
        for code, title in choices
    ]
    return {"title": next(link["title"] for link in links if link["current"]), "links": links}
