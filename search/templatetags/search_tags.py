from django import template
from django.utils.html import format_html
from haystack.utils import get_identifier

from search.beacons import reading_signer
from search.visitors import is_counted

register = template.Library()


@register.simple_tag(takes_context=True)
def seen(context, obj):
    """``<article {% seen page %}>``: lets the page tell that it was read (static/js/search_log.js). No query."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False) or not is_counted(request):
        return ""
    return format_html('data-seen="{}"', reading_signer.sign(get_identifier(obj)))
