"""The community announces what happened to a thread; its escalation follows, in the same transaction."""

from django.dispatch import receiver

from community.signals import thread_changed
from tickets.actions import recompute


@receiver(thread_changed)
def reconsider_escalation(thread, **kwargs):
    recompute(thread)
