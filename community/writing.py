"""What a member wrote, made ready to store: checked, members named, pictures found, Markdown rendered. Once a write."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from community.errors import Refused
from community.mentions import with_names
from community.models import Picture, Thread
from community.models.threads import BodyFormat
from community.texts import checked_body
from site_config.markdown import own_pictures


@dataclass(frozen=True)
class Written:
    source: str
    html: str


def written(
    body: str,
    *,
    thread: Thread | None = None,
    body_format: str = BodyFormat.MARKDOWN,
    at: datetime,
) -> Written:
    """Refused when `checked_body` refuses it, or when a picture in it is gone. Inside the action that stores it.

    What a post shows is kept from now on.
    """
    source = with_names(body, thread) if body_format == BodyFormat.MARKDOWN else body
    source, html = checked_body(source, body_format)
    shown = own_pictures(html)
    if shown and Picture.objects.filter(file__in=shown).update(used_at=Coalesce("used_at", at)) < len(shown):
        raise Refused(_("A picture in your text is not there any more. Add it again, or take it out."))
    return Written(source, html)
