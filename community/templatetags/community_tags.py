"""The community on other apps' pages."""

from datetime import datetime

from django import template
from django.utils.translation import get_language

from community import queries
from community.models.reasons import in_words
from community.reviews import waiting_count

register = template.Library()
register.filter("reason_in_words", in_words)


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
    """How many posts wait for a moderator: one query, where none of the page brought the number along."""
    known = getattr(context.get("user"), "reviews_waiting", None)
    return waiting_count() if known is None else known
