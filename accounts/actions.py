"""Writes about people: what they are told, what they prefer."""

from collections.abc import Iterable
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audience import who_hears
from accounts.events import DEFAULTS, EVENTS, INBOX_EVENTS, How, Kind, kind_of
from accounts.models import Notification, NotificationPreference, Session, User, own_group
from accounts.mornings import next_morning
from accounts.tasks import send_notification_mail

__all__ = ["EVENTS", "INBOX_EVENTS"]  # read here by others, too

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
def notify(
    recipients: Iterable[User],
    event: str,
    *,
    url: str,
    context: dict,
    actor: User | None = None,
    inbox_only: Iterable[int] = (),
) -> None:
    """Tell each recipient but the actor, and but those who want to hear nothing of the actor: in the inbox at once, by
    mail as they chose for this kind.

    ``url`` is a path on this site; ``context`` must be JSON and hold all the words ``templates/email/<event>/`` uses;
    its ``group`` (``thread-12``) names what it is about. ``inbox_only``: ids of those who get no mail of it whatever
    they chose. The mail tasks are rows of the same transaction: they exist if and only if the change does.
    """
    if event not in EVENTS:
        raise ValueError(f"Unknown event {event!r}: add it to accounts.events.EVENTS with its templates.")
    if _is_quiet.get():
        return
    told, moment = who_hears(recipients, actor), timezone.now()
    ways = ways_for(told.values(), kind_of(event)) | dict.fromkeys(inbox_only, How.NONE)
    notifications = Notification.objects.bulk_create(
        Notification(
            recipient=user,
            actor=actor,
            event=event,
            group=context.get("group") or own_group(),
            url=url,
            context=context,
            created_at=moment,
            mail_due_at=next_morning(user, ways[user.pk], moment),
        )
        for user in told.values()
    )
    for notification in notifications:
        if ways[notification.recipient_id] == How.NOW:
            send_notification_mail.enqueue(notification.pk)


def ways_for(users: Iterable[User], kind: str) -> dict[int, str]:
    """How each wants mails of a kind: as chosen, else as usual; some kinds are not chosen, and always come at once."""
    users = list(users)
    if kind == Kind.ALWAYS:
        return {user.pk: How.NOW for user in users}
    chosen = NotificationPreference.objects.filter(user__in=[user.pk for user in users], kind=kind)
    ways = dict(chosen.values_list("user", "how")) if users else {}
    return {user.pk: How.NONE if user.mails_paused else ways.get(user.pk, DEFAULTS[kind]) for user in users}


@transaction.atomic
def tell_in_inbox(
    recipients: Iterable[User],
    event: str,
    *,
    url: str,
    context: dict,
    add_up: Iterable[str] = (),
    actor: User | None = None,
) -> None:
    """Tell in the inbox only. While an earlier one of the same event (and ``group``, if its context names one) lies
    unread, it is told again as one: what ``add_up`` names in its context are numbers, and are added."""
    if event not in INBOX_EVENTS:
        raise ValueError(f"Unknown event {event!r}: add it to accounts.actions.INBOX_EVENTS with its template.")
    if _is_quiet.get():
        return
    told = who_hears(recipients, actor)
    unread = Notification.objects.unread().filter(recipient__in=told, event=event).order_by("pk")
    if group := context.get("group", ""):
        unread = unread.filter(group=group)
    earlier = {notification.recipient_id: notification for notification in unread.select_for_update()}
    for user in told.values():
        notification = earlier.get(user.pk) or Notification(
            recipient=user, actor=actor, event=event, group=group or own_group()
        )
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


def mark_group_read(user: User, group: str, until: datetime | None = None) -> int:
    """Mark what was told of one subject (until a moment) as read; returns how many changed."""
    about = user.notifications.filter(group=group, **({"created_at__lte": until} if until else {}))
    return mark_read(user, about.values("pk"))


@transaction.atomic
def set_mail_preferences(user: User, wanted: dict[str, str]) -> None:
    """Store how each kind is mailed from now on. What waits for a bundle follows."""
    for kind, how in wanted.items():
        if kind in DEFAULTS and how in How.values:
            NotificationPreference.objects.update_or_create(user=user, kind=kind, defaults={"how": how})
            _wait_anew(user, how, [event for event in EVENTS if kind_of(event) == kind])
    if user.mails_paused:
        _wait_anew(user, How.NONE, list(EVENTS))


def _wait_anew(user: User, how: str, events: list[str]) -> None:
    """What waits for a bundle of another rhythm waits for this one, or not any more; "at once" comes next morning."""
    waiting = user.notifications.waiting_for_bundle().filter(event__in=events)
    moment = next_morning(user, How.DAILY if how == How.NOW else how, timezone.now())
    waiting.update(mail_due_at=moment)


def mail_choices(user: User) -> dict[str, str]:
    """How the user gets mails of each kind that is chosen."""
    return DEFAULTS | dict(user.notification_preferences.values_list("kind", "how"))
