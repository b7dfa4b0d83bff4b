"""What the service outside said about a post that waits."""

from django.db import transaction
from django.utils import timezone

from community.actions.common import lock, lock_post
from community.actions.moderating import show
from community.models import Review, SpamCheck


@transaction.atomic
def heard(review: Review, verdict: str) -> None:
    """Keep the word for the moderators; where a clean one is enough, everyone sees the post now.

    Not when its author changed it meanwhile: that text nobody asked about.
    """
    thread = lock_post(review.post)
    lock(review)
    check = review.spam_check
    SpamCheck.objects.filter(pk=check.pk).update(verdict=verdict)
    if not review.is_waiting:
        return
    if verdict == SpamCheck.Verdict.SPAM:
        review.cause = Review.Cause.SUSPICION
        review.save(update_fields=["cause"])
    elif verdict == SpamCheck.Verdict.HAM and check.releases and review.version == 1:
        show(review.post, thread, actor=None, reason="", at=timezone.now())
