"""The answers of an imported thread: new ones are added, changed ones change, those that left the line leave."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from community.errors import Refused
from community.helpfulness import set_helpfulness
from community.importing.authors import Authors
from community.importing.values import body_of, format_of, number
from community.models import Answer, Thread
from community.texts import checked_body
from site_config.imports import MAX_ID_LENGTH, BadLine, Record, moment, text
from site_config.models import ImportedObject

FIELDS = [
    "author",
    "body_source",
    "body_format",
    "body_html",
    "created_at",
    "is_official",
    "imported_score",
    "helpfulness",
    "accepted_at",
    "accepted_by",
]


def import_answers(thread: Thread, records: list[Record], authors: Authors, *, is_new: bool) -> list[Answer]:
    """Bring a stored thread's answers in line with those of its line; ``is_new`` says that it has none yet."""
    ids = [text(record, "id", required=True, max_length=MAX_ID_LENGTH) for record in records]
    if len(set(ids)) < len(ids):
        raise BadLine("two answers have the same id")
    known = _known_answers(thread, ids, is_new=is_new)
    answers = [
        _read(known.get(source_id) or Answer(thread=thread), record, thread, authors)
        for source_id, record in zip(ids, records, strict=True)
    ]
    _take_acceptances_back(thread, records, answers, is_new=is_new)
    new = [(source_id, answer) for source_id, answer in zip(ids, answers, strict=True) if answer.pk is None]
    Answer.objects.bulk_update([answer for answer in answers if answer.pk], FIELDS)
    Answer.objects.bulk_create([answer for _id, answer in new])
    _remember(new)
    return answers


def _known_answers(thread: Thread, ids: list[str], *, is_new: bool) -> dict[str, Answer]:
    """Answers of this thread by the source's ids; those the source no longer has are deleted."""
    rows = ImportedObject.objects.filter(kind="answer")
    known = dict(rows.filter(source_id__in=ids).values_list("source_id", "object_id"))
    if known:
        elsewhere = Answer.objects.filter(pk__in=known.values()).exclude(thread=thread)
        if stranger := elsewhere.first():
            raise BadLine(f"an answer of this line belongs to the thread “{stranger.thread.title}” already")
    here = {} if is_new else thread.answers.in_bulk()
    if here:
        gone = rows.filter(object_id__in=here).exclude(source_id__in=ids)
        thread.answers.filter(pk__in=gone.values_list("object_id", flat=True)).delete()
        gone.delete()
    deleted_here = [source_id for source_id, pk in known.items() if pk not in here]
    if deleted_here:
        rows.filter(source_id__in=deleted_here).delete()
    return {source_id: here[pk] for source_id, pk in known.items() if pk in here}


def _read(answer: Answer, record: Record, thread: Thread, authors: Authors) -> Answer:
    answer.body_format = format_of(record, default=thread.body_format)
    try:
        answer.body_source, answer.body_html = checked_body(body_of(record), answer.body_format)
    except Refused as refusal:
        raise BadLine(f"answer {text(record, 'id')}: {refusal.message}") from refusal
    answer.author = authors.of(record)
    answer.created_at = moment(record, "created") or answer.created_at or timezone.now()
    answer.is_official = record.get("official") is True
    answer.imported_score = number(record, "score")
    set_helpfulness(answer)
    return answer


def _take_acceptances_back(thread: Thread, records: list[Record], answers: list[Answer], *, is_new: bool) -> None:
    """The source says which answer solved it: there its asker chose. One of our own members that was accepted here
    stays so if the source has none; one that a moderator has hidden is not accepted."""
    chosen = [(answer, record) for answer, record in zip(answers, records, strict=True) if record.get("accepted")]
    if len(chosen) > 1:
        raise BadLine("two answers are accepted; a thread has one at most")
    chosen = [(answer, record) for answer, record in chosen if not answer.is_hidden]
    if not is_new:
        imported = [answer.pk for answer in answers if answer.pk]
        before = thread.answers.accepted()
        (before if chosen else before.filter(pk__in=imported)).update(accepted_at=None, accepted_by=None)
    for answer in answers:
        answer.accepted_at = answer.accepted_by = None
    for answer, record in chosen:
        answer.accepted_at, answer.accepted_by = moment(record, "accepted_at") or answer.created_at, thread.author


def _remember(new: list[tuple[str, Answer]]) -> None:
    content_type = ContentType.objects.get_for_model(Answer)
    ImportedObject.objects.bulk_create(
        ImportedObject(kind="answer", source_id=source_id, content_type=content_type, object_id=answer.pk, digest="")
        for source_id, answer in new
    )
