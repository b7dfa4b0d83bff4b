"""What search engines may read of the help: every page that everyone sees, in every language, and its translations."""

from collections import defaultdict
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from kb.queries import pages


class PageSitemap(Sitemap):
    """Each page once, with the languages it is published in; the default language stands for all other readers."""

    def items(self):
        return pages().visible().filter(depth__gt=1).select_related("locale").order_by("path")

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def location(self, page):
        return page.get_url() or ""

    def lastmod(self, page):
        return page.last_published_at or page.latest_revision_created_at

    def _urls(self, page, protocol, domain):
        urls = [url for url in super()._urls(page, protocol, domain) if url["item"].get_url()]
        groups = self._groups()
        for url in urls:
            url["alternates"] = groups[url["item"].translation_key]
        return urls

    def _groups(self) -> dict:
        """Translation key → where all its pages are, as alternates."""
        groups = defaultdict(list)
        for page in self.items():
            if path := page.get_url():
                where = urljoin(settings.SITE_URL, path)
                groups[page.translation_key].append({"lang_code": page.locale.language_code, "location": where})
        for alternates in groups.values():
            default = next((a for a in alternates if a["lang_code"] == settings.LANGUAGE_CODE), alternates[0])
            alternates.append({"lang_code": "x-default", "location": default["location"]})
        return groups
