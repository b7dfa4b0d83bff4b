"""What search engines may read of the community: the threads everyone sees and somebody answered."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from community.models import Thread


class ThreadSitemap(Sitemap):
    """Each thread once, at its address in its own language; the freshest first, as a map has room for 50,000."""

    def items(self):
        answered = Thread.objects.public().filter(answer_count__gt=0).latest_active()
        return answered.only("slug", "language", "last_activity_at")

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def location(self, thread):
        return thread.home_url

    def lastmod(self, thread):
        return thread.last_activity_at
