from django.db import models


class IndexTask(models.Model):
    """The outbox: an object whose index entry may be out of date.

    A row is written in the transaction of the change itself, so a committed change can never miss the index; the worker
    looks at the object's *present* state, so rows may repeat, come late or come twice.
    """

    identifier = models.CharField(max_length=200)  # app_label.model.pk
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.identifier


class SearchLog(models.Model):
    """One search as it was asked, without anything about who asked. Kept 400 days."""

    query = models.CharField(max_length=200)  # folded: lower case, no accents, single spaces
    lang = models.CharField(max_length=5)
    kind = models.CharField(max_length=20, blank=True)
    count = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["lang", "created_at"], name="search_log_by_week")]

    def __str__(self):
        return self.query
