from django.core.cache import cache
from django.db.models.signals import post_save
from django.dispatch import receiver

from site_config.models import SiteSettings


def site(request):
    """``site``: the owner's settings, from the cache. (Never named ``settings``: Wagtail's own would be shadowed.)"""
    return {"site": cache.get_or_set("site_settings", SiteSettings.load, 60)}


@receiver(post_save, sender=SiteSettings)
def forget_site(**kwargs):
    cache.delete("site_settings")
