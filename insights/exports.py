"""A list as CSV that a spreadsheet opens as it is, and in which no search can be a formula."""

import csv
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from insights.searches import Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it some spreadsheets read letters wrongly


class _Line:
    def write(self, text: str) -> str:
        return text


def lines(rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(heading())
    for row in rows:
        yield writer.writerow(cells_of(row))


def heading() -> list[str]:
    return [
        _("Language"), _("Search"), _("Times"), _("Before"), _("Nothing found"), _("Not opened"), _("Result opened"),
        _("Mean place"), _("Searched again"), _("Solved"),
    ]  # fmt: skip


def cells_of(row: Row) -> list[str | int | float]:
    """Plain numbers with a point: they are for machines."""
    sums = row.sums
    mean = round(sums.rank_sum / sums.clicked, 2) if sums.clicked else ""
    return [
        row.lang, harmless(row.written), sums.searches, row.before, sums.empty, sums.unopened, sums.clicked, mean,
        sums.refined, sums.solved,
    ]  # fmt: skip


def harmless(text: str) -> str:
    """A spreadsheet takes what begins so for a formula; after an apostrophe it is text."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
