"""The proposed calendar of a year and the order that dates must keep."""

from datetime import date

import pytest

from assessments.calendars import calendar_problems, last_working_day, proposed_calendar
from assessments.presenters.assignment import evenly


@pytest.mark.parametrize("year", range(2024, 2032))
def test_the_proposed_calendar_has_no_problem(year):
    assert calendar_problems(year, proposed_calendar(year)) == {}


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 30), date(2026, 11, 30)), (date(2025, 11, 30), date(2025, 11, 28))],
)
def test_a_deadline_falls_on_a_working_day(day, expected):
    assert last_working_day(day) == expected


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("report_2_due", date(2026, 3, 1)),
        ("report_4_due", date(2026, 1, 2)),
        ("self_assessment_due", date(2026, 10, 31)),
        ("appraisal_due", date(2026, 11, 1)),
        ("registration_due", date(2025, 12, 31)),
        ("appraisal_due", date(2027, 4, 1)),
    ],
)
def test_a_date_out_of_place_is_named(field, day):
    assert list(calendar_problems(2026, proposed_calendar(2026) | {field: day})) == [field]


@pytest.mark.parametrize(
    ("chosen", "officers", "expected"),
    [
        ([None, None, None], [1, 2], [1, 2, 1]),
        ([1, 1, None, None], [1, 2], [1, 1, 2, 2]),
        ([None], [], [None]),
        ([7, None], [1], [7, 1]),
    ],
)
def test_units_are_shared_out_evenly(chosen, officers, expected):
    assert evenly(chosen, officers) == expected
