"""Levels in words: what a level brings, and why points were taken back."""

from django import template

from community.models.points import Why
from community.privileges import privileges_of

register = template.Library()


@register.filter
def new_at(level) -> list[str]:
    """What a member may from this level on: ``{% for one in level|new_at %}``."""
    return [privilege.words for privilege in privileges_of(level)]


@register.filter
def why_in_words(why: str) -> str:
    """Of a point entry."""
    return str(Why(why).label) if why in Why.values else ""
