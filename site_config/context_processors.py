"""``site``, the owner's settings, for every template: from the cache, or as last seen where nothing may be asked."""

from hashlib import sha256

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from site_config.models import SiteSettings

SECONDS = 60  # how long another process may show the settings of before
# Named after the fields: what an older release put into a shared cache lacks some.
KEY = "site_settings:" + sha256(" ".join(f.attname for f in SiteSettings._meta.fields).encode()).hexdigest()[:8]
_last_seen: SiteSettings | None = None


def site(request):
    """``site``: the owner's settings, from the cache. (Never named ``settings``: Wagtail's own would be shadowed.)"""
    return {"site": current_site()}


def current_site() -> SiteSettings:
    global _last_seen
    _last_seen = cache.get_or_set(KEY, _load, SECONDS)
    return _last_seen


def last_seen_site() -> SiteSettings:
    """Without the database, for error pages: what this process last showed, else what is built in."""
    return _last_seen or SiteSettings()


def _load() -> SiteSettings:
    """With the addresses of its pictures, so that no page asks for them."""
    found = SiteSettings.load()
    for name in ("logos", "icons"):
        getattr(found, name)  # computed here, kept with the object
    found._state.fields_cache.clear()
    return found


@receiver(post_save, sender=SiteSettings)
def forget_site(**kwargs):
    cache.delete(KEY)
    transaction.on_commit(lambda: cache.delete(KEY))
