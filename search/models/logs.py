"""What was searched for and read, in numbers: never by whom. Kept 400 days (docs/decisions/0012)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SOON = timedelta(seconds=60)
_UNOPENED = Q(refined=False) & (Q(clicked_at=None) | Q(clicked_at__gt=F("created_at") + SOON))
FAILED = Q(count=0) | _UNOPENED


class SearchLogQuerySet(models.QuerySet):
    def empty(self):
        """Nothing was found."""
        return self.filter(count=0)

    def failed(self):
        """Nothing was found, or nothing of it was opened within 60 seconds and no other words were tried."""
        return self.filter(FAILED)

    def with_sums(self):
        """After `values()`: what `SearchTally` keeps of each group, each name with ``n_`` before it."""
        return self.annotate(
            n_searches=Count("pk"),
            n_empty=Count("pk", filter=Q(count=0)),
            n_failed=Count("pk", filter=FAILED),
            n_clicked=Count("clicked_rank"),
            n_rank_sum=Coalesce(Sum("clicked_rank"), 0),
            n_refined=Count("pk", filter=Q(refined=True)),
            n_solved=Count("pk", filter=Q(solved=True)),
        )


class SearchLog(models.Model):
    """One search on the results page, and what became of it. No address, no account, no cookie."""

    query = models.CharField(_("search"), max_length=200)  # folded: how searches are counted together
    written = models.CharField(max_length=200, blank=True)  # as typed, in small letters: how it is shown
    key = models.CharField(max_length=200, blank=True)  # stems of its words, sorted: what means nearly the same
    lang = models.CharField(_("language"), max_length=5)
    kind = models.CharField(max_length=20, blank=True)  # the filter, "" for everything
    count = models.PositiveIntegerField(_("results"))
    clicked_rank = models.PositiveSmallIntegerField(
        _("opened result"), null=True, blank=True
    )  # of the first one opened
    clicked_at = models.DateTimeField(null=True, blank=True)
    refined = models.BooleanField(_("searched again"), default=False)  # in other words, with nothing opened before
    solved = models.BooleanField(_("solved"), default=False)  # the reader said so on what was opened
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    is_tallied = models.BooleanField(default=False, editable=False)  # every change takes it back

    objects = SearchLogQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["lang", "created_at"], name="search_log_to_tally", condition=Q(is_tallied=False)),
            models.Index(fields=["lang", "created_at"], name="search_log_by_week"),
            models.Index(fields=["created_at"], name="search_log_by_age"),
            models.Index(fields=["lang", "query", "created_at"], name="search_log_by_query"),
        ]

    def __str__(self):
        return self.query


class SearchTally(models.Model):
    """The searches of a week for one query: what reports and suggestions read. Made from the log, at any time again."""

    week = models.DateField()  # its Monday
    lang = models.CharField(max_length=5)
    query = models.CharField(max_length=200)
    written = models.CharField(max_length=200)  # the commonest way it was typed
    key = models.CharField(max_length=200, blank=True)
    searches = models.PositiveIntegerField()
    days = models.PositiveSmallIntegerField(default=1)  # of the week, on which it was searched for
    empty = models.PositiveIntegerField(default=0)  # found nothing
    failed = models.PositiveIntegerField(default=0)  # `SearchLogQuerySet.failed`, those that found nothing among them
    clicked = models.PositiveIntegerField(default=0)  # a result was opened
    rank_sum = models.PositiveIntegerField(default=0)  # of the opened results; ÷ clicked is the mean rank
    refined = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-week", "-searches"]
        constraints = [models.UniqueConstraint(fields=["week", "lang", "query"], name="one_tally_a_week_and_query")]
        # All that a report ranks by, so that it reads the index alone.
        indexes = [
            models.Index(fields=["lang", "query", "week", "searches", "empty", "failed"], name="tallies_to_rank"),
        ]

    def __str__(self):
        return f"{self.week} {self.query}"


class NeverSuggested(models.Model):
    """A search that editors do not want to be offered to others while they type."""

    lang = models.CharField(max_length=5)
    query = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "never suggested"
        constraints = [models.UniqueConstraint(fields=["lang", "query"], name="never_suggested_once")]

    def __str__(self):
        return self.query


class DocumentViews(models.Model):
    """How often something that can be found was read on a day: readers who stayed, not fetches."""

    identifier = models.CharField(max_length=200)  # app_label.model.pk
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["identifier", "day"], name="one_row_of_views_a_day")]
        indexes = [models.Index(fields=["day"], name="views_by_day")]

    def __str__(self):
        return f"{self.identifier} {self.day}"


class Popularity(models.Model):
    """Views of the last 30 days: made from `DocumentViews` by the worker, read by the ranking."""

    identifier = models.CharField(max_length=200, unique=True)
    views = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "popularity"

    def __str__(self):
        return f"{self.identifier}: {self.views}"
