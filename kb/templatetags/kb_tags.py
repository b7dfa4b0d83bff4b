"""What the pages of the knowledge base ask for: a fixed number of queries each, however much there is to show."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kb import queries, structured
from kb.models import SectionPage, VideoGuidePage

register = template.Library()


@register.simple_tag
def home_contents(page, limit=6):
    """``{% home_contents page as home %}``: ``tiles``, ``guides`` and ``popular`` of the page's language."""
    if not hasattr(page, "_contents"):  # asked for in two blocks of the page
        code = page.locale.language_code
        page._contents = {
            "tiles": queries.sections(code)[:limit],
            "guides": queries.guides(code),
            "popular": queries.popular_articles(code, limit=3),
        }
    return page._contents


@register.simple_tag(takes_context=True)
def section_contents(context, page):
    """``{% section_contents page as contents %}``: ``tiles`` of narrower sections, a page of ``articles``, ``guides``.

    What stands beside the articles stands on their first page only.
    """
    if not hasattr(page, "_contents"):  # asked for in two blocks of the page
        page._contents = _section_contents(page, context["request"].GET.get("page"))
    return page._contents


def _section_contents(page, number) -> dict:
    articles = queries.articles_below(page, number)
    if articles.number > 1:
        return {"tiles": [], "articles": articles, "guides": []}
    narrower = SectionPage.objects.child_of(page).visible().order_by("path")
    return {
        "tiles": queries.tiles(list(narrower)),
        "articles": articles,
        "guides": queries.with_posters(VideoGuidePage.objects.child_of(page).visible().order_by("path")),
    }


@register.simple_tag
def popular_articles(limit=5):
    """``{% popular_articles limit=5 as articles %}``: those that helped most, in the reader's language."""
    return queries.popular_articles(get_language(), limit)


@register.simple_tag
def related_pages(page, limit=4):
    return queries.related_pages(page, limit)


@register.filter
def rich(value, page) -> SafeString:
    """``{{ value|rich:page }}``: a rich text of the page's body (cleaned on input), its links written out."""
    source = getattr(value, "source", value) or ""
    return mark_safe(page.text.html(source))


@register.filter
def bare(html: str) -> SafeString:
    """A rich text of one paragraph without its ``<p>``, for a table's cell."""
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return mark_safe(html if "<p" in inner else inner)


@register.filter
def has_headings(table) -> bool:
    return any(column["heading"] for column in table.columns)


@register.simple_tag(takes_context=True)
def structured_facts(context, page):
    """The page for search engines, as JSON-LD that no text can break out of."""
    facts = json.dumps(structured.facts(page, context["request"]), ensure_ascii=False)
    safe = facts.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
    safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return format_html(
        '<script type="application/ld+json" nonce="{}">{}</script>', context["request"].csp_nonce, mark_safe(safe)
    )
