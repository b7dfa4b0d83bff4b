"""What a site's owner sets, and what an import remembers."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.images import get_image_model_string

from site_config import colour
from site_config.pictures import Picture, logo_pictures, square_icons

LEAST_LOGO_HEIGHT, LEAST_ICON_SIDE = 40, 180


def _picture(words, help_text: str = "") -> models.ForeignKey:
    return models.ForeignKey(
        get_image_model_string(),
        verbose_name=words,
        help_text=help_text,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


@register_setting(icon="site")
class SiteSettings(BaseGenericSetting):
    """Edited under Settings → Site in the CMS; read in templates as ``site``. Pages read it from a cache."""

    site_name = models.CharField(_("site name"), max_length=60, default="Kelora")
    contact_hours = models.CharField(_("hours in which the team answers"), max_length=80, blank=True, default="")
    reply_within_hours = models.PositiveSmallIntegerField(_("usual time to a first reply, in working hours"), default=4)

    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        default="",
        help_text=_("Such as #0b6b5c. Where it could not be read as text we make it darker or lighter."),
    )
    logo = _picture(_("logo"), _("Stands in place of the site's name, 36 pixels high."))
    logo_dark = _picture(_("logo for the dark theme"), _("Without it the logo stands on a white ground there."))
    icon = _picture(_("icon of the browser tab"), _("A square picture; without one we use our own in your colour."))

    maintenance = models.BooleanField(
        _("maintenance"),
        default=False,
        help_text=_("Visitors see a notice instead of the site. You and your team can still use it."),
    )
    maintenance_message = models.CharField(
        _("what visitors are told"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Without it, a short text of ours."),
    )
    maintenance_until = models.DateTimeField(_("expected end"), null=True, blank=True)

    panels = [
        FieldPanel("site_name"),
        FieldPanel("contact_hours"),
        FieldPanel("reply_within_hours"),
        MultiFieldPanel(
            [
                FieldPanel("accent"),
                HelpPanel(template="wagtailadmin/accent_preview.html"),
                FieldRowPanel([FieldPanel("logo"), FieldPanel("logo_dark"), FieldPanel("icon")]),
            ],
            heading=_("Look"),
        ),
        MultiFieldPanel(
            [FieldPanel("maintenance"), FieldPanel("maintenance_message"), FieldPanel("maintenance_until")],
            heading=_("Maintenance"),
        ),
    ]

    class Meta:
        verbose_name = _("Site")

    def clean(self):
        """Colour as ``#rrggbb``, pictures large enough; what is wrong is said beside its field."""
        errors = {}
        try:
            self.accent = colour.normalized(self.accent)
        except ValidationError as error:
            errors["accent"] = error
        for name in ("logo", "logo_dark"):
            picture = getattr(self, name)
            if picture and picture.height < LEAST_LOGO_HEIGHT:
                errors[name] = _("This picture is too small. Use one at least %(height)d pixels high.") % {
                    "height": LEAST_LOGO_HEIGHT
                }
        if self.icon and min(self.icon.width, self.icon.height) < LEAST_ICON_SIDE:
            errors["icon"] = _("This picture is too small. Use one of at least %(side)d × %(side)d pixels.") % {
                "side": LEAST_ICON_SIDE
            }
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        """However it is saved: the colour stands in addresses, so it has one form only."""
        self.accent = colour.normalized(self.accent)
        super().save(*args, **kwargs)

    @property
    def palette(self) -> colour.Palette:
        return colour.palette(self.accent)

    @cached_property
    def logos(self) -> dict[str, Picture]:
        """The logo as ``light``, ``dark`` (where there is one) and ``mail``; empty without a logo."""
        return logo_pictures(self.logo, self.logo_dark) if self.logo_id else {}

    @cached_property
    def icons(self) -> dict[str, Picture]:
        """The icon as ``small`` (32 pixels) and ``touch`` (180); empty for our own."""
        return square_icons(self.icon) if self.icon_id else {}


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
