"""Writes about people: what they are told, what they prefer."""

from collections.abc import Iterable
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.db import transaction
from django.utils import timezone

from accounts.models import Notification, NotificationPreference, Session, User
from accounts.tasks import send_notification_mail

# Every event people can be told about, and whether they may turn its mail off. Each has a folder in templates/email/.
EVENTS = {
    "thread_answered": True,
    "answer_accepted": True,
    "thread_solved": True,
    "post_moderated": True,
    "member_sanctioned": False,
    "escalation_notice": True,
    "thread_escalated": True,
    "ticket_received": False,
    "ticket_answered": False,
    "ticket_solved": False,
}
# Told in the inbox and never mailed: templates/email/<event>/inbox.txt is all they need.
INBOX_EVENTS = {"flag_decided"}

_is_quiet: ContextVar[bool] = ContextVar("nobody is told", default=False)


@contextmanager
def quietly():
    """Inside this block nobody is told anything: for imports and demo content, which happened elsewhere or long ago."""
    token = _is_quiet.set(True)
    try:
        yield
    finally:
        _is_quiet.reset(token)


def choose_language(user: User, language: str) -> None:
    """What the user reads from now on, and what their mails are written in."""
    User.objects.filter(pk=user.pk).update(language=language)


def sign_out_everywhere(user: User, *, but: str | None = None) -> int:
    """End the user's sessions on every device, but the one of this key; returns how many."""
    return Session.objects.filter(user=user).exclude(pk=but).delete()[0]


@transaction.atomic
def notify(recipients: Iterable[User], event: str, *, url: str, context: dict, actor: User | None = None) -> None:
    """Tell each recipient but the actor: in the inbox at once, by mail through the worker where they want it.

    ``url`` is a path on this site; ``context`` must be JSON and hold all the words ``templates/email/<event>/`` uses.
    The mail tasks are rows of the same transaction: they exist if and only if the change does.
    """
    if event not in EVENTS:
        raise ValueError(f"Unknown event {event!r}: add it to accounts.actions.EVENTS with its templates.")
    if _is_quiet.get():
        return
    told = {user.pk: user for user in recipients if user and user.is_active and (not actor or user.pk != actor.pk)}
    without_mail = set(
        NotificationPreference.objects.filter(user__in=told, event=event, by_mail=False).values_list("user", flat=True)
    )
    notifications = Notification.objects.bulk_create(
        Notification(recipient=user, actor=actor, event=event, url=url, context=context) for user in told.values()
    )
    for notification in notifications:
        if not EVENTS[event] or notification.recipient_id not in without_mail:
            send_notification_mail.enqueue(notification.pk)


@transaction.atomic
def tell_in_inbox(
    recipients: Iterable[User],
    event: str,
    *,
    url: str,
    context: dict,
    add_up: Iterable[str],
    actor: User | None = None,
) -> None:
    """Tell in the inbox only. While an earlier one of the same event lies unread, it is told again as one: what
    ``add_up`` names in its context are numbers, and are added."""
    if event not in INBOX_EVENTS:
        raise ValueError(f"Unknown event {event!r}: add it to accounts.actions.INBOX_EVENTS with its template.")
    if _is_quiet.get():
        return
    told = {user.pk: user for user in recipients if user and user.is_active and (not actor or user.pk != actor.pk)}
    unread = Notification.objects.unread().filter(recipient__in=told, event=event).order_by("pk")
    earlier = {notification.recipient_id: notification for notification in unread.select_for_update()}
    for user in told.values():
        notification = earlier.get(user.pk) or Notification(recipient=user, actor=actor, event=event)
        numbers = {name: notification.context.get(name, 0) + context[name] for name in add_up}
        notification.url, notification.context = url, {**context, **numbers}
        notification.created_at = timezone.now()
        notification.save()


@transaction.atomic
def mark_read(user: User, notifications=None) -> int:
    """Mark some (or all) of a user's notifications read; returns how many changed."""
    unread = user.notifications.unread()
    if notifications is not None:
        unread = unread.filter(pk__in=notifications)
    with suppress(AttributeError):  # it was not counted yet
        del user.unread_count
    return unread.update(read_at=timezone.now())


@transaction.atomic
def set_mail_preferences(user: User, wanted: dict[str, bool]) -> None:
    """Store for each event that may be turned off whether it is mailed."""
    for event, by_mail in wanted.items():
        if EVENTS.get(event):
            NotificationPreference.objects.update_or_create(user=user, event=event, defaults={"by_mail": by_mail})
