"""Threads from another forum, one line each (DESIGN §6). The same line twice changes nothing, a changed one updates.

What was imported is a record of elsewhere: nobody is told, and no clock starts for what was never solved there.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify

from community import states
from community.errors import Refused
from community.importing.answers import import_answers
from community.importing.authors import Authors
from community.importing.comments import comments_of, import_comments
from community.importing.values import body_of, format_of, number
from community.models import Board, BoardText, Thread
from community.models.moderation import REASON_LENGTH
from community.models.threads import ClosedBecause, State, slug_of
from community.texts import checked_body, checked_tags, checked_title, set_tags
from site_config.imports import BadLine, Record, entries, imported, moment, text

MAX_TAGS = 25


def import_thread(record: Record) -> Thread:
    """Create or update a thread with all its answers and comments; those that left the line leave the thread."""
    thread = imported("thread", text(record, "id", required=True)) or Thread(waiting_since=None)
    answers = entries(record, "answers", dict)
    authors = Authors([record, *answers, *comments_of([record, *answers])])
    try:
        _read_question(thread, record, authors)
        tags = checked_tags(entries(record, "tags", str), limit=MAX_TAGS)
    except Refused as refusal:
        raise BadLine(refusal.message) from refusal
    is_new = thread.pk is None
    thread.save()
    if tags or not is_new:
        set_tags(thread, tags)
    stored = import_answers(thread, answers, authors, is_new=is_new)
    posts = [(thread, record), *zip(stored, answers, strict=True)]
    import_comments(thread, posts, authors, is_new=is_new)
    _settle(thread, record)
    return thread


IMPORTERS = {"thread": import_thread}


def _read_question(thread: Thread, record: Record, authors: Authors) -> None:
    thread.language = text(record, "lang", required=True)
    if thread.language not in dict(settings.LANGUAGES):
        raise BadLine(f"“lang” is {thread.language[:20]!r}; this site speaks {', '.join(dict(settings.LANGUAGES))}")
    thread.board = _board(record, thread.language)
    thread.title = checked_title(text(record, "title", required=True))
    thread.slug = slug_of(thread.title)
    thread.body_format = format_of(record)
    thread.body_source, thread.body_html = checked_body(body_of(record), thread.body_format)
    thread.author = authors.of(record)
    thread.created_at = moment(record, "created") or thread.created_at or timezone.now()
    thread.view_count = number(record, "views", least=0)
    thread.imported_score = number(record, "score")


def _board(record: Record, language: str) -> Board:
    """The board of that short name, made with what the line calls it when it is new."""
    slug = slugify(text(record, "board", default="general"))[:50] or "general"
    board, _is_new = Board.objects.get_or_create(slug=slug)
    name = text(record, "board_name", max_length=80)
    if name or not board.texts.exists():
        _name_board(board, language, name or slug.replace("-", " ").capitalize())
    return board


def _name_board(board: Board, language: str, name: str) -> None:
    """A board keeps its own words once it is used in that language."""
    words, _is_new = BoardText.objects.get_or_create(board=board, language=language, defaults={"name": name})
    if words.name != name and not board.threads.filter(language=language).exists():
        words.name = name
        words.save()


def _settle(thread: Thread, record: Record) -> None:
    """Bring what is counted and the state in line with the answers and what the line says of it."""
    moments = list(thread.answers.filter(hidden_at=None).values_list("created_at", "accepted_at"))
    accepted_at = next((accepted for _created, accepted in moments if accepted), None)
    thread.answer_count = len(moments)
    thread.last_activity_at = max([thread.created_at, *(created for created, _accepted in moments)])
    state = _state_of(record, is_solved=bool(accepted_at))
    since = {State.SOLVED: accepted_at, State.OPEN: thread.waiting_since}.get(state, thread.last_activity_at)
    states.put_in(thread, state, at=since, because=ClosedBecause.MODERATOR)
    states.save(thread)
    if outdated := text(record, "outdated", max_length=REASON_LENGTH):
        thread.outdated_at, thread.outdated_reason = thread.outdated_at or thread.last_activity_at, outdated
    else:
        thread.outdated_at, thread.outdated_reason = None, ""
    thread.save(update_fields=["answer_count", "last_activity_at", "outdated_at", "outdated_reason"])


def _state_of(record: Record, *, is_solved: bool) -> State:
    """``state`` says more than ``closed``; an accepted answer solves what is neither closed nor archived."""
    said = text(record, "state")
    if said == State.ARCHIVED:
        return State.ARCHIVED
    if said == State.CLOSED or record.get("closed") is True:
        return State.CLOSED
    if is_solved:
        return State.SOLVED
    return State.NEEDS_INFO if said == State.NEEDS_INFO else State.OPEN
