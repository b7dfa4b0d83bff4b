"""Pages of the site itself: the root redirect, health, robots, and the designed errors."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.sitemaps.views import SitemapIndexItem
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers
from haystack import connections

from site_config.markdown import MAX_SOURCE_LENGTH, render_markdown
from site_config.texts import clean_text


@vary_on_headers("Accept-Language", "Cookie")
def root(request):
    """Send the reader to the home page in their language: account, then cookie, then browser."""
    language = getattr(request.user, "language", "") or get_language_from_request(request)
    return redirect(f"/{language}/")


@never_cache
def healthz(request):
    """200 ``{"status": "ok"}`` when database and search index answer; 503 naming what does not."""
    failing = [name for name, is_up in (("database", _database_answers), ("index", _index_answers)) if not is_up()]
    if failing:
        return JsonResponse({"status": "failing", "failing": failing}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"status": "ok"})


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _index_answers() -> bool:
    """An index that is empty while there is something to find was lost: `rebuild_index` brings it back."""
    backend = connections["default"].get_backend()
    return backend.is_healthy() and not (backend.is_empty() and _has_something_to_find())


def _has_something_to_find() -> bool:
    indexes = connections["default"].get_unified_index().get_indexes().values()
    try:
        return any(index.index_queryset().exists() for index in indexes)
    except DatabaseError:
        return False  # that the database does not answer is said by its own name


@never_cache
def cms_login(request):
    """Editors come in by the site's own door: its limit on guesses and its second step would not hold at another."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"), "account_login")
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect("wagtailadmin_home")


@require_POST
def markdown_preview(request):
    """An HTML fragment of the Markdown in the POST field that ``field`` names: what the post will look like.

    Anyone may ask, so an address may ask only so often (``ACCOUNT_RATE_LIMITS``).
    """
    if not ratelimit.consume(request, action="preview"):
        return ratelimit.respond_429(request)
    source = clean_text(request.POST.get(request.POST.get("field", "body"), "")[:MAX_SOURCE_LENGTH])
    return render(request, "components/markdown_preview.html", {"html": render_markdown(source)})


def robots(request):
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /*/desk/", "Disallow: /*/tickets/", "Disallow: /*/account/"]
    lines += ["Disallow: /*/search/", "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def sitemap_index(request, sitemaps):
    """The parts of the map of the site, each with as many addresses as its section allows."""
    parts = []
    for section, kind in sitemaps.items():
        part = kind()
        address, last = settings.SITE_URL + reverse("sitemap_part", args=[section]), part.get_latest_lastmod()
        pages = [address if page == 1 else f"{address}?p={page}" for page in part.paginator.page_range]
        parts += [SitemapIndexItem(page, last) for page in pages]
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")


def error_page(request, status: int):
    return render(request, f"errors/{status}.html", status=status)


def bad_request(request, exception=None):
    return error_page(request, 400)


def forbidden(request, exception=None):
    return error_page(request, 403)


def not_found(request, exception=None):
    return error_page(request, 404)


TYPED = ("title", "subject", "body", "text")  # fields that people write


def csrf_failure(request, reason=""):
    """Nothing was taken; what was typed is shown, so that it can be copied where the browser does not keep it."""
    typed = [request.POST[name] for name in TYPED if request.POST.get(name, "").strip()]
    return render(request, "errors/csrf.html", {"typed": typed}, status=403)


def server_error(request):
    """Plain HTML without context processors: whatever failed may fail again."""
    return render(None, "errors/500.html", status=500)
