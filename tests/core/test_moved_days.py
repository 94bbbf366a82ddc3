"""Moved days: read once, forgotten on a change and after a minute."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import remembered
from core.calendar import add_working_days, is_working_day, working_days_between
from core.models import MovedDay
from core.moved_days import moved_days

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)


@pytest.fixture
def moved(db) -> None:
    """Friday is free, Saturday is worked for it."""
    MovedDay.objects.create(day=FRIDAY, is_off=True)
    MovedDay.objects.create(day=SATURDAY, is_off=False)
    moved_days.forget()


def test_a_moved_day_goes_before_the_usual_calendar(moved):
    assert not is_working_day(FRIDAY)
    assert is_working_day(SATURDAY)
    assert is_working_day(MONDAY)


def test_working_days_are_counted_with_moved_days(moved):
    thursday = date(2026, 11, 19)

    assert add_working_days(thursday, 1) == SATURDAY
    assert working_days_between(thursday, MONDAY) == 2


def test_many_questions_cost_one_query(moved):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for day in range(1, 29):
            is_working_day(date(2026, 11, day))

    assert len(queries) == 1


def test_the_memory_lasts_a_minute(moved, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(remembered, "monotonic", lambda: clock[0])
    is_working_day(FRIDAY)
    MovedDay.objects.all().delete()

    clock[0] += remembered.LIFETIME - 1
    assert not is_working_day(FRIDAY)
    clock[0] += 1
    assert is_working_day(FRIDAY)


def test_a_change_is_forgotten_only_when_it_is_there_to_read(
    moved, django_capture_on_commit_callbacks
):
    is_working_day(FRIDAY)

    with django_capture_on_commit_callbacks(execute=True):
        MovedDay.objects.filter(day=FRIDAY).delete()
        moved_days.forget_on_commit()
        assert not is_working_day(FRIDAY)

    assert is_working_day(FRIDAY)
