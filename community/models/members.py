"""What a member did as a reader, and whom they do not want to hear of."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now

from accounts.models import AGENTS, EDITORS, MODERATORS
from community.models.threads import Thread

TEAM = (AGENTS, EDITORS, MODERATORS)


class BlockQuerySet(models.QuerySet):
    def heeded(self, member):
        """Whom a member blocked, but who became one of the team since: those are always heard."""
        of_team = models.Q(blocked__groups__name__in=TEAM) | models.Q(blocked__is_superuser=True)
        return self.filter(member=member).exclude(of_team)


class Block(models.Model):
    """A member does not want to hear of another: no notifications, no mentions, posts folded away."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=now)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "blocked"], name="one_block_per_pair"),
            models.CheckConstraint(condition=~Q(member=F("blocked")), name="nobody_blocks_themselves"),
        ]

    def __str__(self):
        return f"{self.member_id} blocks {self.blocked_id}"


class Reading(models.Model):
    """A member read a thread: when first, when last, and for how many seconds in all."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="readings")
    first_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "thread"], name="one_reading_per_member_and_thread")]

    def __str__(self):
        return f"{self.member_id} read {self.thread_id}"


class Visit(models.Model):
    """A member's present visit to the community, and when the one before ended: what is newer is new to them."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visit")
    began_at = models.DateTimeField(default=now)
    last_seen_at = models.DateTimeField(default=now)
    previous_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.member_id} since {self.began_at}"
