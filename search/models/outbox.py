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
