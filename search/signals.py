"""Every change of something that can be found goes to the outbox, in the transaction of the change itself."""

from collections.abc import Callable, Iterable
from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from haystack.signals import BaseSignalProcessor
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search.actions import enqueue


class OutboxSignalProcessor(BaseSignalProcessor):
    """Haystack's place for this; it writes tasks and never the index."""

    def setup(self):
        post_save.connect(self.handle_change)
        post_delete.connect(self.handle_change)
        for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
            signal.connect(self.handle_page_tree)
        post_save.connect(self.handle_restriction, sender=PageViewRestriction)
        post_delete.connect(self.handle_restriction, sender=PageViewRestriction)

    def teardown(self):
        post_save.disconnect(self.handle_change)
        post_delete.disconnect(self.handle_change)
        for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
            signal.disconnect(self.handle_page_tree)
        post_save.disconnect(self.handle_restriction, sender=PageViewRestriction)
        post_delete.disconnect(self.handle_restriction, sender=PageViewRestriction)

    @cached_property
    def watched(self) -> dict[type[Model], list[Callable[[Model], Model | Iterable[Model] | None]]]:
        """What to re-index when an object of a model changes: the object itself, and what it affects."""
        watched: dict = {}
        for model, index in self.connections["default"].get_unified_index().get_indexes().items():
            watched.setdefault(model, []).append(lambda obj: obj)
            for other, affected_by in index.affects.items():
                watched.setdefault(other, []).append(affected_by)
        return watched

    def handle_change(self, sender, instance, **kwargs):
        for affected_by in self.watched.get(sender, ()):
            try:
                affected = affected_by(instance)
            except ObjectDoesNotExist:  # Deleted together with what it belonged to, which has a task of its own.
                continue
            enqueue(*([affected] if isinstance(affected, Model) else affected or ()))

    def handle_page_tree(self, sender, instance, **kwargs):
        """A page's address, name and audience are part of all pages below it, and those are not saved."""
        enqueue(instance, *_pages_below(instance))

    def handle_restriction(self, sender, instance, **kwargs):
        page = Page.objects.filter(pk=instance.page_id).first()
        if page:
            enqueue(page.specific, *_pages_below(page))


def _pages_below(page: Page) -> Iterable[Page]:
    return page.get_descendants().specific().iterator() if page.numchild else ()
