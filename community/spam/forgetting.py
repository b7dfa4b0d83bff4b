"""What the defence against spam must not keep."""

from datetime import timedelta

from django.utils import timezone

from community.models import SpamCheck, TextPrint
from community.rules import PRINTS_KEPT


def forget_old() -> int:
    """Prints of texts after a month, and where a post came from once nothing waits any more. How many prints went."""
    decided = SpamCheck.objects.exclude(review__closed_at=None).exclude(address=None, agent="")
    decided.filter(review__closed_at__lt=timezone.now() - timedelta(days=1)).update(address=None, agent="")
    return TextPrint.objects.filter(created_at__lt=timezone.now() - PRINTS_KEPT).delete()[0]
