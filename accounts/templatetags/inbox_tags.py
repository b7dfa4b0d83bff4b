"""Notifications in words, on pages and in mails."""

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.models import Notification
from site_config.addresses import in_language

register = template.Library()


@register.filter
def said(notification: Notification) -> SafeString:
    """What happened, as HTML: ``{{ notification|said }}``."""
    return mark_safe(_rendered(notification, autoescape=True))


@register.filter
def said_plainly(notification: Notification) -> SafeString:
    """What happened, as plain text, for the text of a mail."""
    return mark_safe(_rendered(notification, autoescape=False))


def _rendered(notification: Notification, *, autoescape: bool) -> str:
    words = {**notification.words, "others": getattr(notification, "others", 0)}
    sentence = get_template(notification.inbox_template).template
    return sentence.render(Context(words, autoescape=autoescape)).strip()


@register.filter
def to_absolute(path: str) -> str:
    """A path of this site as a whole address, in the language of the mail."""
    return f"{settings.SITE_URL}{in_language(path, get_language())}"
