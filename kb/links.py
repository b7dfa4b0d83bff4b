"""Links from one page to another. Stored as Wagtail stores them (by number), so that a renamed page loses none.

`article:<slug or id of the source>` is how imported texts and our exports write such a link.
"""

import re
from html import escape
from urllib.parse import quote, unquote, urlsplit

from bs4.element import Tag
from django.db.models import Q
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from kb.visibility import HelpQuerySet
from site_config.models import ImportedObject

PREFIX = "article:"
KINDS = ["article", "video", "section"]
_PAGE_LINK = re.compile(r'<a (?:[^>]*? )?linktype="page"[^>]*>(.*?)</a>', re.DOTALL)
_PAGE_ID = re.compile(r'id="(\d+)"')
_LOOSE_LINK = re.compile(rf'<a href="{PREFIX}[^"]*">(.*?)</a>', re.DOTALL)
_LINK_IN_JSON = re.compile(r'linktype=\\?"page\\?"[^>]*?id=\\?"(\d+)\\?"|id=\\?"(\d+)\\?"[^>]*?linktype=\\?"page\\?"')
_LOOSE_IN_BODY = re.compile(rf'href="{PREFIX}([^"]+)"')


def linked_ids(body) -> set[int]:
    """Numbers of the pages a body links to, read from its raw form."""
    raw = str(list(body.raw_data))
    return {int(first or second) for first, second in _LINK_IN_JSON.findall(raw)}


def public_links(ids: set[int], locale_id: int) -> dict[int, str]:
    """Number → address of public pages, or of their translation into the language of ``locale_id``. One query."""
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    pages = HelpQuerySet(Page).filter(Q(pk__in=ids) | Q(translation_key__in=keys, locale_id=locale_id)).visible()
    pages = list(pages)
    translated = {page.translation_key: page for page in pages if page.locale_id == locale_id}
    return {page.pk: translated.get(page.translation_key, page).get_url() for page in pages if page.pk in ids}


def with_addresses(source: str, addresses: dict[int, str]) -> str:
    """A stored rich text with links written out; a link to what is not public keeps only its words."""

    def write(match: re.Match) -> str:
        number = _PAGE_ID.search(match[0])
        address = addresses.get(int(number[1])) if number else None
        return f'<a href="{escape(address)}">{match[1]}</a>' if address else match[1]

    return expand_db_html(_LOOSE_LINK.sub(r"\1", _PAGE_LINK.sub(write, source)))


def find_page(reference: str, lang: str) -> Page | None:
    """The page that ``article:<reference>`` means: an id of an import, else a slug in that language."""
    known = ImportedObject.objects.filter(kind__in=KINDS, source_id=reference).first()
    if known:
        return Page.objects.filter(pk=known.object_id).first()
    by_slug = Page.objects.filter(slug=reference, locale__language_code=lang, depth__gt=3)
    return by_slug.order_by("depth", "path").first()


def is_whole(href: str) -> bool:
    """Whether an address works from anywhere: on the web, or of a person. Others leave only their words."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return len(href) <= 2000 and (
        parts.scheme in ("mailto", "tel") or bool(parts.scheme in ("http", "https") and parts.netloc)
    )


def link_writer(lang: str):
    """How links of an imported text in ``lang`` are stored; addresses without a site leave only their words."""

    def write(node: Tag) -> str | None:
        href = (node.get("href") or "").strip()
        if href.lower().startswith(PREFIX):
            reference = unquote(href[len(PREFIX) :])
            page = find_page(reference, lang)
            return f'linktype="page" id="{page.pk}"' if page else f'href="{PREFIX}{quote(reference, safe="-_.~")}"'
        return f'href="{escape(href)}"' if is_whole(href) else None

    return write


def settle_loose_links(raw: list, lang: str) -> bool:
    """Point ``article:`` links in a raw stream at pages that have come meanwhile; True when one was found."""
    changed = False

    def settle(value):
        nonlocal changed
        if isinstance(value, str):
            new = _LOOSE_IN_BODY.sub(lambda match: _settled(match, lang), value)
            changed |= new != value
            return new
        if isinstance(value, dict):
            return {key: settle(inner) for key, inner in value.items()}
        return [settle(inner) for inner in value] if isinstance(value, list) else value

    raw[:] = settle(list(raw))
    return changed


def _settled(match: re.Match, lang: str) -> str:
    page = find_page(unquote(match[1]), lang)
    return f'linktype="page" id="{page.pk}"' if page else match[0]
