"""Every change of something that can be found goes to the outbox, in the transaction of the change itself."""

from collections.abc import Callable, Iterable
from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from haystack.signals import BaseSignalProcessor
from wagtail.models import Page

from search.actions import enqueue
from search.spreading import spread_at_once, spreading

#: What saving a draft writes beside the draft: nothing of it can be found.
DRAFT_FIELDS = frozenset(["draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"])


class OutboxSignalProcessor(BaseSignalProcessor):
    """Haystack's place for this; it writes tasks and never the index."""

    def setup(self):
        post_save.connect(self.handle_change)
        post_delete.connect(self.handle_deletion)
        pre_delete.connect(self.handle_end)
        m2m_changed.connect(self.handle_relation)

    def teardown(self):
        post_save.disconnect(self.handle_change)
        post_delete.disconnect(self.handle_deletion)
        pre_delete.disconnect(self.handle_end)
        m2m_changed.disconnect(self.handle_relation)

    @cached_property
    def watched(self) -> dict[type[Model], list[Callable[[Model], Model | Iterable[Model] | None]]]:
        """What to re-index when an object of a model changes: itself, and what it affects."""
        indexes = self.connections["default"].get_unified_index().get_indexes()
        watched: dict = {model: [lambda obj: obj] for model in {*indexes, *spreading()}}
        for index in indexes.values():
            for other, affected_by in index.affects.items():
                watched.setdefault(other, []).append(affected_by)
        return watched

    def handle_change(self, sender, instance, update_fields=None, created=False, **kwargs):
        if update_fields and DRAFT_FIELDS.issuperset(update_fields):
            return
        if created and sender in spreading():  # Nothing can depend on it yet.
            return
        for affected_by in self.watched.get(sender, ()):
            try:
                affected = affected_by(instance)
            except ObjectDoesNotExist:  # Deleted together with what it belonged to, which has a task of its own.
                continue
            enqueue(*([affected] if isinstance(affected, Model) else affected or ()))

    def handle_end(self, sender, instance, **kwargs):
        if sender is not Page:
            spread_at_once(instance)

    def handle_deletion(self, sender, instance, **kwargs):
        """A page is deleted as what it is (an article, say) and as a plain page: once is enough."""
        if sender is not Page:
            self.handle_change(sender, instance)

    def handle_relation(self, sender, instance, action, reverse, model, pk_set, **kwargs):
        """Such as the tags of a thread, which are no model of their own."""
        if action in ("post_add", "post_remove", "post_clear"):
            enqueue(*([model(pk=pk) for pk in pk_set or ()] if reverse else [instance]))
