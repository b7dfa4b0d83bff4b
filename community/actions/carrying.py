"""Carrying answers and comments from one question to another, with what hangs on them. The caller holds both."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max

from community.actions.common import lock
from community.models import Answer, Appeal, Comment, Flag, Follow, Review, Thread
from search.actions import enqueue


def lock_both(*threads: Thread) -> None:
    """Always the older first, so that two acts on the same two questions wait for each other and not in a circle."""
    for thread in sorted(threads, key=lambda thread: thread.pk):
        lock(thread)


def carry_answers(keys: Iterable[int], source: Thread, target: Thread) -> None:
    """With their comments, and what was reported and decided about either."""
    answers = Answer.objects.filter(pk__in=list(keys), thread=source)
    keys = list(answers.values_list("pk", flat=True))
    comments = Comment.objects.filter(answer__in=keys)
    _carry_records(target, answers=keys, comments=list(comments.values_list("pk", flat=True)))
    comments.update(question=target)
    answers.update(thread=target)


def carry_comments(keys: Iterable[int], target: Thread | Answer) -> None:
    """To stand under that question or answer."""
    keys, is_answer = list(keys), isinstance(target, Answer)
    thread = target.thread if is_answer else target
    _carry_records(thread, answers=[], comments=keys)
    Comment.objects.filter(pk__in=keys).update(
        question=thread,
        answer=target if is_answer else None,
        content_type=ContentType.objects.get_for_model(target),
        object_pk=str(target.pk),
    )


def _carry_records(target: Thread, *, answers: list[int], comments: list[int]) -> None:
    for model in (Flag, Review, Appeal):
        model.objects.filter(answer__in=answers).update(thread=target)
        model.objects.filter(comment__in=comments).update(thread=target)
    for model in (Flag, Review):
        model.objects.filter(thanks__answer__in=answers).update(thread=target)


def recount(thread: Thread) -> None:
    """Every counter anew from the facts: moved by the dozen, they are not worth counting one by one."""
    thread.answer_count = thread.answers.filter(hidden_at=None).count()
    thread.comment_count = Comment.objects.about(thread).shown().count()
    thread.me_too_count = thread.me_toos.count()
    thread.follower_count = thread.follows.exclude(level=Follow.Level.MUTE).count()
    spoken = thread.answers.aggregate(last=Max("created_at"))["last"]
    thread.last_activity_at = max(filter(None, [thread.last_activity_at, spoken]))
    thread.save(update_fields=["answer_count", "comment_count", "me_too_count", "follower_count", "last_activity_at"])
    enqueue(thread)
