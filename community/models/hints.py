"""Questions that were never posted, because what was shown beside the form solved them."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from community.models.threads import TITLE_LENGTH


class SolvedByHint(models.Model):
    """Someone who was about to ask said "this solved it": the confirmed half of deflection (RULES §5)."""

    title = models.CharField(max_length=TITLE_LENGTH, blank=True, help_text="What they were about to ask")
    language = models.CharField(max_length=8)
    path = models.CharField(max_length=500, help_text="Address on this site of what solved it")
    # Empty for guests, and where it was no article, guide or solved question: that earns nobody points.
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="solved_by_hint_newest")]

    def __str__(self):
        return self.path
