"""What search engines may read of the community: what everyone sees and a stranger is helped by."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from community.findable import findable
from community.models import Thread


class ThreadSitemap(Sitemap):
    """Each thread once, at its address in its own language; the freshest first, as a crawler reads from the top."""

    limit = 10_000

    def items(self):
        return findable(Thread.objects.public()).latest_active().only("slug", "language", "last_activity_at")

    def get_latest_lastmod(self):
        """The first one's: without reading them all."""
        first = self.items().first()
        return first.last_activity_at if first else None

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def location(self, thread):
        return thread.home_url

    def lastmod(self, thread):
        return thread.last_activity_at
