"""Content from elsewhere, one JSON object a line (DESIGN §6): what makes an import repeatable and safe to break off.

An app offers ``IMPORTERS = {"kind": importer}``; an importer takes the record, creates or updates, and returns the
object (or calls `remember` itself). It raises `BadLine` with a reason for the person who imports, or `NotYet` when the
line names an object that may stand further down.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from site_config.models import ImportedObject

Record = dict[str, Any]
Importer = Callable[[Record], models.Model | None]
# Beyond these a reader's calendar or time zone may have no such day, and the page that shows it fails.
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
MAX_ID_LENGTH = ImportedObject._meta.get_field("source_id").max_length


class BadLine(Exception):
    """This line cannot be imported; the message says why, to the person who made the file."""


class NotYet(BadLine):
    """This line names an object that is not there yet: worth another try after the rest of the file."""


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def import_record(record: Any, importers: dict[str, Importer]) -> Outcome:
    """Import one line in a transaction of its own; the same line twice changes nothing. Raises `BadLine`."""
    if not isinstance(record, dict):
        raise BadLine("a line must be a JSON object")
    kind, source_id = text(record, "kind", required=True), text(record, "id", required=True, max_length=MAX_ID_LENGTH)
    if kind not in importers:
        raise BadLine(f"unknown kind “{kind[:40]}” (known: {', '.join(sorted(importers))})")
    digest = digest_of(record)
    known = ImportedObject.objects.filter(kind=kind, source_id=source_id).first()
    if known and known.digest == digest and known.content_object is not None:
        return Outcome.UNCHANGED
    try:
        with transaction.atomic():
            imported = importers[kind](record)
            if imported is not None:
                remember(kind, source_id, imported)
            ImportedObject.objects.filter(kind=kind, source_id=source_id).update(digest=digest)
    except ValidationError as error:
        raise BadLine("; ".join(error.messages)) from error
    except (IntegrityError, DataError, RecursionError, OverflowError) as error:
        raise BadLine(f"cannot be stored: {error}") from error
    return Outcome.UPDATED if known and known.content_object is not None else Outcome.CREATED


def digest_of(record: Record) -> str:
    """SHA-256 of what a line says, whatever the order of its keys."""
    try:
        canonical = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    except RecursionError as error:
        raise BadLine("nested too deeply") from error
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def imported(kind: str, source_id: str) -> models.Model | None:
    """The object that the line ``kind``/``source_id`` became, or None."""
    known = ImportedObject.objects.filter(kind=kind, source_id=source_id).first()
    return known.content_object if known else None


def remember(kind: str, source_id: str, target: models.Model) -> None:
    """Keep that ``kind``/``source_id`` of the source is our ``target``."""
    ImportedObject.objects.update_or_create(
        kind=kind,
        source_id=source_id,
        defaults={
            "content_type": ContentType.objects.get_for_model(target),
            "object_id": target.pk,
        },
    )


def source_ids(kind: str) -> dict[int, str]:
    """Primary key → id of the source, of every imported object of one kind; exports keep those ids."""
    return dict(ImportedObject.objects.filter(kind=kind).order_by("-pk").values_list("object_id", "source_id"))


# --- reading the values of a line ------------------------------------------------------------------------------------


def text(record: Record, key: str, *, required: bool = False, max_length: int | None = None, default: str = "") -> str:
    """The text under ``key``, without NUL bytes, lone surrogates and outer blanks."""
    value = record.get(key)
    if value is None and not required:
        return default
    if not isinstance(value, str):
        raise BadLine(f"“{key}” is missing" if value is None else f"“{key}” must be text")
    value = value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8").strip()
    if required and not value:
        raise BadLine(f"“{key}” is empty")
    if max_length and len(value) > max_length:
        raise BadLine(f"“{key}” is {len(value)} characters long; the limit is {max_length}")
    return value


def moment(record: Record, key: str) -> datetime | None:
    """The aware time under ``key``, in ISO 8601; without an offset it is UTC."""
    value = text(record, key)
    if not value:
        return None
    try:
        parsed = parse_datetime(value)
    except ValueError:
        parsed = None
    if parsed is None:
        raise BadLine(f"“{key}” is not a time like 2026-05-01T10:00:00Z")
    aware = parsed if timezone.is_aware(parsed) else parsed.replace(tzinfo=UTC)
    if not EARLIEST <= aware < LATEST:
        raise BadLine(f"“{key}” is not a time between {EARLIEST.year} and {LATEST.year}")
    return aware


def entries(record: Record, key: str, of: type, limit: int = 10_000) -> list:
    """The list under ``key``, every entry of the type ``of``."""
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(entry, of) and not isinstance(entry, bool) for entry in value):
        raise BadLine(f"“{key}” must be a list of {'texts' if of is str else 'objects'}")
    if len(value) > limit:
        raise BadLine(f"“{key}” has {len(value)} entries; the limit is {limit}")
    return value


def iso(moment: datetime) -> str:
    """A time as exports write it: ``2026-05-01T10:00:00Z``."""
    return moment.astimezone(timezone.get_fixed_timezone(0)).isoformat().replace("+00:00", "Z")
