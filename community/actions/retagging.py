"""Helpers keep the tags of others' questions in order. Everyone reads who changed them, and it can be put back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import lock, refuse_fixed, refuse_silenced, refuse_unless
from community.badges.deeds import STANDS
from community.badges.looking import look_again
from community.limits import refuse_over_limit
from community.models import Retag, Thread
from community.permissions import can_edit_thread, can_retag
from community.signals import thread_changed
from community.texts import checked_tags, set_tags


@transaction.atomic
def retag(thread: Thread, tags: Iterable[str], *, actor: User, at: datetime | None = None) -> Retag | None:
    """The same tags are no change."""
    lock(thread)
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    refuse_unless(can_retag(actor, thread), _("Members change the tags of others from level 2 on."))
    return _set(thread, checked_tags(tags), actor, at)


@transaction.atomic
def put_tags_back(done: Retag, *, actor: User) -> Retag | None:
    """As they were before: by whoever may change them, who asked included; refused when they changed again since."""
    thread = done.thread
    lock(thread)
    refuse_silenced(actor)
    refuse_fixed(actor, thread)
    may = can_retag(actor, thread) or can_edit_thread(actor, thread)
    refuse_unless(may, _("Members change the tags of others from level 2 on."))
    refuse_unless(_tags_of(thread) == sorted(done.after), _("The tags were changed again since."))
    return _set(thread, done.before, actor, None)


def _set(thread: Thread, tags: list[str], actor: User, at: datetime | None) -> Retag | None:
    before = _tags_of(thread)
    if sorted(tags) == before:
        return None
    if at is None:
        refuse_over_limit(actor, "retag")
    set_tags(thread, tags)
    moment = at or timezone.now()
    thread.edited_at = moment  # its page leads to who changed what
    thread.save(update_fields=["edited_at"])
    after = _tags_of(thread)
    done = Retag.objects.create(thread=thread, member=actor, before=before, after=after, created_at=moment)
    look_again([actor.pk], moment + STANDS)
    thread_changed.send(Thread, thread=thread)
    return done


def _tags_of(thread: Thread) -> list[str]:
    return sorted(thread.tags.values_list("name", flat=True))
