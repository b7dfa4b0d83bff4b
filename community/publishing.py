"""Articles that grew from questions come and go in the CMS: what their answers earn follows. Registered when the app is
ready."""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from accounts.actions import notify
from community.models import PointEntry, Promotion
from community.models.points import Step
from community.reputation.ledger import hold, score


@receiver([page_published, page_unpublished])
def count_promotion(instance, **kwargs) -> None:
    """The first time it is published, the answer's author is told."""
    promotion = Promotion.objects.select_related("answer__author", "thread").filter(page=instance.pk).first()
    if promotion is None:
        return
    author = promotion.answer.author_id if promotion.answer else None
    for entry in _settle(promotion.pk, author):
        if entry.step == Step.AWARD and entry.turn == 1:
            words = {"title": promotion.thread.title, "group": f"thread-{promotion.thread_id}"}
            notify([promotion.answer.author], "answer_promoted", url=instance.get_url(), context=words)


@receiver(post_delete, sender=Promotion)
def forget_promotion(instance: Promotion, **kwargs) -> None:
    """Undone, or the article or the question is no more: whoever earned by it, the ledger knows."""
    _settle(instance.pk)


@transaction.atomic
def _settle(promotion: int, author: int | None = None) -> list[PointEntry]:
    earned = PointEntry.objects.filter(rule="promoted", fact=promotion).values_list("member", flat=True)
    hold({member for member in [*earned, author] if member})
    return score("promoted", keys=[promotion])
