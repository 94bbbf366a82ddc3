"""What is computed against what was announced, written down by hand from the documents.

2024: Thông báo 5015/TB-LĐTBXH, Công văn 2450/VPCP-KGVX. 2025: Thông báo 6150/TB-BLĐTBXH. 2026:
Thông báo 9441/TB-BNV, Công văn 12729/VPCP-KGVX, Nghị quyết 28/2026/QH16. 2027: Công văn
10065/VPCP-KGVX (Tết, Quốc khánh), Bộ luật Lao động.
"""

from datetime import date, timedelta

import pytest

from core.calendar import is_working_day
from core.moved_days import moved_days
from core.public_holidays import ANNOUNCED, is_usual_working_day, tet
from danvan.demo.moved_days import DAYS

# Month → days of the week (Monday to Friday) on which nobody works.
FREE = {
    2024: {1: [1], 2: [8, 9, 12, 13, 14], 4: [18, 29, 30], 5: [1], 9: [2, 3]},
    2025: {1: [1, 27, 28, 29, 30, 31], 4: [7, 30], 5: [1, 2], 9: [1, 2]},
    2026: {1: [1, 2], 2: [16, 17, 18, 19, 20], 4: [27, 30], 5: [1], 8: [31], 9: [1, 2], 11: [24]},
    2027: {1: [1], 2: [4, 5, 8, 9, 10], 4: [16, 30], 5: [3], 9: [2, 3], 11: [24]},
}
WORKED_SATURDAYS = {
    2024: [date(2024, 5, 4)],
    2025: [date(2025, 4, 26)],
    2026: [date(2026, 1, 10), date(2026, 8, 22)],
    2027: [],
}


@pytest.fixture
def moved():
    """The days of the demonstration, as rows would say them."""
    moved_days.remember({day: is_off for day, is_off, _why, _document in DAYS})
    yield
    moved_days.forget()


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", FREE)
def test_working_days_are_those_that_were_announced(moved, year):
    expected = [date(year, month, day) for month, days in FREE[year].items() for day in days]

    weekdays = [day for day in days_of(year) if day.weekday() < 5]
    assert [day for day in weekdays if not is_working_day(day)] == expected
    weekends = [day for day in days_of(year) if day.weekday() >= 5]
    assert [day for day in weekends if is_working_day(day)] == WORKED_SATURDAYS[year]


@pytest.mark.parametrize("year", ANNOUNCED)
def test_the_days_of_each_announcement_are_free(year):
    announced = ANNOUNCED[year]
    for first, last in (announced.tet, announced.national_day):
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]

        assert not any(is_usual_working_day(day) for day in days)
        assert is_usual_working_day(last + timedelta(days=1)) or last.weekday() == 4
    assert announced.issued_on.year == year - 1


def test_a_document_is_cited_as_papers_do():
    assert str(ANNOUNCED[2027]) == "Công văn số 10065/VPCP-KGVX, ngày 02/10/2026"


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2027, date(2027, 2, 4), date(2027, 2, 10)),  # announced
        (2028, date(2028, 1, 24), date(2028, 1, 29)),  # computed
        (2030, date(2030, 1, 31), date(2030, 2, 6)),  # Viet Nam's new moon, a day before China's
    ],
)
def test_tet_is_announced_or_computed(year, first, last):
    assert tet(year) == (first, last)


def test_beyond_the_lunar_calendar_there_is_no_tet():
    assert tet(2150) is None


def test_the_day_of_culture_is_free_since_2026():
    assert is_usual_working_day(date(2025, 11, 24))
    assert not is_usual_working_day(date(2026, 11, 24))
