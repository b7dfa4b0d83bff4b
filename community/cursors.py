"""Pages of a list by the place of their first and last line: the hundredth page costs what the first does.

A cursor names a line by what the list is ordered by and its number, ``<microseconds>-<id>`` in hexadecimal digits. It
says nothing a reader does not see, so it is checked, not signed: whatever else is sent leads to the first page.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Model, Q, QuerySet

PER_PAGE = 20
OLD_PAGES = 25  # ``?page=`` of earlier addresses, as far as skipping lines is cheap
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([0-9a-f]{1,14})-([0-9a-f]{1,15})")
_PAGE = re.compile(r"[1-9][0-9]?")


@dataclass
class CursorPage:
    """Lines of a list, and the cursors that lead back and on; empty where nothing is."""

    object_list: list
    previous: str = ""
    next: str = ""
    is_first: bool = True

    def __iter__(self):
        return iter(self.object_list)


def page_of(found: QuerySet, order: str, query, per_page: int = PER_PAGE) -> CursorPage:
    """The page a request's ``after``, ``before`` or old ``page`` asks for; ``order`` is a field, ``-`` for falling."""
    after, before = read(query.get("after", "")), read(query.get("before", ""))
    if after and (page := _after(found, order, after, per_page)):
        return page
    if before and (page := _before(found, order, before, per_page)):
        return page
    number = query.get("page", "")
    start = (int(number) - 1) * per_page if _PAGE.fullmatch(number) and int(number) <= OLD_PAGES else 0
    lines = list(_ordered(found, order)[start : start + per_page + 1])
    return _page(lines[:per_page], order, has_next=len(lines) > per_page, has_previous=start > 0 and bool(lines))


def _after(found: QuerySet, order: str, place: tuple, per_page: int) -> CursorPage | None:
    """None where nothing comes after it any more."""
    lines = list(_ordered(found.filter(_beyond(order, place)), order)[: per_page + 1])
    if not lines:
        return None
    return _page(lines[:per_page], order, has_next=len(lines) > per_page, has_previous=True)


def _before(found: QuerySet, order: str, place: tuple, per_page: int) -> CursorPage | None:
    """None where the first page holds all that stands before: it is shown whole."""
    back = order.removeprefix("-") if order.startswith("-") else f"-{order}"
    lines = list(_ordered(found.filter(_beyond(back, place)), back)[: per_page + 1])
    if len(lines) <= per_page:
        return None
    return _page(lines[:per_page][::-1], order, has_next=True, has_previous=True)


def _ordered(found: QuerySet, order: str) -> QuerySet:
    return found.order_by(order, "-pk" if order.startswith("-") else "pk")


def _beyond(order: str, place: tuple[datetime, int]) -> Q:
    """What comes later in the order. The bound on the first field alone is what an index is entered by."""
    field, sign = order.removeprefix("-"), "lt" if order.startswith("-") else "gt"
    moment, pk = place
    return Q(**{f"{field}__{sign}e": moment}) & (Q(**{f"{field}__{sign}": moment}) | Q(**{f"pk__{sign}": pk}))


def _page(lines: list[Model], order: str, *, has_next: bool, has_previous: bool) -> CursorPage:
    field = order.removeprefix("-")
    previous = cursor(lines[0], field) if lines and has_previous else ""
    return CursorPage(lines, previous, cursor(lines[-1], field) if has_next else "", not has_previous)


def cursor(line: Model, field: str) -> str:
    return f"{(getattr(line, field) - EPOCH) // timedelta(microseconds=1):x}-{line.pk:x}"


def read(text: str) -> tuple[datetime, int] | None:
    """The place a cursor names; None for everything that is no cursor."""
    if not (found := _CURSOR.fullmatch(text)):
        return None
    return EPOCH + timedelta(microseconds=int(found[1], 16)), int(found[2], 16)
