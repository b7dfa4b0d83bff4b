from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import override

from insights.searches import Row

register = template.Library()


@register.simple_tag
def results_url(row: Row) -> str:
    """The public page of a search, in its own language."""
    with override(row.lang):
        return f"{reverse('search')}?{urlencode({'q': row.written})}"


@register.filter
def of(found: dict, key):
    return found.get(key)
