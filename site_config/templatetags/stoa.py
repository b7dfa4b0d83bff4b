"""Small words every template needs: icons, localised numbers and times. Built in, no ``{% load %}`` needed."""

from django import template
from django.utils.html import format_html

from site_config import formats

register = template.Library()

register.filter("number", formats.localized_number)
register.filter("digits", formats.localized_digits)
register.filter("local_date", formats.localized_date)


@register.filter
def when(moment):
    """``<time>`` as people say it, with the exact moment on hover and for machines."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="seconds"),
        formats.localized_datetime(moment),
        formats.time_ago(moment),
    )


@register.simple_tag
def icon(name, label="", css=""):
    """``{% icon "check" %}``: a picture from the sprite; hidden from screen readers unless it has a label."""
    hidden = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon icon--{} {}" {} width="20" height="20"><use href="#i-{}"></use></svg>', name, css, hidden, name
    ) if label else format_html(
        '<svg class="icon icon--{} {}" aria-hidden="true" width="20" height="20"><use href="#i-{}"></use></svg>',
        name, css, name,
    )


@register.simple_tag(takes_context=True)
def query_string(context, **changes):
    """The page's own query with some parameters changed; ``None`` or an empty value removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return "?" + query.urlencode() if query else "."
