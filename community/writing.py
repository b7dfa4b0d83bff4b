"""What a member wrote, made ready to store: checked, members named, pictures found, Markdown rendered. Once a write."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from community.errors import Refused
from community.mentions import with_names
from community.models import Picture, Thread
from community.models.threads import BodyFormat
from community.rules import PICTURES_A_POST
from community.standing import level_of
from community.texts import checked_body
from site_config.formats import localized_number
from site_config.markdown import own_pictures


@dataclass(frozen=True)
class Written:
    source: str
    html: str


def written(
    body: str,
    *,
    author: User,
    thread: Thread | None = None,
    body_format: str = BodyFormat.MARKDOWN,
    at: datetime,
    before: str = "",
) -> Written:
    """Refused when `checked_body` refuses it, or for its pictures. Inside the action that stores it.

    ``before``: the HTML that an edit replaces; what that showed already is not counted again.
    """
    source = with_names(body, thread) if body_format == BodyFormat.MARKDOWN else body
    source, html = checked_body(source, body_format)
    _use_pictures(html, author=author, at=at, before=before)
    return Written(source, html)


def _use_pictures(html: str, *, author: User, at: datetime, before: str) -> None:
    """The pictures a post shows are kept from now on. One that was tidied up meanwhile has to be added again."""
    shown = own_pictures(html)
    if not shown:
        return
    if len(shown) > max(1, len(own_pictures(before))):
        limit = PICTURES_A_POST[min(level_of(author), 1)]
        if len(shown) > limit:
            raise Refused(
                ngettext(
                    "A post of yours can show %(number)s picture. Take out the others.",
                    "A post of yours can show %(number)s pictures. Take out the others.",
                    limit,
                )
                % {"number": localized_number(limit)}
            )
    kept = Picture.objects.filter(file__in=shown).update(used_at=Coalesce("used_at", at))
    if kept < len(shown):
        raise Refused(_("A picture in your text is not there any more. Add it again, or take it out."))
