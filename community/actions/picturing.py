"""Pictures of members: taken in, kept while a post shows them, tidied up when none does.

A picture is used from the moment a post that shows it is stored. Earlier words are kept and show it, too, so an edit
does not let go of it; a deleted post or forgotten words do, unless another post shows it. What nobody uses goes with
the next tidying. Hiding a post leaves its pictures: only those who had its words know their addresses.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import refuse_silenced, refuse_unless
from community.limits import refuse_over_limit
from community.models import Answer, Comment, Picture, Revision, Thread
from community.permissions import is_member
from community.picture_files import reencoded
from site_config.markdown import own_pictures

UNUSED_FOR = timedelta(hours=24)
TIDIED_AT_ONCE = 500


def add_picture(upload, *, actor: User) -> Picture:
    """Take in an uploaded file, whatever its name says. The same picture again is the one there is."""
    refuse_unless(is_member(actor), _("Sign in to add pictures."))
    refuse_silenced(actor)
    content = reencoded(upload)
    with transaction.atomic():
        digest = sha256(content).hexdigest()
        if same := Picture.objects.filter(member=actor, digest=digest).first():
            return same
        refuse_over_limit(actor, "picture")
        file = ContentFile(content, name="picture.webp")
        return Picture.objects.create(member=actor, file=file, size=len(content), digest=digest)


@transaction.atomic
def let_go(htmls: Iterable[str]) -> None:
    """Some words are gone: their pictures are used no more, unless other words show them."""
    for name in {name for html in htmls for name in own_pictures(html)}:
        sources = [(Thread, "body_source"), (Answer, "body_source"), (Revision, "body_source"), (Comment, "body_html")]
        if not any(model.objects.filter(**{f"{field}__contains": name}).exists() for model, field in sources):
            Picture.objects.filter(file=name).update(used_at=None)


def tidy_pictures(now: datetime | None = None) -> int:
    """Forget what lay unused for a day: the rows first, then their files. Returns how many."""
    before = (now or timezone.now()) - UNUSED_FOR
    with transaction.atomic():
        unused = Picture.objects.filter(used_at=None, created_at__lt=before).order_by("created_at")
        found = list(unused.select_for_update()[:TIDIED_AT_ONCE])
        Picture.objects.filter(pk__in=[picture.pk for picture in found]).delete()
        for picture in found:
            transaction.on_commit(lambda file=picture.file: file.storage.delete(file.name))
    return len(found)
