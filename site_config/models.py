"""What a site's owner sets, and what an import remembers."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="site")
class SiteSettings(BaseGenericSetting):
    """Edited under Settings → Site in the CMS; read in templates as ``site``."""

    site_name = models.CharField(_("site name"), max_length=60, default="Kelora")
    contact_hours = models.CharField(_("hours in which the team answers"), max_length=80, blank=True, default="")
    reply_within_hours = models.PositiveSmallIntegerField(_("usual time to a first reply, in working hours"), default=4)

    panels = [FieldPanel("site_name"), FieldPanel("contact_hours"), FieldPanel("reply_within_hours")]

    class Meta:
        verbose_name = _("Site")


class ImportedObject(models.Model):
    """Which object of ours a line of an import became, so that the same line twice changes nothing."""

    kind = models.CharField(max_length=20)
    source_id = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the line as last imported")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source_id"], name="imported_object_once_per_source_id"),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="imported_object_target")]

    def __str__(self):
        return f"{self.kind} {self.source_id}"
