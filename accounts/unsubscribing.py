"""Stopping mails from a mail: one click, no sign-in (RFC 8058). The signed token is the only authority, for good."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from accounts.events import DEFAULTS, Kind, kind_of
from accounts.models import Notification, User

BUNDLES = "bundles"
# Kinds whose mails are about something followed: one click stops those about that, not all of the kind.
_OF_ONE_SUBJECT = {Kind.ANSWERS, Kind.SOLUTIONS}
_signer = Signer(salt="accounts.unsubscribe")


@dataclass(frozen=True)
class Subject:
    """Something of another app that people follow. ``named``: it in words, empty when it is gone."""

    named: Callable[[str], str]
    stop: Callable[[User, str], None]


SUBJECTS: dict[str, Subject] = {}


def may_be_stopped(prefix: str, *, named: Callable[[str], str], stop: Callable[[User, str], None]) -> None:
    """Register what the groups ``<prefix>-<number>`` are about; both are called with the number."""
    SUBJECTS[prefix] = Subject(named, stop)


def subject_of(notification: Notification) -> str:
    """What a click in its mail stops; empty where mails may not be turned off."""
    kind = kind_of(notification.event)
    if kind not in DEFAULTS:
        return ""
    prefix = notification.group.partition("-")[0]
    return notification.group if kind in _OF_ONE_SUBJECT and prefix in SUBJECTS else f"kind-{kind}"


def address_to_stop(user: User, subject: str) -> str:
    token = _signer.sign(f"{user.pk}:{subject}").replace(":", "~")
    return f"{settings.SITE_URL}/{user.language}/account/unsubscribe/{token}/"


def read_token(token: str) -> tuple[User, str] | None:
    """Whom it is for, and what it stops; None for what we did not sign, or when there is nobody any more."""
    try:
        number, _colon, subject = _signer.unsign(token.replace("~", ":")).partition(":")
    except BadSignature:
        return None
    user = User.objects.filter(pk=number, is_active=True).first()
    return (user, subject) if user and in_words(subject) else None


def in_words(subject: str) -> str:
    """What it is, for the page; empty for what is gone."""
    prefix, _dash, rest = subject.partition("-")
    if subject == BUNDLES:
        return _("Daily and weekly summaries")
    if prefix == "kind":
        return str(Kind(rest).label) if rest in DEFAULTS else ""
    return SUBJECTS[prefix].named(rest) if prefix in SUBJECTS else ""
