"""Words of badges and levels, for pages, mails and the inbox, in the language of who reads."""

from datetime import date

from django import template
from django.utils.formats import date_format

from accounts.models import User
from community.badges import BADGES, Badge
from community.badges.holding import held_by
from community.models import BadgeAward
from community.models.standing import Level
from site_config.assets import asset
from site_config.formats import localized_digits

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


@register.simple_tag
def badge_symbol(slug: str) -> str:
    """``{% badge_symbol "rescuer" %}``: address of its picture. One file holds them all, asked for where one shows."""
    return f"{asset('badges.svg').url}#{slug}"


@register.simple_tag(takes_context=True)
def badges_of(context, member: User) -> list[BadgeAward]:
    """``{% badges_of member as awards %}``: what they hold, the hardest first, as far as the reader may know it."""
    return held_by([member.pk], context.request.user)[member.pk]


@register.filter
def month_name(month: date) -> str:
    """``{{ award.month|month_name }}``: October 2026. Months are those of UTC and of the common calendar."""
    return localized_digits(date_format(month, "F Y"))
