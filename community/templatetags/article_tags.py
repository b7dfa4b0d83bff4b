"""What members do for articles, on the articles' own pages."""

from django import template

from community import articles

register = template.Library()


@register.simple_tag(takes_context=True)
def may_suggest_text(context) -> bool:
    """Whether the reader may propose better texts; editors write them in the CMS. No query of its own."""
    user = context["request"].user
    return articles.can_propose_text(user) and not articles.edits_in_cms(user)


@register.simple_tag(takes_context=True)
def may_translate(context, page, language) -> bool:
    """``{% may_translate page "fa" as may %}``: whether the reader speaks it, and may. One query for such members."""
    return articles.can_translate(context["request"].user, page, language)


@register.simple_tag(takes_context=True)
def may_promote(context, thread) -> bool:
    """Whether the reader makes articles of such questions. No query."""
    return articles.can_promote(context["request"].user, thread)


@register.simple_tag
def grown_from(page):
    """``{% grown_from page as promotion %}``: the question an article grew from. One query."""
    return articles.grown_from(page)
