"""What all pages of the knowledge base share: visibility, the language switch, the trail above the title."""

from django.utils.functional import cached_property
from wagtail.models import Page, PageManager
from wagtail_localize.fields import SynchronizedField

from kb.visibility import HelpQuerySet

HelpManager = PageManager.from_queryset(HelpQuerySet)


class HelpPage(Page):
    """The abstract base of our pages: templates get ``translations`` and ``trail``, each in one query."""

    objects = HelpManager()
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        abstract = True

    @cached_property
    def translations(self) -> list[dict[str, str]]:
        """Where else this page is published: ``[{"code": "fa", "url": "/fa/help/…"}]``, itself among them."""
        pages = (
            HelpQuerySet(Page)
            .filter(translation_key=self.translation_key)
            .visible()
            .select_related("locale")
            .order_by("locale_id")
        )
        return [{"code": page.locale.language_code, "url": page.get_url(self._request)} for page in pages]

    _request = None

    def get_context(self, request, *args, **kwargs):
        self._request = request
        context = super().get_context(request, *args, **kwargs)
        return {**context, "translations": self.translations, "trail": self.trail()}

    def trail(self) -> list[dict[str, str]]:
        """The pages above this one, from the help's front page down, as title and address."""
        above = self.get_ancestors().filter(depth__gt=2)
        return [{"title": page.title, "url": page.get_url(self._request)} for page in above]
