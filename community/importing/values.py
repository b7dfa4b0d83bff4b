"""Reading the values of a thread's line."""

from community.models.threads import BodyFormat
from site_config.imports import BadLine, Record, text


def body_of(record: Record) -> str:
    """The text as it is: its first line may be indented."""
    body = record.get("body")
    if not isinstance(body, str):
        raise BadLine("“body” is missing" if body is None else "“body” must be text")
    return body


def format_of(record: Record, default: str = BodyFormat.MARKDOWN) -> str:
    found = text(record, "format", default=default)
    if found not in BodyFormat.values:
        raise BadLine(f"“format” is {found[:20]!r}; it can be {' or '.join(BodyFormat.values)}")
    return found


def number(record: Record, key: str, least: int = -1_000_000_000) -> int:
    """The whole number under ``key``, 0 when there is none."""
    value = record.get(key) or 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadLine(f"“{key}” must be a whole number")
    if not least <= value <= 1_000_000_000:
        raise BadLine(f"“{key}” is out of range")
    return value
