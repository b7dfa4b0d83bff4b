"""The composition root of the site's addresses. What stands here stays (DESIGN §4)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.db.transaction import atomic
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.page_privacy import set_privacy
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import choose_language
from community.sitemaps import ThreadSitemap
from kb import views as kb_views
from kb.sitemaps import PageSitemap
from search.api import search_api
from search.beacons import beacon
from site_config import assets, media, views
from site_config.error_gallery import show_error
from site_config.styleguide import styleguide

handler400 = "site_config.views.bad_request"
handler403 = "site_config.views.forbidden"
handler404 = "site_config.views.not_found"
handler500 = "site_config.views.server_error"

SITEMAPS = {"pages": PageSitemap, "threads": ThreadSitemap}

urlpatterns = [
    path("", views.root, name="root"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("assets/<slug:stem>.<slug:digest>.<slug:suffix>", assets.serve, name="asset"),
    path("sitemap.xml", views.sitemap_index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("api/search/", search_api, name="search_api"),
    path("beacon/", beacon, name="beacon"),
    path("i18n/setlang/", choose_language, name="set_language"),
    path("cms/login/", views.cms_login),
    # Wagtail stores who may read a page, then announces it: here in one transaction, so that search surely hears of it.
    path("cms/pages/<int:page_id>/privacy/", require_admin_access(atomic(set_privacy))),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("captions/<int:track_id>.vtt", kb_views.captions, name="captions"),
    re_path(r"^media/(?P<path>.+)$", media.serve_media, name="media"),
]
if settings.DEBUG:
    urlpatterns.append(path("django-admin/", admin.site.urls))

urlpatterns += i18n_patterns(
    path("preview/", views.markdown_preview, name="markdown_preview"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/errors/<slug:name>/", show_error, name="show_error"),
    path("account/", include("accounts.urls")),
    path("search/", include("search.urls")),
    path("community/", include("community.urls")),
    path("members/", include("community.member_urls")),
    path("tickets/", include("tickets.urls")),
    path("desk/", include("tickets.desk_urls")),
    path("feedback/", include("kb.urls")),
    re_path(wagtail_urls.serve_pattern, kb_views.page),
    path("", include(wagtail_urls)),
)
