"""Pictures that members add to their posts: re-encoded, without what the camera wrote into them."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.timezone import now


def picture_path(picture: "Picture", filename: str) -> str:
    """A name nobody guesses, with the size in it, so that a text that shows the picture needs to ask nobody:
    ``pictures/2026/11/<32 hexadecimal digits>-1200x800.webp`` (`site_config.markdown.OWN_PICTURE`)."""
    return f"pictures/{now():%Y/%m}/{uuid4().hex}-{picture.width}x{picture.height}.webp"


class Picture(models.Model):
    """One uploaded picture, as `community.picture_files` wrote it. ``digest`` is SHA-256 of the stored file."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="pictures"
    )
    file = models.ImageField(upload_to=picture_path, width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    digest = models.CharField(max_length=64, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True, help_text="When a post first showed it; else it is tidied up")
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["member", "created_at"], name="picture_member_time"),
            models.Index(fields=["created_at"], name="picture_unused", condition=models.Q(used_at=None)),
        ]

    def __str__(self):
        return self.file.name
