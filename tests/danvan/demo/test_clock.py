"""The clock of the story, its agenda, and the calendars that it lays."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.calendar import is_working_day
from danvan.demo.clock import Agenda, Clock, midnight, morning, running, working_day_before
from danvan.demo.years import closed_calendar, current_calendar, current_year

SUNDAY = date(2026, 11, 22)


def make_agenda() -> Agenda:
    return Agenda(Clock(morning(date(2026, 1, 5))), until=midnight(SUNDAY))


def test_the_programme_reads_the_running_clock_and_then_the_machine_again():
    clock = Clock(morning(SUNDAY))

    with running(clock):
        assert timezone.now() == clock.now
        assert timezone.localdate() == SUNDAY
    assert timezone.now() != clock.now


def test_a_clock_never_runs_backwards():
    clock = Clock(morning(SUNDAY))

    clock.set(morning(SUNDAY - timedelta(days=1)))

    assert clock.now == morning(SUNDAY)


def test_acts_come_in_the_order_of_time_and_then_of_writing():
    agenda, done = make_agenda(), []
    agenda.add(date(2026, 3, 4), 9, lambda: done.append("third"))
    agenda.add(date(2026, 3, 3), 9, lambda: done.append("first"))
    agenda.add(date(2026, 3, 3), 9, lambda: done.append("second"))

    agenda.carry_out()

    assert done == ["first", "second", "third"]


def test_an_act_may_plan_further_acts():
    agenda, done = make_agenda(), []
    later = date(2026, 3, 5)
    agenda.add(date(2026, 3, 4), 9, lambda: agenda.add(later, 9, lambda: done.append("later")))

    agenda.carry_out()

    assert done == ["later"]
    assert agenda.clock.now == midnight(later) + timedelta(hours=9)


def test_what_lies_ahead_has_not_happened():
    agenda, done = make_agenda(), []
    agenda.add(SUNDAY + timedelta(days=1), 9, lambda: done.append("tomorrow"))

    agenda.carry_out()

    assert done == []


def test_what_falls_on_a_day_off_is_done_before_it():
    agenda = make_agenda()
    agenda.add(date(2026, 11, 15), 9, list)

    agenda.carry_out()

    assert agenda.clock.now.date() == date(2026, 11, 13)


@pytest.mark.parametrize(("days", "expected"), [(0, 20), (1, 19), (2, 18), (5, 13)])
def test_working_days_before_a_sunday(days, expected):
    assert working_day_before(SUNDAY, days) == date(2026, 11, expected)


@pytest.mark.parametrize("month", range(1, 13))
def test_self_assessment_is_open_whatever_the_month(month):
    today = date(2027, month, 11)

    calendar = current_calendar(today)

    assert calendar["self_assessment_opens"] < today < calendar["self_assessment_due"]
    assert is_working_day(calendar["self_assessment_opens"])
    assert calendar["registration_due"].year == current_year(today)


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 11, 22), 2026), (date(2027, 2, 1), 2026), (date(2027, 8, 1), 2027)],
)
def test_early_in_a_year_the_one_before_is_assessed(today, year):
    assert current_year(today) == year


def test_the_calendar_of_a_closed_year_is_in_order():
    dates = list(closed_calendar(2025).values())

    assert dates[5:] == sorted(dates[5:])
