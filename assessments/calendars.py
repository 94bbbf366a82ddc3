"""The calendar of a year: the dates that we propose, and the order that they must keep."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from core.calendar import format_date, is_working_day, today

REPORT_DATES = ("report_1_due", "report_2_due", "report_3_due", "report_4_due")
SELF_ASSESSMENT_DATES = ("self_assessment_opens", "self_assessment_due", "appraisal_due")
LATEST_APPRAISAL = (3, 31)  # month and day of the next year
_ONE_DAY = timedelta(days=1)


def year_now(rounds: Sequence[Any]) -> Any | None:
    """Of rounds, newest first, the one whose year it is: a year may be opened before it begins."""
    begun = (row for row in rounds if row.year <= today().year)
    return next(begun, rounds[-1] if rounds else None)


def proposed_calendar(year: int) -> dict[str, date | int]:
    """Dates for a new round: those of the movement's usual year, moved back to working days."""
    days = {
        "registration_due": date(year, 3, 31),
        "report_1_due": date(year, 3, 31),
        "report_2_due": date(year, 6, 30),
        "report_3_due": date(year, 9, 30),
        "report_4_due": date(year, 12, 20),
        "self_assessment_opens": date(year, 11, 1),
        "self_assessment_due": date(year, 11, 30),
        "appraisal_due": date(year, 12, 31),
    }
    opens = days.pop("self_assessment_opens")
    moved = {name: last_working_day(day) for name, day in days.items()}
    return {**moved, "self_assessment_opens": opens, "supplement_days": 3, "feedback_days": 3}


def shifted_calendar(calendar: Mapping[str, date], years: int) -> dict[str, date]:
    """The same days `years` later: deadlines moved back to working days, the opening forward."""
    shifted = {name: _years_later(day, years) for name, day in calendar.items()}
    opens = shifted.pop("self_assessment_opens")
    moved = {name: last_working_day(day) for name, day in shifted.items()}
    return {**moved, "self_assessment_opens": first_working_day(opens)}


def first_working_day(day: date) -> date:
    """`day` itself, or the working day after it."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def last_working_day(day: date) -> date:
    """`day` itself, or the working day before it: nobody hands in on a holiday."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def days_off(calendar: Mapping[str, date]) -> list[date]:
    """Deadlines on which nobody works, in their order; the opening may fall on any day."""
    deadlines = {day for name, day in calendar.items() if name != "self_assessment_opens"}
    return sorted(day for day in deadlines if not is_working_day(day))


def calendar_problems(year: int, calendar: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the dates typed for a year, by field name; empty when all is well."""
    return _out_of_year(year, calendar) | order_problems(calendar)


def order_problems(calendar: Mapping[str, Any]) -> dict[str, str]:
    """Dates that come before the one they must follow, by field name."""
    return _out_of_order(calendar, REPORT_DATES) | _out_of_order(calendar, SELF_ASSESSMENT_DATES)


def _years_later(day: date, years: int) -> date:
    """The same day of a later year; 29 February may become the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _out_of_order(calendar: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    pairs = zip(names, names[1:], strict=False)
    return {
        later: f"Ngày này phải từ {format_date(calendar[earlier])} trở đi."
        for earlier, later in pairs
        if earlier in calendar and later in calendar and calendar[later] < calendar[earlier]
    }


def _out_of_year(year: int, calendar: Mapping[str, Any]) -> dict[str, str]:
    first, last = date(year, 1, 1), date(year + 1, *LATEST_APPRAISAL)
    return {
        name: f"Ngày phải trong khoảng {format_date(first)} đến {format_date(last)}."
        for name, day in calendar.items()
        if isinstance(day, date) and not first <= day <= last
    }
