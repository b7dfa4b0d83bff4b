"""Taking back what a moderator did. That is an act of its own: the log keeps both."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.accepting import accept_answer, give_acceptance_back, unaccept_answer
from community.actions.carrying import lock_both
from community.actions.closing import archive_thread, close_thread, reopen_thread
from community.actions.commenting import edit_comment
from community.actions.common import lock_post, refuse_unless
from community.actions.editing import edit_answer, edit_thread
from community.actions.marking import lock_thread, mark_current, mark_outdated, move_thread, unlock_thread
from community.actions.merging import take_apart
from community.actions.moderating import HIDE, RESTORE, put_back_to_wait
from community.actions.splitting import bring_back
from community.actions.thanking import hide_thanks, show_thanks
from community.facts import facts_of
from community.models import Answer, Board, Comment, ModerationAction, Thanks, Thread
from community.models.moderation import Act
from community.models.reasons import SCREENING
from community.models.threads import State
from community.permissions import can_moderate


@transaction.atomic
def undo(done: ModerationAction, *, actor: User, reason: str = "") -> None:
    """Refused when it was undone already, or when what it changed has been changed again since."""
    refuse_unless(can_moderate(actor), _("Only moderators can undo this."))
    post = done.post
    refuse_unless(post is not None, _("It is not there any more."))
    if done.act == Act.MERGE:
        lock_both(*Thread.objects.filter(pk__in=[post.pk, done.after["merged_into"]]))
    lock_post(post)
    done = ModerationAction.objects.select_related("reversed_by").get(pk=done.pk)
    refuse_unless(not done.is_undone, _("This was undone already."))
    refuse_unless(done.may_be_undone, _("This cannot be undone."))
    now = facts_of(post)
    still_stands = all(now.get(name) == value for name, value in done.after.items())
    refuse_unless(still_stands, _("Something else was changed here since. Undo that first."))
    _OPPOSITES[done.act](post, done, actor=actor, reason=reason, reverses=done)


def _wait_again(post, done, *, actor, reverses, **words):
    thread = post if isinstance(post, Thread) else post.thread
    put_back_to_wait(post, thread, actor=actor, at=timezone.now(), reverses=reverses)


def _show(post, done, **words):
    """What was refused after its first look waits for another one."""
    if done.before.get("hidden_reason") == SCREENING and "hidden" not in done.before:
        return _wait_again(post, done, **words)
    RESTORE[type(post)](post, **words)
    if acceptance := done.before.get("accepted"):
        give_acceptance_back(post, by=acceptance["by"], at=datetime.fromisoformat(acceptance["at"]))


def _hide(post, done, **words):
    words["reason"] = words["reason"] or done.before.get("hidden_reason", "")
    HIDE[type(post)](post, **words)


def _edit_back(post, done, **words):
    if isinstance(post, Comment):
        return edit_comment(post, text=done.before.get("body", post.body_source), **words)
    if isinstance(post, Answer):
        return edit_answer(post, body=done.before.get("body", post.body_source), **words)
    board = Board.objects.filter(slug=done.before["board"]).first() if "board" in done.before else post.board
    refuse_unless(board is not None, _("This board is not there any more. Choose another one."))
    words["tags"] = done.before.get("tags")
    return edit_thread(
        post,
        title=done.before.get("title", post.title),
        body=done.before.get("body", post.body_source),
        board=board,
        **words,
    )


def _reopen(post: Thread, done, **words):
    reopen_thread(post, **words)


def _close(post: Thread, done, **words):
    shut = archive_thread if done.before.get("state") == State.ARCHIVED else close_thread
    shut(post, **words)


def _move_back(post: Thread, done, **words):
    board = Board.objects.filter(slug=done.before["board"]).first()
    refuse_unless(board is not None, _("This board is not there any more. Choose another one."))
    move_thread(post, board, **words)


def _take_apart(post: Thread, done, **words):
    take_apart(post, done, **words)


def _bring_back(post: Thread, done, **words):
    bring_back(post, done, **words)


def _lock(post: Thread, done, **words):
    lock_thread(post, **words)


def _unlock(post: Thread, done, **words):
    unlock_thread(post, **words)


def _mark_current(post: Thread, done, **words):
    mark_current(post, **words)


def _mark_outdated(post: Thread, done, **words):
    words["reason"] = words["reason"] or done.before["outdated"]
    mark_outdated(post, **words)


def _accept(post: Answer, done, **words):
    accept_answer(post, **words)


def _unaccept(post: Answer, done, **words):
    unaccept_answer(post, **words)


def _hide_thanks(post: Answer, done, **words):
    words["reason"] = words["reason"] or done.reason
    hide_thanks(_thanks_of(done), **words)


def _show_thanks(post: Answer, done, **words):
    show_thanks(_thanks_of(done), **words)


def _thanks_of(done: ModerationAction) -> Thanks:
    said = Thanks.objects.filter(pk=done.before["moved"]["thanks"]).select_related("answer__thread").first()
    refuse_unless(said is not None, _("It is not there any more."))
    return said


_OPPOSITES = {
    Act.HIDE: _show,
    Act.FLAGGED: _show,
    Act.RESTORE: _hide,
    Act.APPROVE: _wait_again,
    Act.CLOSE: _reopen,
    Act.REOPEN: _close,
    Act.EDIT: _edit_back,
    Act.MOVE: _move_back,
    Act.ARCHIVE: _reopen,
    Act.MERGE: _take_apart,
    Act.SPLIT: _bring_back,
    Act.LOCK: _unlock,
    Act.UNLOCK: _lock,
    Act.OUTDATE: _mark_current,
    Act.UPDATE: _mark_outdated,
    Act.ACCEPT: _unaccept,
    Act.UNACCEPT: _accept,
    Act.HIDE_THANKS: _show_thanks,
    Act.SHOW_THANKS: _hide_thanks,
}
