"""Leaving for good, and taking along what is one's own."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.signals import account_closing
from site_config.imports import iso

_parts: dict[str, Callable[[User], object]] = {}


class LastAdministrator(Exception):
    """Somebody must be left who can let others in."""

    message = property(lambda self: _("You are the only administrator. Make somebody else one first."))


@transaction.atomic
def close_account(user: User) -> None:
    """Delete the account. What its owner wrote for everyone stays, as of a former member; sessions end, mails stop."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise LastAdministrator
    account_closing.send(User, user=user)
    user.delete()


def is_part_of_export(name: str):
    """Register what else of a person is in the file they may take along: ``@is_part_of_export("questions")``."""

    def register(part: Callable[[User], object]):
        _parts[name] = part
        return part

    return register


def export_of(user: User) -> dict:
    """Everything we keep of a person, as they gave it: JSON."""
    return {
        "email": user.email,
        "name": user.display_name,
        "about": user.about,
        "language": user.language,
        "timezone": user.timezone,
        "joined": iso(user.date_joined),
        "mails": dict(user.notification_preferences.values_list("kind", "how")),
        "notifications": [
            {"event": one.event, "title": one.context.get("title", ""), "url": one.url, "at": iso(one.created_at)}
            for one in user.notifications.order_by("pk")
        ],
        **{name: part(user) for name, part in _parts.items()},
    }
