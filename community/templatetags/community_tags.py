"""The community on other apps' pages."""

from datetime import datetime

from django import template
from django.utils.translation import get_language

from community import queries
from community.followers import level_of_follow
from community.models import Tag
from community.models.reasons import in_words
from community.permissions import why_not_ask_in
from community.reviews import usual_wait_hours, waiting_in_all

register = template.Library()
register.filter("reason_in_words", in_words)


@register.filter
def standing(member):
    """Points, level and badge of a member, where they came along with them: a name costs no query."""
    state = getattr(member, "_state", None)
    return state.fields_cache.get("standing") if state else getattr(member, "standing", None)


@register.filter
def moment(text):
    """A moment out of a notification's context, which is JSON."""
    return datetime.fromisoformat(text)


@register.simple_tag
def latest_solved(limit=5):
    """``{% latest_solved limit=5 as threads %}``: just solved in the reader's language; ``thread.solution.author``
    helped."""
    return queries.latest_solved(get_language(), limit)


@register.simple_tag(takes_context=True)
def reviews_waiting(context):
    """How many posts and proposals wait for a moderator: one query, where the page did not bring the number along."""
    known = getattr(context.get("user"), "reviews_waiting", None)
    return waiting_in_all() if known is None else known


@register.inclusion_tag("community/parts/follow_menu.html", takes_context=True)
def follow_menu(context, followed, level=None, at_end=False):
    """``{% follow_menu board %}``: how much the reader hears of a question, a board or a tag (itself or its name). One
    query, for members, where the page does not know the level."""
    if isinstance(followed, str):
        followed = Tag.objects.filter(name=followed).first()
    if level is None:
        level = level_of_follow(context.get("user"), followed)
    return {"followed": followed, "level": level, "at_end": at_end, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def why_not_ask(context, board):
    """``{% why_not_ask board as words %}``: why the reader may not ask there; empty when they may, and for no board."""
    return why_not_ask_in(context["request"].user, board) if board else ""


@register.filter
def kind_of_followed(followed) -> str:
    """thread, board or tag."""
    return type(followed).__name__.lower()


@register.simple_tag
def usual_wait():
    """Within how many hours most first posts are looked at."""
    return usual_wait_hours()
