from django.utils import timezone
from django_tasks import task

from accounts.mail import send_event_mail
from accounts.models import Notification


@task()
def send_notification_mail(notification_id: int) -> None:
    """Mail one notification, once. A notification that is gone or already mailed is left alone."""
    notification = (
        Notification.objects.select_related("recipient", "actor").filter(pk=notification_id, mailed_at=None).first()
    )
    if notification is None:
        return
    send_event_mail(
        notification.recipient,
        notification.event,
        {**notification.context, "actor": notification.actor, "path": notification.url},
    )
    Notification.objects.filter(pk=notification.pk).update(mailed_at=timezone.now())
