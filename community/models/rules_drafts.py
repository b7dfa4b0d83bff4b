"""Values of the rules that are tried before they hold."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now


class RulesDraft(models.Model):
    """What an administrator tries: one draft each. Other values are another draft, so that nobody reads of these what
    was counted for those. How far the count of the last 90 days has come, and what it brought: ``counted``."""

    made_by = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    values = models.JSONField(help_text="As `community.reputation.rules.DEFAULTS`")
    note = models.CharField(max_length=240, blank=True)
    applies_backwards = models.BooleanField(default=False)
    seen = models.PositiveIntegerField(help_text="Number of the version that held when they were tried")
    counted = models.JSONField(default=dict)
    moved_at = models.DateTimeField(default=now, help_text="When the count last got on")

    def __str__(self):
        return f"{self.made_by_id} after #{self.seen}"
