"""The community on other apps' pages."""

from django import template
from django.utils.translation import get_language

from community import queries

register = template.Library()


@register.simple_tag
def latest_solved(limit=5):
    """``{% latest_solved limit=5 as threads %}``: just solved in the reader's language; ``thread.solution.author``
    helped."""
    return queries.latest_solved(get_language(), limit)
