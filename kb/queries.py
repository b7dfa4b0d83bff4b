"""Reads of the knowledge base, each for guests: only what is published and open to all."""

from collections import defaultdict
from dataclasses import dataclass, field
from math import sqrt

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Count, F, IntegerField, Q, Window
from django.db.models.functions import Length, RowNumber, Substr
from django.utils.translation import get_language
from wagtail.models import Page, Site

from kb.models import ArticleFeedback, ArticlePage, SectionPage, VideoGuidePage
from kb.visibility import HelpQuerySet
from search.analysis.folding import fold

MINIMUM_VOTES = 5
ARTICLES_PER_PAGE = 60


def pages() -> HelpQuerySet:
    return HelpQuerySet(Page)


def page_at(request, path: str) -> Page | None:
    """The published page of the reader's language at an address below the language's home page."""
    site, code = Site.find_for_request(request), get_language()
    if site is None:
        return None
    roots = (p.root_path for p in Site.get_site_root_paths() if (p.site_id, p.language_code) == (site.pk, code))
    root = next(roots, None)
    if root is None:
        return None
    found = Page.objects.filter(url_path=f"{root}{path}", live=True).only("pk", "content_type").first()
    if found is None or not hasattr(found.specific_class, "shown_with"):
        return None
    return found.specific_class.objects.select_related(*found.specific_class.shown_with).get(pk=found.pk)


@dataclass
class Nearest:
    """Of a page that is not in the reader's language: where it can be read, and what lies around it in theirs."""

    originals: list[Page]
    translation: Page | None = None
    section: SectionPage | None = None
    articles: list[ArticlePage] = field(default_factory=list)


def nearest_to(request, path: str) -> Nearest | None:
    """The same place in the other languages, where there is a public page, and the nearest in the reader's own.

    ``translation`` is set where the page only lies at another address in the reader's language.
    """
    site, code = Site.find_for_request(request), get_language()
    if site is None or not path:
        return None
    others = [p for p in Site.get_site_root_paths() if p.site_id == site.pk and p.language_code != code]
    same_place = pages().filter(url_path__in=[f"{other.root_path}{path}" for other in others]).visible()
    keys = list(same_place.values_list("translation_key", flat=True))
    if not keys:
        return None
    found = pages().filter(translation_key__in=keys).visible().select_related("locale")
    found = list(found.order_by("locale_id", "path"))
    translation = next((page for page in found if page.locale.language_code == code), None)
    section = _nearest_section(found[0], code)
    return Nearest(found, translation, section, _articles_anywhere_below(section) if section else [])


def _nearest_section(page: Page, code: str) -> SectionPage | None:
    """The narrowest section above a page that there is in a language."""
    above = [page.path[:length] for length in range(3 * page.steplen, len(page.path), page.steplen)]
    keys = pages().filter(path__in=above).values("translation_key")
    return SectionPage.objects.in_language(code).visible().filter(translation_key__in=keys).order_by("-depth").first()


def _articles_anywhere_below(section: SectionPage, limit: int = 6) -> list[ArticlePage]:
    return list(ArticlePage.objects.descendant_of(section).visible().defer("body").order_by("path")[:limit])


def reading_page(page_id: int) -> ArticlePage | VideoGuidePage | None:
    """The public article or guide with that number."""
    for model in (ArticlePage, VideoGuidePage):
        if page := model.objects.visible().filter(pk=page_id).first():
            return page
    return None


def readable_at(language: str, path: str) -> ArticlePage | VideoGuidePage | None:
    """The public article or guide of any site at an address below a language's home page."""
    roots = {one.root_path for one in Site.get_site_root_paths() if one.language_code == language}
    found = Page.objects.filter(url_path__in=[f"{root}{path}" for root in roots]).values_list("pk", flat=True)
    return next((page for pk in found if (page := reading_page(pk))), None)


@dataclass
class SectionTile:
    """A section with its first articles, as home and section pages show it."""

    section: SectionPage
    article_count: int = 0
    articles: list[ArticlePage] = field(default_factory=list)


def popular_articles(lang: str, limit: int = 5) -> list[ArticlePage]:
    """Articles that solved it most often, less those where it did not; newest first among equals."""
    yes, no = Count("feedback", filter=Q(feedback__helpful=True)), Count("feedback", filter=Q(feedback__helpful=False))
    articles = ArticlePage.objects.in_language(lang).visible().defer("body")
    return list(articles.annotate(balance=yes - no).order_by("-balance", "-first_published_at", "-pk")[:limit])


