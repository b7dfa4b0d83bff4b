"""Threads as lines of the import form. What everyone may see is exported; importing it gives the same lines again."""

from collections.abc import Iterator

from django.db.models import Prefetch

from accounts.models import User
from community.importing.authors import name_of
from community.mentions import without_links
from community.models import Answer, Comment, Thread
from community.models.threads import State
from site_config.imports import Record, iso, source_ids


class _Names:
    """The ids under which rows leave: the source's own, else made of our number and never twice."""

    def __init__(self, kind: str):
        self.kind, self.known = kind, source_ids(kind)
        self.taken = set(self.known.values())

    def of(self, pk: int) -> str:
        own = f"{self.kind}-{pk}"
        return self.known.get(pk) or (f"{own}-here" if own in self.taken else own)


def records() -> Iterator[Record]:
    threads = Thread.objects.public().select_related("author", "board").order_by("pk")
    threads = threads.prefetch_related("board__texts", "tags", "answers__author")
    threads = threads.prefetch_related(Prefetch("comments", Comment.objects.shown().select_related("author")))
    threads_named, answers_named, authors_named = _Names("thread"), _Names("answer"), _Names("author")
    comments_named = _Names("comment")
    for thread in threads.iterator(chunk_size=500):
        yield {
            "kind": "thread",
            "id": threads_named.of(thread.pk),
            "lang": thread.language,
            "board": thread.board.slug,
            **_board_name(thread),
            "title": thread.title,
            "body": without_links(thread.body_source),
            "format": thread.body_format,
            **_author(thread.author, authors_named),
            "created": iso(thread.created_at),
            "views": thread.view_count,
            "score": thread.imported_score + thread.me_too_count,
            "tags": [tag.name for tag in thread.tags.all()],
            **_state(thread),
            **_comments(thread, None, comments_named, authors_named),
            "answers": [
                {
                    **_answer(answer, thread, answers_named, authors_named),
                    **_comments(thread, answer.pk, comments_named, authors_named),
                }
                for answer in sorted(thread.answers.all(), key=lambda answer: answer.pk)
                if not answer.is_hidden
            ],
        }


def _state(thread: Thread) -> Record:
    """What the answers do not say: ``closed`` also of what is archived, for readers who know only that."""
    said: Record = {"closed": True} if thread.is_closed else {}
    if thread.state in (State.NEEDS_INFO, State.ARCHIVED):
        said["state"] = str(thread.state)
    if thread.is_outdated:
        said["outdated"] = thread.outdated_reason
    return said


def _answer(answer: Answer, thread: Thread, names: _Names, authors: _Names) -> Record:
    record = {
        "id": names.of(answer.pk),
        "body": without_links(answer.body_source),
        **({"format": answer.body_format} if answer.body_format != thread.body_format else {}),
        **_author(answer.author, authors),
        "created": iso(answer.created_at),
        "score": answer.imported_score + answer.helpful_count,
        "accepted": answer.is_accepted,
    }
    if answer.is_accepted and answer.accepted_at != answer.created_at:
        record["accepted_at"] = iso(answer.accepted_at)
    return {**record, "official": True} if answer.is_official else record


def _comments(thread: Thread, answer: int | None, names: _Names, authors: _Names) -> Record:
    """Those under the question, or under one answer; nothing where there are none."""
    comments = [comment for comment in thread.comments.all() if comment.answer_id == answer]
    lines = [
        {
            "id": names.of(comment.pk),
            "body": without_links(comment.body_source),
            **_author(comment.author, authors),
            "created": iso(comment.created_at),
        }
        for comment in sorted(comments, key=lambda comment: comment.pk)
    ]
    return {"comments": lines} if lines else {}


def _author(user: User | None, names: _Names) -> Record:
    """Never an address: the source's id or our number, and the public name where it says more than the id."""
    if user is None:
        return {}
    source_id = names.of(user.pk)
    has_own_name = user.display_name and user.display_name != name_of(source_id)
    return {"author": source_id, **({"author_name": user.display_name} if has_own_name else {})}


def _board_name(thread: Thread) -> Record:
    names = {text.language: text.name for text in thread.board.texts.all()}
    return {"board_name": names[thread.language]} if thread.language in names else {}
