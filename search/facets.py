"""The values of each filter as a results page offers them: as links, with what each would show."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from search.filters import Filters
from search.queries import KINDS, Results
from search.questions import languages_to_read

KIND_ICONS = {"article": "file-text", "video": "circle-play", "thread": "messages-square"}
FEW = 5  # sections and boards that are shown at once


@dataclass(frozen=True)
class Facet:
    """The choices of one filter: dicts of title, url, current, count, icon and lang (of the title)."""

    name: str
    title: str
    choices: list[dict]
    more: list[dict]


def facets(filters: Filters, text: str, found: Results) -> list[Facet]:
    """The filters that would find something, each value with its count; the chosen ones in any case."""
    every = [
        Facet("kind", _("Kind"), _kinds(filters, text, found), []),
        Facet("in", _("Topic"), *_groups(filters, text, found)),
        Facet("lang", _("Language"), _languages(filters, text, found), []),
        Facet("since", _("Updated"), _times(filters, text, found), []),
        Facet("solved", _("State"), _states(filters, text, found), []),
    ]
    if not found.count:
        return [facet for facet in every if facet.name in filters.values]
    every = [facet if facet.name in filters.values else _telling(facet, found.count) for facet in every]
    return [facet for facet in every if len(facet.choices) > 1]


def _telling(facet: Facet, count: int) -> Facet:
    """Without the values that all results have: choosing one would change nothing."""
    first, *others = facet.choices
    return replace(facet, choices=[first, *(choice for choice in others if choice["count"] != count)])


def chosen(filters: Filters, text: str, found: Results) -> list[dict]:
    """The filters in force, as links that take them away."""
    groups = _group_titles(filters, found)
    titles = {
        "kind": kind_names().get(filters.kind, ""),
        "in": groups.get(filters.group or "", ""),
        "lang": _name_of(filters.lang) if filters.lang else "",
        "since": time_names().get(filters.since, ""),
        "solved": _("Solved only"),
    }
    return [
        {
            "name": name,
            "title": titles[name],
            "url": filters.url(text, **{name: None}),
            "lang": filters.lang if name == "lang" else "",
        }
        for name in filters.values
    ]


def kind_names() -> dict[str, str]:
    return {"article": _("Articles"), "video": _("Videos"), "thread": _("Community")}


def time_names() -> dict[int, str]:
    return {7: _("In the past week"), 30: _("In the past month"), 365: _("In the past year")}


def _kinds(filters, text, found) -> list[dict]:
    names = kind_names()
    every = _choice(filters, text, "kind", None, _("Everything"), sum(found.kinds.values()))
    kinds = [
        _choice(filters, text, "kind", kind, names[kind], found.kinds.get(kind, 0), icon=KIND_ICONS[kind])
        for kind in KINDS
    ]
    return [every, *(kind for kind in kinds if kind["count"] or kind["current"])]


def _groups(filters, text, found) -> tuple[list[dict], list[dict]]:
    titles = _group_titles(filters, found)
    counts = {key: found.groups.get(key, ("", 0))[1] for key in titles}
    titles = {key: title for key, title in titles.items() if counts[key] or key == filters.group}
    keys = sorted(titles, key=lambda key: (key != filters.group, -counts[key], titles[key]))
    groups = [
        _choice(filters, text, "in", key, titles[key], counts[key], is_board=key.startswith("board-")) for key in keys
    ]
    every = _choice(filters, text, "in", None, _("All topics"))
    return [every, *groups[:FEW]], groups[FEW:]


def _group_titles(filters, found) -> dict[str, str]:
    titles = {key: title for key, (title, _count) in found.groups.items()}
    if filters.group and filters.group not in titles:  # Nothing in it: its name is not known here.
        titles[filters.group] = filters.group.removeprefix("board-").replace("-", " ").capitalize()
    return titles


def _languages(filters, text, found) -> list[dict]:
    """Those whose script the text is in. With plenty in the reader's own, others are not counted."""
    every = _choice(filters, text, "lang", None, _("All languages"))
    counts = {} if filters.lang else found.languages
    possible = {*languages_to_read(text, get_language()), filters.lang}
    languages = [
        _choice(filters, text, "lang", code, _name_of(code), counts.get(code), lang=code)
        for code, _name in settings.LANGUAGES
        if code in possible
    ]
    return [every, *(language for language in languages if language["count"] != 0 or language["current"])]


def _times(filters, text, found) -> list[dict]:
    every = _choice(filters, text, "since", None, _("Any time"))
    times = [
        _choice(filters, text, "since", str(days), name, found.since.get(days, 0))
        for days, name in time_names().items()
    ]
    return [every, *(time for time in times if time["count"] or time["current"])]


def _states(filters, text, found) -> list[dict]:
    solved = _choice(filters, text, "solved", "1", _("Solved only"), found.solved, icon="circle-check")
    every = _choice(filters, text, "solved", None, _("Solved or not"))
    return [every, solved] if found.solved or filters.solved else [every]


def _choice(filters, text, name, value, title, count=None, **look) -> dict:
    is_current = filters.values.get(name) == value
    url = filters.url(text, **{name: value})
    plain = {"icon": "", "is_board": False, "lang": ""}  # All is named: what a template looks for in vain costs most.
    return {"title": title, "url": url, "current": is_current, "count": count, **plain, **look}


def _name_of(code: str) -> str:
    return get_language_info(code)["name_local"].capitalize()
