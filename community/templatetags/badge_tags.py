"""Words of badges and levels, for pages, mails and the inbox, in the language of who reads."""

from django import template

from community.badges import BADGES, Badge
from community.models.standing import Level

register = template.Library()


@register.filter
def badge_of(slug: str) -> Badge | None:
    """``{{ standing.badge|badge_of }}``."""
    return BADGES.get(slug)


@register.filter
def badge_title(slug: str, otherwise: str = "") -> str:
    """``{{ slug|badge_title }}``; of a badge that is no more what was kept of its title."""
    return BADGES[slug].title if slug in BADGES else otherwise


@register.filter
def badge_words(slug: str) -> str:
    return BADGES[slug].words if slug in BADGES else ""


@register.filter
def level_name(level: int, otherwise: str = "") -> str:
    """``{{ standing.level|level_name }}``."""
    return Level(level).label if level in Level.values else otherwise
