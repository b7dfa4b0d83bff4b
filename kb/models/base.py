"""What all pages of the knowledge base share: visibility, the language switch, the trail above the title."""

from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q
from django.utils.functional import cached_property
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from kb.visibility import HelpQuerySet

HelpManager = PageManager.from_queryset(HelpQuerySet)


class HelpPage(Page):
    """The abstract base of our pages: templates get ``translations`` and ``trail``, each in one query."""

    objects = HelpManager()
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        abstract = True

    #: What `kb.views.page` fetches along with the page.
    shown_with = ("locale",)
    _request = None

    def get_view_restrictions(self):
        """As Wagtail's own, in one query: restrictions of this page, those above it, and what they are aliases of."""
        paths = [self.path[:length] for length in range(self.steplen, len(self.path) + 1, self.steplen)]
        own = Q(page__path__in=paths, page__alias_of=None)
        return PageViewRestriction.objects.filter(own | Q(page__aliases__path__in=paths))

    def get_context(self, request, *args, **kwargs):
        self._request = request
        context = super().get_context(request, *args, **kwargs)
        return {**context, "translations": self.translations, "crumbs": self.crumbs, "description": self.description}

    def get_full_url(self, request=None):
        """At the site's public address: what the CMS, the site map and mails lead to, whatever a site record says."""
        url = self.get_url(request)
        return url and urljoin(settings.SITE_URL, url)

    @cached_property
    def translations(self) -> dict[str, str]:
        """Where else this page is published, by language, itself among them: ``{"fa": "/fa/help/…"}``."""
        pages = HelpQuerySet(Page).filter(translation_key=self.translation_key).visible().select_related("locale")
        found = {page.locale.language_code: page.get_url(self._request) for page in pages}
        return {**found, self.locale.language_code: self.get_url(self._request)}

    @cached_property
    def crumbs(self) -> list[tuple[str, str]]:
        """The pages above this one, from the help's front page down, as title and address."""
        if self.depth < 4:
            return []
        above = self.get_ancestors().filter(depth__gt=2)
        return [(page.title, page.get_url(self._request)) for page in above]

    @property
    def description(self) -> str:
        """For search engines: what an editor wrote for them, else the page's own first words."""
        return self.search_description or getattr(self, "summary", "") or getattr(self, "intro", "")