def sections(lang: str) -> list[SectionTile]:
    """The sections directly below a language's help page, each with its three first articles. Two queries."""
    found = SectionPage.objects.in_language(lang).visible().filter(depth=4).order_by("path")
    return tiles(list(found))


def tiles(found: list[SectionPage], limit: int = 3) -> list[SectionTile]:
    """Sections with the first articles that lie anywhere below each, in one query."""
    if not found:
        return []
    width = len(found[0].path)
    paths = [section.path for section in found]
    below = (
        ArticlePage.objects.visible()
        .filter(path__gte=min(paths), path__lt=max(paths) + "~", depth__gt=found[0].depth)
        .annotate(top=Substr("path", 1, width))
        .filter(top__in=paths)
    )
    ranked = below.annotate(
        place=Window(RowNumber(), partition_by=F("top"), order_by=[Length("path"), F("path")]),
        total=Window(Count("pk"), partition_by=F("top")),
    )
    by_section = defaultdict(list)
    for article in ranked.filter(place__lte=limit).defer("body").order_by("path"):
        by_section[article.top].append(article)
    return [SectionTile(s, by_section[s.path][0].total if by_section[s.path] else 0, by_section[s.path]) for s in found]


def articles_below(section: SectionPage, page=None) -> PageOfList:
    """One page of a section's own articles: in the editors' order, or by title where there are too many to arrange."""
    found = ArticlePage.objects.child_of(section).visible()
    titles = list(found.order_by("path").values_list("pk", "title"))
    if len(titles) > ARTICLES_PER_PAGE:
        titles.sort(key=lambda row: fold(row[1]))
    shown = Paginator([pk for pk, _ in titles], ARTICLES_PER_PAGE).get_page(page)
    articles = ArticlePage.objects.defer("body").in_bulk(list(shown.object_list))
    shown.object_list = [articles[pk] for pk in shown.object_list if pk in articles]
    return shown


def guides(lang: str, limit: int = 3) -> list[VideoGuidePage]:
    """The newest video guides with their still pictures and captions."""
    found = VideoGuidePage.objects.in_language(lang).visible().order_by("-first_published_at", "-pk")
    return list(with_posters(found)[:limit])


def with_posters(found) -> HelpQuerySet:
    """Guides with what a card shows, in a fixed number of queries."""
    return found.select_related("video", "poster", "locale").prefetch_related("poster__renditions").defer("body")


def related_pages(page: Page, limit: int = 4) -> list[Page]:
    """Other articles and guides of the language: those that share most tags, then those of the same section."""
    tags = list(page.tags.values_list("pk", flat=True))
    parent = page.path[: -page.steplen]
    tagged = Q(articlepage__tagged_items__tag__in=tags) | Q(videoguidepage__tagged_items__tag__in=tags)
    shared = sum(
        Count(f"{model}__tagged_items", filter=Q(**{f"{model}__tagged_items__tag__in": tags}), distinct=True)
        for model in ("articlepage", "videoguidepage")
    )
    found = (
        pages()
        .visible()
        .filter(locale_id=page.locale_id)
        .filter(Q(path__startswith=parent, depth=page.depth) | tagged)
        .filter(Q(articlepage__isnull=False) | Q(videoguidepage__isnull=False))
        .exclude(pk=page.pk)
        .annotate(shared=shared, is_guide=Count("videoguidepage", distinct=True, output_field=IntegerField()))
        .order_by("-shared", "path")
    )
    return list(found[:limit])


def helpfulness(page: Page) -> float:
    """The share of visitors whom the page helped that we can be sure of: the lower Wilson bound (95 %).

    From 0 to 1. As long as fewer than five have said so nothing is known, which is 0.5: neither praise nor blame. So
    9 of 10 (0.60) is worth less than 90 of 100 (0.83), and a first "yes" or "no" moves nothing.
    """
    yes, total = (
        ArticleFeedback.objects.filter(page_id=page.pk)
        .aggregate(yes=Count("pk", filter=Q(helpful=True)), total=Count("pk"))
        .values()
    )
    return wilson_bound(yes, total) if total >= MINIMUM_VOTES else 0.5


def wilson_bound(yes: int, total: int) -> float:
    share, z = yes / total, 1.96
    middle, spread = share + z * z / (2 * total), z * sqrt((share * (1 - share) + z * z / (4 * total)) / total)
    return (middle - spread) / (1 + z * z / total)
