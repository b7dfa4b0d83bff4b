"""The comments of an imported thread and of its answers: new ones are added, changed ones change, those that left the
line leave. What members wrote here stays."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from community.errors import Refused
from community.importing.authors import Authors
from community.inline import checked_comment
from community.models import Answer, Comment, Thread
from site_config.imports import MAX_ID_LENGTH, BadLine, Record, entries, moment, text
from site_config.models import ImportedObject


def comments_of(records: list[Record]) -> list[Record]:
    """Every comment of these posts."""
    return [comment for record in records for comment in entries(record, "comments", dict)]


def import_comments(
    thread: Thread, posts: list[tuple[Thread | Answer, Record]], authors: Authors, *, is_new: bool
) -> None:
    """Bring the comments of stored posts in line with their records; ``is_new`` says that the thread has none yet."""
    wanted = [(post, one) for post, record in posts for one in entries(record, "comments", dict)]
    if is_new and not wanted:
        return
    ids = [text(one, "id", required=True, max_length=MAX_ID_LENGTH) for _post, one in wanted]
    if len(set(ids)) < len(ids):
        raise BadLine("two comments have the same id")
    known = _known(thread, ids)
    for source_id, (post, one) in zip(ids, wanted, strict=True):
        comment = known.get(source_id) or Comment(question=thread)
        is_new = comment.pk is None
        _read(comment, post, one, authors)
        comment.save()
        if is_new:
            _remember(source_id, comment)
    for post, _record in posts:
        number = Comment.objects.about(post).shown().count()
        type(post).objects.filter(pk=post.pk).exclude(comment_count=number).update(comment_count=number)


def _known(thread: Thread, ids: list[str]) -> dict[str, Comment]:
    """Comments of this thread by the source's ids; those the source no longer has are deleted."""
    rows = ImportedObject.objects.filter(kind="comment")
    here = Comment.objects.filter(question=thread).in_bulk()
    gone = rows.filter(object_id__in=here).exclude(source_id__in=ids)
    Comment.objects.filter(pk__in=list(gone.values_list("object_id", flat=True))).delete()
    gone.delete()
    known = dict(rows.filter(source_id__in=ids).values_list("source_id", "object_id"))
    if Comment.objects.filter(pk__in=known.values()).exclude(question=thread).exists():
        raise BadLine("a comment of this line belongs to another thread already")
    rows.filter(source_id__in=[source_id for source_id, pk in known.items() if pk not in here]).delete()
    return {source_id: here[pk] for source_id, pk in known.items() if pk in here}


def _read(comment: Comment, post: Thread | Answer, record: Record, authors: Authors) -> None:
    try:
        comment.comment, comment.body_html = checked_comment(text(record, "body", required=True))
    except Refused as refusal:
        raise BadLine(f"comment {text(record, 'id')}: {refusal.message}") from refusal
    comment.answer = post if isinstance(post, Answer) else None
    comment.content_type = ContentType.objects.get_for_model(post)
    comment.object_pk = str(post.pk)
    comment.author = authors.of(record)
    comment.created_at = moment(record, "created") or comment.created_at or timezone.now()


def _remember(source_id: str, comment: Comment) -> None:
    content_type = ContentType.objects.get_for_model(Comment)
    ImportedObject.objects.create(
        kind="comment", source_id=source_id, content_type=content_type, object_id=comment.pk, digest=""
    )
