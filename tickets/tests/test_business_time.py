"""Working time, checked by examples people can verify and by properties over random calendars and zones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets.business_time import Calendar, NeverOpen, Shift, add_business_time, business_seconds_between, to_utc

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


def office_hours(zone=BERLIN, holidays=None):
    shifts = tuple(Shift(day, time(9), time(17)) for day in range(5))
    return Calendar(zone, shifts, holidays or {})


def berlin(*args):
    return datetime(*args, tzinfo=BERLIN)


def test_friday_afternoon_continues_on_monday_morning():
    assert add_business_time(berlin(2026, 11, 20, 16), 2 * HOUR, office_hours()) == berlin(2026, 11, 23, 10)


def test_twenty_four_business_hours_are_three_working_days():
    assert add_business_time(berlin(2026, 11, 21, 12), 24 * HOUR, office_hours()) == berlin(2026, 11, 25, 17)


def test_no_delay_outside_hours_means_the_next_opening():
    assert add_business_time(berlin(2026, 11, 21, 12), timedelta(0), office_hours()) == berlin(2026, 11, 23, 9)
    assert add_business_time(berlin(2026, 11, 23, 12), timedelta(0), office_hours()) == berlin(2026, 11, 23, 12)


def test_several_shifts_a_day_leave_the_lunch_break_out():
    calendar = Calendar(BERLIN, (Shift(0, time(9), time(12)), Shift(0, time(13), time(17))))
    assert add_business_time(berlin(2026, 11, 23, 11), 2 * HOUR, calendar) == berlin(2026, 11, 23, 14)


def test_overlapping_shifts_count_once():
    calendar = Calendar(BERLIN, (Shift(0, time(9), time(14)), Shift(0, time(12), time(17))))
    assert business_seconds_between(berlin(2026, 11, 23, 0), berlin(2026, 11, 24, 0), calendar) == 8 * 3600


def test_a_holiday_closes_the_day_and_a_half_day_shortens_it():
    holidays = {date(2026, 12, 25): (), date(2026, 12, 24): ((time(9), time(12)),)}
    calendar = office_hours(holidays=holidays)
    assert add_business_time(berlin(2026, 12, 24, 11), 2 * HOUR, calendar) == berlin(2026, 12, 28, 10)


def test_night_shift_is_an_hour_shorter_in_spring_and_longer_in_autumn():
    nights = Calendar(BERLIN, tuple(Shift(day, time(22), time(6)) for day in range(7)))
    spring = business_seconds_between(berlin(2026, 3, 28, 20), berlin(2026, 3, 29, 20), nights)
    autumn = business_seconds_between(berlin(2026, 10, 24, 20), berlin(2026, 10, 25, 20), nights)
    assert (spring, autumn) == (7 * 3600, 9 * 3600)


def test_office_day_keeps_its_length_when_the_clocks_change_over_the_weekend():
    assert add_business_time(berlin(2026, 3, 27, 16), 2 * HOUR, office_hours()) == berlin(2026, 3, 30, 10)
    assert add_business_time(berlin(2026, 10, 23, 16), 2 * HOUR, office_hours()) == berlin(2026, 10, 26, 10)


def test_a_skipped_wall_time_means_the_jump_and_a_doubled_one_its_first_time():
    assert to_utc(datetime(2026, 3, 29, 2, 30), BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert to_utc(datetime(2026, 10, 25, 2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_zone_that_skips_midnight_itself_still_opens_the_day():
    beirut = ZoneInfo("Asia/Beirut")  # 2026-03-29 starts at 01:00 there.
    whole_days = Calendar(beirut, tuple(Shift(day, time(), time()) for day in range(7)))
    day = business_seconds_between(
        datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 3, 29, 21, tzinfo=UTC), whole_days
    )
    assert day == 23 * 3600


def test_one_zone_is_not_another():
    start = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    assert add_business_time(start, HOUR, office_hours(ZoneInfo("Asia/Tehran"))) == start + HOUR
    assert add_business_time(start, HOUR, office_hours()) == berlin(2026, 11, 23, 10)


def test_a_calendar_that_never_opens_says_so():
    with pytest.raises(NeverOpen):
        add_business_time(berlin(2026, 11, 23, 9), HOUR, Calendar(BERLIN, ()))


clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
calendars = st.builds(
    Calendar,
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "UTC"]).map(ZoneInfo),
    st.lists(st.builds(Shift, st.integers(0, 6), clocks, clocks), min_size=1, max_size=6).map(tuple),
    st.dictionaries(
        st.dates(date(2026, 3, 1), date(2026, 4, 30)),
        st.sampled_from([(), ((time(9), time(12)),), ((time(8), time(0)),)]),
        max_size=4,
    ),
)
# Around both clock changes of the zones above.
moments = st.one_of(
    st.datetimes(datetime(2026, 3, 5), datetime(2026, 4, 8), timezones=st.just(UTC)),
    st.datetimes(datetime(2026, 10, 20), datetime(2026, 11, 5), timezones=st.just(UTC)),
).map(lambda moment: moment.replace(microsecond=0))
durations = st.integers(1, 60 * 3600).map(lambda seconds: timedelta(seconds=seconds))


@settings(max_examples=150, deadline=None)
@given(moments, durations, calendars)
def test_what_was_added_is_what_lies_between(start, duration, calendar):
    due = add_business_time(start, duration, calendar)
    assert business_seconds_between(start, due, calendar) == duration.total_seconds()
    just_before = due - timedelta(seconds=1)
    assert business_seconds_between(start, just_before, calendar) == duration.total_seconds() - 1


@settings(max_examples=100, deadline=None)
@given(moments, durations, durations, calendars)
def test_adding_in_two_steps_is_adding_at_once(start, first, second, calendar):
    at_once = add_business_time(start, first + second, calendar)
    assert add_business_time(add_business_time(start, first, calendar), second, calendar) == at_once


@settings(max_examples=60, deadline=None)
@given(moments, st.integers(1, 40), calendars)
def test_counting_minutes_one_by_one_gives_the_same(start, hours, calendar):
    """The definition itself: count the quarter hours whose wall clock lies in a span of a local day."""
    start = start.replace(minute=start.minute // 15 * 15, second=0)
    end = start + timedelta(hours=hours)
    if calendar.zone.key == "Australia/Lord_Howe" or _has_boundary_in_clock_change(calendar):
        return  # Their boundaries fall inside the doubled hour, where the rule is “its first time”.
    counted = 0
    moment = start
    while moment < end:
        local = moment.astimezone(calendar.zone).replace(tzinfo=None)
        clock = local - datetime.combine(local.date(), time())
        counted += any(opens <= clock < closes for opens, closes in calendar.spans_on(local.date()))
        moment += timedelta(minutes=15)
    assert business_seconds_between(start, end, calendar) == counted * 900


def _has_boundary_in_clock_change(calendar):
    return any(
        0 <= clock.hour <= 3 for shift in calendar.shifts for clock in (shift.opens, shift.closes) if clock != time()
    )


@settings(max_examples=60, deadline=None)
@given(moments, moments, moments, calendars)
def test_parts_add_up_to_the_whole(a, b, c, calendar):
    a, b, c = sorted([a, b, c])
    parts = business_seconds_between(a, b, calendar) + business_seconds_between(b, c, calendar)
    assert parts == business_seconds_between(a, c, calendar)
