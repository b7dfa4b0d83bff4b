"""Levels in words: what a level brings, and why points were taken back."""

from django import template
from django.utils.timezone import now

from community.models import Board, ExpertTerm
from community.models.points import Why
from community.privileges import privileges_of

register = template.Library()


@register.simple_tag
def expert_terms(member) -> list[ExpertTerm]:
    """``{% expert_terms member as terms %}``: on boards that everyone sees, the newest first, each with ``runs``."""
    accepted = ExpertTerm.objects.filter(member=member, accepted_at__isnull=False)
    terms = accepted.filter(board__in=Board.objects.public()).order_by("-accepted_at").select_related("board")
    terms = list(terms.prefetch_related("board__texts"))
    for term in terms:
        term.runs = term.ended_at is None and term.ends_at > now()
    return terms


@register.filter
def new_at(level) -> list[str]:
    """What a member may from this level on: ``{% for one in level|new_at %}``."""
    return [privilege.words for privilege in privileges_of(level)]


@register.filter
def why_in_words(why: str) -> str:
    """Of a point entry."""
    return str(Why(why).label) if why in Why.values else ""
