"""The community announces what happened to a thread; its escalation follows, in the same transaction."""

from django.dispatch import receiver

from community.signals import thread_changed, thread_unmerged, threads_merged
from tickets.actions import recompute
from tickets.actions.following_merges import give_requests_back, take_requests_along


@receiver(thread_changed)
def reconsider_escalation(thread, **kwargs):
    recompute(thread)


@receiver(threads_merged)
def take_along(source, target, at, **kwargs):
    take_requests_along(source, target, at)


@receiver(thread_unmerged)
def give_back(source, target, **kwargs):
    give_requests_back(source, target)
