"""The filters of the results page: read from the address, kept in the address."""

from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from search.queries import KINDS, MAX_PAGE, Results

KIND_ICONS = {"article": "file-text", "video": "circle-play", "thread": "messages-square"}


@dataclass(frozen=True)
class Filters:
    """What is shown of the results. A value nobody offers is no filter: an old or mistyped link still finds."""

    kind: str | None = None
    lang: str | None = None
    solved: bool | None = None
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        kind, lang, page = query.get("kind"), query.get("lang"), query.get("page", "")
        return cls(
            kind if kind in KINDS else None,
            lang if lang in dict(settings.LANGUAGES) else None,
            True if query.get("solved") == "1" else None,
            min(int(page), MAX_PAGE) if page.isdecimal() and len(page) < 6 and int(page) else 1,
        )

    @property
    def is_any(self) -> bool:
        return bool(self.kind or self.lang or self.solved)

    def chips(self, query: QueryDict, found: Results) -> dict[str, list[dict]]:
        """Links for `components/filter_chips.html`, by group; each keeps the rest of the query but the page."""
        names = {"article": _("Articles"), "video": _("Videos"), "thread": _("Community")}
        kinds = [_chip(query, _("Everything"), self.kind is None, count=sum(found.kinds.values()), kind=None)]
        kinds += [
            _chip(query, names[kind], self.kind == kind, KIND_ICONS[kind], found.kinds.get(kind, 0), kind=kind)
            for kind in KINDS
        ]
        languages = [_chip(query, _("All languages"), self.lang is None, lang=None)]
        languages += [
            {
                **_chip(query, get_language_info(code)["name_local"].capitalize(), self.lang == code, lang=code),
                "lang": code,
            }
            for code, _name in settings.LANGUAGES
        ]
        solved = _chip(query, _("Solved only"), bool(self.solved), "circle-check", solved=None if self.solved else "1")
        return {"kinds": kinds, "languages": languages, "solved": [solved]}


def _chip(query: QueryDict, title: str, current: bool, icon: str = "", count: int | None = None, **changes) -> dict:
    kept = query.copy()
    kept.pop("page", None)
    for name, value in changes.items():
        kept.pop(name, None)
        if value:
            kept[name] = value
    return {"title": title, "url": f"?{kept.urlencode()}", "current": current, "icon": icon, "count": count}
