"""What a member leaves behind when they close their account: counters that stay right, and no name in others' texts."""

import re

from django.db.models import F
from django.dispatch import receiver
from django.utils.translation import gettext, override

from accounts.closing import is_part_of_export
from accounts.models import User
from accounts.signals import account_closing
from community.actions.flagging import withdraw_flag
from community.models import Answer, Comment, Flag, Follow, Revision, Thread
from community.signals import thread_changed
from site_config.imports import iso


@receiver(account_closing)
def leave(user: User, **kwargs) -> None:
    """Votes, me-toos and confirmations stay without a name, so that others keep what they were given; reports that wait
    are withdrawn, and nobody is followed any more."""
    heard = Follow.objects.filter(member=user, thread__isnull=False).exclude(level=Follow.Level.MUTE)
    Thread.objects.filter(pk__in=heard.values("thread")).update(follower_count=F("follower_count") - 1)
    for flag in Flag.objects.filter(reporter=user, state=Flag.State.WAITING).order_by("pk"):
        withdraw_flag(flag.thanks or flag.comment or flag.answer or flag.thread, actor=user)
    named_in = _forget_name(user)
    own = list(Thread.objects.filter(author=user).values_list("pk", flat=True))
    Thread.objects.filter(pk__in=own).update(author=None)
    for thread in Thread.objects.filter(pk__in={*own, *named_in}).select_related("board"):
        thread_changed.send(Thread, thread=thread)


def _forget_name(user: User) -> set[int]:
    """Take the member out of every text that names them; returns the threads of these texts."""
    mark, threads = f"](member:{user.pk})", set()
    for thread in Thread.objects.filter(body_source__contains=mark):
        threads.add(_rewrite(thread, user, thread))
    for answer in Answer.objects.filter(body_source__contains=mark).select_related("thread"):
        threads.add(_rewrite(answer, user, answer.thread))
    for comment in Comment.objects.filter(comment__contains=mark).select_related("question"):
        threads.add(_rewrite(comment, user, comment.question, field="comment"))
    for revision in Revision.objects.filter(body_source__contains=mark).select_related("thread", "answer__thread"):
        _rewrite(revision, user, revision.thread or revision.answer.thread, html=False)
    return threads


def _rewrite(post, user: User, thread: Thread, *, field: str = "body_source", html: bool = True) -> int:
    with override(thread.language):
        words = gettext("Former member")
    named = re.compile(rf"\[@(?:\\.|[^\[\]\\\n]){{0,200}}\]\(member:{user.pk}\)")
    setattr(post, field, named.sub(words, getattr(post, field)))
    fields = [field]
    if html:
        linked = re.compile(rf'<a [^>]*href="/members/{user.pk}/"[^>]*>.*?</a>', re.DOTALL)
        post.body_html = linked.sub(words, post.body_html)
        fields.append("body_html")
    type(post).objects.filter(pk=post.pk).update(**{name: getattr(post, name) for name in fields})
    return thread.pk


@is_part_of_export("community")
def own_posts(user: User) -> dict:
    """All a member wrote and chose, hidden or not."""
    return {
        "questions": [
            {"title": one.title, "text": one.body_source, "at": iso(one.created_at), "url": one.home_url}
            for one in user.threads.order_by("pk").iterator(chunk_size=500)
        ],
        "answers": [
            {"text": one.body_source, "at": iso(one.created_at), "url": one.home_url}
            for one in user.answers.select_related("thread").order_by("pk").iterator(chunk_size=500)
        ],
        "comments": [
            {"text": one.comment, "at": iso(one.created_at)}
            for one in Comment.objects.filter(author=user).order_by("pk").iterator(chunk_size=500)
        ],
        "follows": [
            {"what": str(one.followed), "level": one.level}
            for one in Follow.objects.filter(member=user).select_related("thread", "board", "tag").order_by("pk")
        ],
        "votes": [
            {"answer": one.answer_id, "helpful": one.is_helpful, "at": iso(one.created_at)}
            for one in user.votes.order_by("pk")
        ],
        "badges": [
            {"badge": one.badge, "since": iso(one.awarded_at), "until": iso(one.revoked_at) if one.revoked_at else None}
            for one in user.badge_awards.order_by("pk")
        ],
        "blocked": user.blocks.count(),
    }
