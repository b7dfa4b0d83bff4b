"""Bundles of what was new, each at its reader's own morning. Whatever is due is taken: a missed tick loses nothing."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Bundle, Notification, User
from accounts.tasks import send_bundle

logger = logging.getLogger(__name__)
HAND_OVER_AGAIN = timedelta(hours=1)  # a worker that stopped in the middle, or a mail server that was away
GIVE_UP = timedelta(days=2)


def build_bundles(now: datetime | None = None) -> int:
    """One round of the tick: make what is due, and hand over again what was not sent. Returns how many were made."""
    now, made = now or timezone.now(), 0
    due = Notification.objects.waiting_for_bundle().filter(mail_due_at__lte=now).order_by()
    for recipient in list(due.values_list("recipient", flat=True).distinct()):
        try:
            made += build_bundle(recipient, now) is not None
        except Exception:
            logger.exception("The bundle of %s failed; it stays due.", recipient)
    _hand_over_again(now)
    return made


@transaction.atomic
def build_bundle(recipient: int, now: datetime) -> Bundle | None:
    """Marked as mailed and handed over in one transaction, while the member is held: two ticks make one bundle."""
    if not User.objects.select_for_update(no_key=True).filter(pk=recipient).exists():
        return None
    due = Notification.objects.waiting_for_bundle().filter(recipient=recipient, mail_due_at__lte=now)
    numbers = list(due.values_list("pk", flat=True))
    if not numbers:
        return None
    bundle = Bundle.objects.create(recipient_id=recipient, created_at=now, handed_over_at=now)
    Notification.objects.filter(pk__in=numbers).update(bundle=bundle, mailed_at=now)
    send_bundle.enqueue(bundle.pk)
    return bundle


def _hand_over_again(now: datetime) -> None:
    unsent = Bundle.objects.filter(sent_at=None, handed_over_at__lte=now - HAND_OVER_AGAIN)
    for pk in list(unsent.filter(created_at__gt=now - GIVE_UP).values_list("pk", flat=True)):
        with transaction.atomic():
            if unsent.filter(pk=pk).update(handed_over_at=now):
                send_bundle.enqueue(pk)
