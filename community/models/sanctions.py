"""What a moderator told a member: a notice, or that they may read but not write for a while."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.models.moderation import REASON_LENGTH
from site_config.formats import localized_datetime


class SanctionQuerySet(models.QuerySet):
    def silences(self):
        """Those that hold now, the longest first."""
        holds = Q(until=None) | Q(until__gt=timezone.now())
        silences = self.filter(holds, kind=Sanction.Kind.SILENCE, lifted_at=None)
        return silences.order_by(F("until").desc(nulls_first=True))


class Sanction(models.Model):
    """A silence without ``until`` is for good. Lifting ends it at any time."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("Notice")
        SILENCE = "silence", _("Silence")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sanctions")
    kind = models.CharField(max_length=10, choices=Kind)
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = SanctionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind="silence") | Q(until=None), name="only_silence_has_an_end"),
        ]
        indexes = [
            models.Index(fields=["member", "until"], name="sanction_holds", condition=Q(kind="silence", lifted_at=None))
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.member_id}"

    @property
    def holds(self) -> bool:
        is_over = self.until is not None and self.until <= timezone.now()
        return self.lifted_at is None and not is_over

    @property
    def words(self) -> str:
        """What the member reads where they would write."""
        if self.until is None:
            words = gettext("You can read here, but not write any more. The reason: %(reason)s")
            return words % {"reason": self.reason}
        words = gettext("You can read here, and write again from %(when)s. The reason: %(reason)s")
        return words % {"when": localized_datetime(self.until), "reason": self.reason}
