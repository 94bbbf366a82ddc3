"""Days, deadlines and working days of Viet Nam."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from core.calendar import (
    add_working_days,
    end_of_day,
    format_date,
    is_working_day,
    today,
    working_days_between,
)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 21),  # Saturday
        date(2026, 1, 1),
        date(2026, 2, 17),  # Tết
        date(2026, 4, 27),  # Hùng Kings' day fell on a Sunday
        date(2026, 4, 30),
        date(2026, 9, 2),
        date(2026, 8, 31),  # worked on 22/8 instead
    ],
)
def test_days_off(day):
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 8, 22), date(2026, 2, 23)])
def test_working_days(day):
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 12, 1), 3, date(2026, 12, 4)),
        (date(2026, 12, 4), 3, date(2026, 12, 9)),
        (date(2026, 12, 5), 1, date(2026, 12, 7)),
        (date(2026, 4, 29), 1, date(2026, 5, 4)),
        (date(2026, 12, 5), 0, date(2026, 12, 5)),
    ],
)
def test_add_working_days_skips_what_is_off(start, count, end):
    assert add_working_days(start, count) == end
    assert working_days_between(start, end) == count


def test_working_days_between_a_later_and_an_earlier_day_are_none():
    assert working_days_between(date(2026, 12, 9), date(2026, 12, 1)) == 0


def test_a_deadline_runs_to_the_end_of_its_day_in_vietnam():
    end = end_of_day(date(2026, 12, 31))
    assert end == datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert end.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(("hour", "day"), [(16, 31), (17, 1)])
def test_today_is_the_day_in_vietnam(hour, day):
    with time_machine.travel(datetime(2026, 12, 31, hour, 30, tzinfo=UTC), tick=False):
        assert today().day == day


def test_format_date_keeps_zeros():
    assert format_date(date(2026, 3, 5)) == "05/03/2026"
