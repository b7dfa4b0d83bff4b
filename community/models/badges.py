"""Badges that members earned: what they are stands in `community.badges`, once and for all sites."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from community.models.boards import Board


class BadgeAwardQuerySet(models.QuerySet):
    def held(self):
        return self.filter(revoked_at=None)


class BadgeAward(models.Model):
    """A member holds a badge, or held it until its evidence went. One of a kind (and board) is held at a time."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="badge_awards")
    badge = models.CharField(max_length=40, help_text="Its slug")
    board = models.ForeignKey(Board, models.CASCADE, null=True, blank=True, related_name="+")
    month = models.DateField(null=True, blank=True, help_text="First day, for what is given once a month")
    awarded_at = models.DateTimeField(default=now)
    awarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=240, blank=True, help_text="Of whoever appointed")
    evidence = models.JSONField(default=dict, help_text="Keys of what it was earned by, at the moment of earning")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = BadgeAwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "badge"],
                condition=Q(revoked_at=None, board=None, month=None),
                name="one_badge_held_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["member", "badge", "board"],
                condition=Q(revoked_at=None, board__isnull=False),
                name="one_badge_held_of_a_board",
            ),
            models.UniqueConstraint(
                fields=["badge", "month"],
                condition=Q(month__isnull=False, revoked_at=None),
                name="one_member_of_a_month",
            ),
        ]
        indexes = [
            models.Index(fields=["badge", "-awarded_at"], name="badge_newest", condition=Q(revoked_at=None)),
        ]

    def __str__(self):
        return f"{self.member_id} holds {self.badge}"
