"""The bar of the tour: on which pages which step is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.functional import Promise

from community import tour
from community.forms import MIN_TITLE_LENGTH
from kb.models import ArticlePage, VideoGuidePage

register = template.Library()


@dataclass(frozen=True)
class Bar:
    """``token``: the step was done on this page; ``done``: what is said of it then; ``place``: where it is done, when
    not here; ``back``: this page."""

    step: tour.TourStep
    token: str
    place: str
    back: str
    done: Promise | str = ""
    steps: int = tour.LAST

    @property
    def is_last(self) -> bool:
        return self.step.number == self.steps


@register.simple_tag(takes_context=True)
def tour_bar(context: Context) -> Bar | None:
    """What the bar says on this page; None when the tour has ended. It asks no database."""
    request = context["request"]
    step = tour.step_of(request.user)
    if step is None:
        return None
    name = getattr(request.resolver_match, "url_name", "") or ""
    is_done = _IS_DONE[step.number](name, context)
    is_here = name in (step.page, f"{step.page}_report") or step.number == 1
    place = "" if is_here or is_done else reverse(step.page)
    token = tour.token_for(request.user, step) if is_done else ""
    found_nothing = step.found_nothing and is_done and not context["found"].count
    return Bar(step, token, place, _page_of(request), step.found_nothing if found_nothing else step.done)


def _page_of(request) -> str:
    """Of a fragment the page that it is loaded into."""
    return request.htmx.current_url_abs_path or request.get_full_path()


def _searched(name: str, context: Context) -> bool:
    return name == "search" and context.get("found") is not None


def _reads(name: str, context: Context) -> bool:
    """An article, a guide, or a question that is solved."""
    if name == "thread":
        return getattr(context.get("thread"), "is_solved", False)
    return isinstance(context.get("page"), ArticlePage | VideoGuidePage)


def _sees_hints(name: str, context: Context) -> bool:
    return name in ("ask", "ask_hints") and len(context.get("title") or "") >= MIN_TITLE_LENGTH


def _practised(name: str, context: Context) -> bool:
    step = tour.step_of(context["request"].user)
    return name.startswith("tour_p") and tour.was_done(context["request"], step.number)


_IS_DONE: dict[int, Callable[[str, Context], bool]] = {
    1: _searched,
    2: _reads,
    3: _sees_hints,
    4: _practised,
    5: _practised,
    6: _practised,
}
