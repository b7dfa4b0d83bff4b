"""The filters of a list, as links that keep the rest of the query."""

from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _


def address(request, **changes) -> str:
    """The page's own query with some parameters changed, back at its first page."""
    query = request.GET.copy()
    for name, value in {"page": "", **changes}.items():
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
        "count": sum(counts.values()),
    }
    return [everywhere] + [
        {
            "title": board.name,
            "icon": board.icon,
            "url": address(request, board=board.slug),
            "current": board == current,
            "count": counts.get(board.pk, 0),
        }
        for board in boards
    ]


def show_tabs(request, current: str) -> list[dict]:
    shows = {"active": _("Latest"), "newest": _("Newest"), "unsolved": _("Unsolved"), "solved": _("Solved")}
    return [
        {
            "title": title,
            "url": address(request, show="" if show == "active" else show),
            "current": show == current,
        }
        for show, title in shows.items()
    ]


def language_chips(request, current: str | None) -> list[dict]:
    own_name = get_language_info(get_language())["name_local"].capitalize()
    return [
        {"title": own_name, "url": address(request, lang=""), "current": bool(current)},
        {"title": _("All languages"), "url": address(request, lang="all"), "current": not current},
    ]


def period_tabs(request, days: int | None) -> list[dict]:
    return [
        {"title": _("The last 30 days"), "url": address(request, period=""), "current": bool(days)},
        {"title": _("All time"), "url": address(request, period="all"), "current": not days},
    ]
