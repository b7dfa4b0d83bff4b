"""Working time: pure functions over a weekly calendar, right to the second across both clock changes.

A calendar is a set of instants: those whose wall clock in the calendar's own zone lies in one of the weekly shifts, on
a day that is no holiday. A wall time that the clocks skip means the moment they jump; one that comes twice means its
first occurrence. Everything handed in and out is aware; what comes out is UTC.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
LONGEST_SEARCH = 3660  # days looked ahead before a calendar counts as one that never opens
Span = tuple[timedelta, timedelta]  # part of a day, as distance from its midnight: 0 ≤ start < end ≤ 24 h


class NeverOpen(ValueError):
    """The calendar has no working time within ten years: nothing can ever be due in it."""


@dataclass(frozen=True)
class Shift:
    """Working hours that begin on a weekday (Monday is 0). Closing at or before opening means on the next day."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Calendar:
    """Weekly shifts in a zone. ``holidays`` replaces a day's hours: by none, or by the hours given (half days)."""

    zone: ZoneInfo
    shifts: tuple[Shift, ...]
    holidays: Mapping[date, tuple[tuple[time, time], ...]] = field(default_factory=dict)

    @cached_property
    def week(self) -> tuple[tuple[Span, ...], ...]:
        """The spans of each weekday, shifts over midnight cut in two, overlaps merged."""
        days: list[list[Span]] = [[] for _ in range(7)]
        for shift in self.shifts:
            opens, closes = _since_midnight(shift.opens), _since_midnight(shift.closes)
            if closes > opens:
                days[shift.weekday].append((opens, closes))
                continue
            days[shift.weekday].append((opens, DAY))
            if closes:
                days[(shift.weekday + 1) % 7].append((timedelta(0), closes))
        return tuple(tuple(_merged(spans)) for spans in days)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        if day in self.holidays:
            return tuple(
                _merged(
                    [(_since_midnight(opens), _since_midnight(closes) or DAY) for opens, closes in self.holidays[day]]
                )
            )
        return self.week[day.weekday()]

    def windows(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Open periods in order, from the one that ``since`` lies in or comes before; ends after ten years."""
        first = since.astimezone(self.zone).date() - DAY
        for number in range(LONGEST_SEARCH):
            day = first + number * DAY
            midnight = datetime.combine(day, time())
            for start, end in self.spans_on(day):
                opens, closes = to_utc(midnight + start, self.zone), to_utc(midnight + end, self.zone)
                if closes > max(opens, since):
                    yield opens, closes


def add_business_time(start: datetime, duration: timedelta, calendar: Calendar) -> datetime:
    """The moment at which ``duration`` of working time has passed since ``start``; UTC.

    With no duration: ``start`` itself when it is working time, else the next opening. A duration that is used up
    exactly at closing time ends there, not at the next opening. Raises `NeverOpen`.
    """
    start, left = start.astimezone(UTC), duration
    if left < timedelta(0):
        raise ValueError("Working time is only ever added.")
    for opens, closes in calendar.windows(start):
        begin = max(opens, start)
        if left <= closes - begin:
            return begin + left
        left -= closes - begin
    raise NeverOpen("This calendar has no working hours to wait for.")


def business_seconds_between(start: datetime, end: datetime, calendar: Calendar) -> float:
    """Seconds of working time from ``start`` to ``end``; 0 when ``end`` is not later."""
    start, end, total = start.astimezone(UTC), end.astimezone(UTC), timedelta(0)
    if end <= start:
        return 0.0
    for opens, closes in calendar.windows(start):
        if opens >= end:
            break
        total += min(closes, end) - max(opens, start)
    return total.total_seconds()


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a wall clock reading: skipped readings are the jump itself, doubled ones their first time."""
    late, early = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if late <= early or late.astimezone(zone).replace(tzinfo=None) == wall:
        return late
    offset = early.astimezone(zone).utcoffset()
    while late - early > timedelta(microseconds=1):  # The clocks jump somewhere in (early, late]: halve until found.
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
