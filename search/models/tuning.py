"""What editors know better than the ranking. It takes effect with the next search: no restart, no re-index."""

import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TuningVersion(models.Model):
    """One row, changed whenever anything below (or the popularity) was: how every process notices it."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)

    @classmethod
    def bump(cls) -> None:
        """Call it in the transaction of the change.

        The number is the time: one that was rolled back, or lost with a restored backup, never comes again for another
        state, so what a process has read by it is never taken for that.
        """
        cls.objects.update_or_create(pk=1, defaults={"number": time.time_ns() // 1000})


class Synonym(models.Model):
    """Words that mean the same to a reader of one language."""

    lang = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    typed = models.CharField(
        _("what people type"), max_length=200, help_text=_("Words or short phrases, with commas between them.")
    )
    means = models.CharField(
        _("also finds"), max_length=200, help_text=_("The words our articles use, with commas between them.")
    )
    both_ways = models.BooleanField(
        _("both ways"), default=True, help_text=_("Searches for the words on the right find the left ones, too.")
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        ordering = ["lang", "typed"]
        verbose_name, verbose_name_plural = _("synonym"), _("synonyms")

    def __str__(self):
        return f"{self.typed} → {self.means}"


class Tuned(models.Model):
    """A decision about one result. `identifier` names what is found (app_label.model.pk), `title` as it was then."""

    lang = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    query = models.CharField(_("search"), max_length=200)
    key = models.CharField(max_length=200)  # stems of its words, sorted: searches that mean the same
    identifier = models.CharField(max_length=200)
    title = models.CharField(_("result"), max_length=255)
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.query}: {self.title}"


class PinnedResult(Tuned):
    """Comes first for a search, in the order of `position`."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["lang", "key", "position", "pk"]
        verbose_name, verbose_name_plural = _("pinned result"), _("pinned results")
        constraints = [
            models.UniqueConstraint(fields=["lang", "key", "identifier"], name="pinned_once_for_a_search"),
        ]


class HiddenResult(Tuned):
    """Never shown for a search; with an empty `key`, for any search in any language."""

    class Meta:
        ordering = ["lang", "key", "pk"]
        verbose_name, verbose_name_plural = _("hidden result"), _("hidden results")
        constraints = [
            models.UniqueConstraint(fields=["lang", "key", "identifier"], name="hidden_once_for_a_search"),
        ]
