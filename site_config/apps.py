from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class SiteConfigConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "site_config"

    def ready(self):
        post_migrate.connect(keep_site_of_comments, sender=self)


class SitesOfComments(AppConfig):
    """The table of sites that every comment points to, with one row, and nothing else of Django's sites framework.

    Installed as "django.contrib.sites" it would change sign-in too: allauth ties every provider to a site then, by a
    table that older databases do not have, and Django refuses to migrate those. So the app has another name (0015).
    """

    default_auto_field = "django.db.models.AutoField"
    name = "django.contrib"
    label = "sites"


def keep_site_of_comments(apps, using, **kwargs):
    """The one row says where this site is."""
    try:
        sites = apps.get_model("sites", "Site").objects.using(using)
    except LookupError:  # older migrations, in a test of one
        return
    sites.update_or_create(
        pk=settings.SITE_ID,
        defaults={"domain": urlsplit(settings.SITE_URL).netloc[:100], "name": settings.WAGTAIL_SITE_NAME},
    )
