"""How a question stands, on its page."""

from django import template

from community.permissions import can_merge, may_go
from community.relations import relations_of
from community.state_forms import ReplyForm

register = template.Library()


@register.simple_tag
def relations(thread, user):
    """``{% relations thread user as related %}``: origin, follow_ups, merged."""
    return relations_of(thread, user)


@register.simple_tag
def reply_form():
    """A fresh form for what the asker tells."""
    return ReplyForm(autofocus=False, auto_id="reply-%s")


@register.simple_tag
def may(user, act, thread) -> bool:
    """Whether the table of states opens a way to the reader: ``{% may user "close" thread as may_close %}``."""
    return may_go(user, thread, act)


@register.simple_tag
def may_merge(user, thread) -> bool:
    return can_merge(user, thread)
