"""Dates, deadlines and working days of Viet Nam.

The day is that of Asia/Ho_Chi_Minh whatever the server's own zone. Public holidays: by law, with
the document of each year (core.public_holidays); days that the government moves come as data
(core.moved_days).
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from core.moved_days import moved_days
from core.public_holidays import is_usual_working_day

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_ONE_DAY = timedelta(days=1)
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_YEARS = range(1900, 2101)


class DateError(ValueError):
    """The text is no date; the message tells a person what to type."""


def parse_date(text: str) -> date:
    """The date written as 31/12/2026 or 2026-12-31; raises DateError."""
    parts = _DAY_FIRST.fullmatch(text.strip()) or _YEAR_FIRST.fullmatch(text.strip())
    if not parts:
        raise DateError("Nhập ngày theo dạng ngày/tháng/năm. Ví dụ: 31/12/2026.")
    try:
        day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError as error:
        raise DateError(f"Không có ngày {text.strip()}. Ví dụ đúng: 31/12/2026.") from error
    if day.year not in _YEARS:
        raise DateError(f"Năm phải từ {_YEARS[0]} đến {_YEARS[-1]}.")
    return day


def format_date(day: date) -> str:
    """31/12/2026, zeros kept: the form of screens and tables."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def today() -> date:
    """The date in Viet Nam now, by the server's clock."""
    return timezone.localdate(timezone=VIETNAM)


def end_of_day(day: date) -> datetime:
    """The first instant after `day` in Viet Nam: a deadline holds while now < end_of_day(day)."""
    return datetime.combine(day + _ONE_DAY, time.min, tzinfo=VIETNAM)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday, unless the government moved the day."""
    is_off = moved_days.known().get(day)
    return is_usual_working_day(day) if is_off is None else not is_off


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (the day itself does not count)."""
    for following in _days_after(day):
        if count <= 0:
            break
        day = following
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 if `end` is not later."""
    days = ((start + _ONE_DAY * n) for n in range(1, (end - start).days + 1))
    return sum(map(is_working_day, days))


def _days_after(day: date) -> Iterator[date]:
    while True:
        day += _ONE_DAY
        yield day
