"""The owner's logo and icon in the sizes that pages and mails show."""

import logging
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

logger = logging.getLogger(__name__)
PAGE_LOGO, MAIL_LOGO = "max-600x72|format-webp-lossless", "max-600x72|format-png"
SMALL_ICON, TOUCH_ICON = "fill-32x32|format-png", "fill-180x180|format-png"


class Picture(NamedTuple):
    url: str
    width: int
    height: int

    @property
    def width_in_mail(self) -> int:
        """At 36 pixels of height: mail programs believe attributes only."""
        return round(self.width * 36 / self.height)


def logo_pictures(logo, logo_dark) -> dict[str, Picture]:
    """Twice as high as shown, for fine screens; PNG in mails, where not every program reads WebP."""
    pictures = _renditions(logo, light=PAGE_LOGO, mail=MAIL_LOGO)
    if pictures:
        pictures["mail"] = pictures["mail"]._replace(url=urljoin(settings.SITE_URL, pictures["mail"].url))
    return pictures | _renditions(logo_dark, dark=PAGE_LOGO) if pictures and logo_dark else pictures


def square_icons(icon) -> dict[str, Picture]:
    return _renditions(icon, small=SMALL_ICON, touch=TOUCH_ICON)


def _renditions(image, **filters: str) -> dict[str, Picture]:
    """Empty when the file is gone or broken: a page is better without its logo than not at all."""
    try:
        made = {name: image.get_rendition(spec) for name, spec in filters.items()}
    except (SourceImageIOError, InvalidFilterSpecError, OSError, ValueError):
        logger.warning("The picture %s of the site settings cannot be read.", image.pk, exc_info=True)
        return {}
    return {name: Picture(one.url, one.width, one.height) for name, one in made.items()}
