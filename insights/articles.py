"""“Write an article” about a search: the CMS's own page for a new article, with the search as its title."""

from contextvars import ContextVar

from django.dispatch import receiver
from django.utils.text import slugify
from wagtail.signals import init_new_page

from kb.models import ArticlePage, SectionPage

_title: ContextVar[str] = ContextVar("title", default="")


def help_pages() -> dict[str, int]:
    """The key of each language's help page: where a new article begins; its author moves it."""
    return dict(SectionPage.objects.filter(slug="help", depth=3).values_list("locale__language_code", "pk"))


def remember_title(request, parent, page_class) -> None:
    """Hook of Wagtail, before every page for a new page: its form is made without the request."""
    _title.set(request.GET.get("title", "")[:100] if request.method == "GET" else "")


@receiver(init_new_page)
def give_title(page, **kwargs) -> None:
    title = " ".join(_title.get().replace("\0", "").split())
    if title and isinstance(page, ArticlePage):
        page.title = title[:1].upper() + title[1:]
        page.slug = slugify(title, allow_unicode=True)
