"""What the worker sends. It looks once more: nothing is mailed that was read or hidden meanwhile, or is not wanted any
more."""

from allauth.account.models import EmailAddress
from django.utils import timezone
from django_tasks import task

from accounts.audience import still_seen
from accounts.events import DEFAULTS, How, kind_of
from accounts.mail import send_event_mail
from accounts.models import Bundle, Notification, NotificationPreference, User
from accounts.summaries import summary_of
from accounts.unsubscribing import BUNDLES, address_to_stop, subject_of


def may_be_mailed(user: User) -> bool:
    """Only who may sign in, and only to an address they confirmed."""
    confirmed = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True)
    return user.is_active and confirmed.exists()


def _is_wanted(notification: Notification) -> bool:
    user, kind = notification.recipient, kind_of(notification.event)
    if kind not in DEFAULTS:
        return True
    is_off = NotificationPreference.objects.filter(user=user, kind=kind, how=How.NONE)
    return not (notification.read_at or user.mails_paused or is_off.exists())


@task()
def send_notification_mail(notification_id: int) -> None:
    """Mail one notification, once. A notification that is gone or already mailed is left alone."""
    notification = (
        Notification.objects.select_related("recipient", "actor").filter(pk=notification_id, mailed_at=None).first()
    )
    if notification is None:
        return
    user = notification.recipient
    if not (may_be_mailed(user) and _is_wanted(notification) and still_seen(user, [notification])):
        return
    subject = subject_of(notification)
    send_event_mail(
        user,
        notification.event,
        {**notification.context, "actor": notification.actor, "path": notification.url},
        group=notification.context.get("group", ""),
        stop_url=address_to_stop(user, subject) if subject else "",
    )
    Notification.objects.filter(pk=notification.pk).update(mailed_at=timezone.now())


@task()
def send_bundle(bundle_id: int) -> None:
    """Mail one bundle, once, with what of it is still unread and may still be seen; nothing where nothing is left."""
    bundle = Bundle.objects.select_related("recipient").filter(pk=bundle_id, sent_at=None).first()
    if bundle is None:
        return
    user = bundle.recipient
    unread = list(bundle.notifications.unread().select_related("actor").order_by("created_at", "pk"))
    shown = still_seen(user, unread) if may_be_mailed(user) and not user.mails_paused else []
    if shown:
        words = {"summary": summary_of(shown), "path": "/en/account/inbox/"}
        send_event_mail(user, "bundle", words, stop_url=address_to_stop(user, BUNDLES))
    Bundle.objects.filter(pk=bundle.pk).update(sent_at=timezone.now())
