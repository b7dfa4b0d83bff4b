"""Closing a board for good: its questions go to another one."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from community.actions.common import lock, refuse_unless
from community.models import Board, Thread
from community.reputation.tallies import carry_board
from community.signals import thread_changed
from search.actions import enqueue


@transaction.atomic
def dissolve_board(source: Board, target: Board, *, actor: User) -> None:
    """Every question of ``source`` stands on ``target`` from now on, who followed it follows that, and it is deleted.

    What is said on a private board goes to a private board only. The CMS's own log keeps who did it.
    """
    refuse_unless(actor.has_perm("community.delete_board"), _("Only moderators delete boards."))
    refuse_unless(source.pk != target.pk, _("Choose another board."))
    for board in sorted((source, target), key=lambda board: board.pk):
        lock(board)
    refuse_unless(target.is_private or not source.is_private, _("Its questions are private: choose a private board."))
    waiting = list(Thread.objects.filter(board=source, waiting_since__isnull=False).values_list("pk", flat=True))
    source.threads.update(board=target)
    carry_board(source.pk, target.pk)
    already = target.follows.values("member")
    source.follows.exclude(member__in=list(already.values_list("member", flat=True))).update(board=target)
    enqueue(target)
    for thread in Thread.objects.filter(pk__in=waiting).select_related("board"):
        thread_changed.send(Thread, thread=thread)
    log(instance=source, action="wagtail.delete", user=actor)
    source.delete()
