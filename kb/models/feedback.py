"""What readers say about a page."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

MAX_COMMENT_LENGTH = 1000


class ArticleFeedback(models.Model):
    """“Did this solve it?”: one answer a visitor and revision of an article or guide; the last one counts.

    ``visitor`` is a keyed hash of the account or the session, so that a guest's answers cannot be traced to a person.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="feedback", verbose_name=_("page"))
    revision = models.PositiveBigIntegerField(_("revision"), help_text="Number of the live revision; 0 without one.")
    visitor = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    helpful = models.BooleanField(_("solved it"))
    comment = models.TextField(_("comment"), blank=True, max_length=MAX_COMMENT_LENGTH)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "revision", "visitor"], name="feedback_once_per_visitor_and_revision"
            ),
        ]
        indexes = [models.Index(fields=["page", "helpful"], name="feedback_of_page")]

    def __str__(self):
        return f"{self.page_id}: {'yes' if self.helpful else 'no'}"
