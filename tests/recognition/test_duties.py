"""Registering and approving as duties: by when, done when, whose, for many units at once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from assessments.actions import rounds
from assessments.duties import base as registry
from assessments.models import Assessment, Extension
from assessments.workflow import Step
from core.calendar import add_working_days
from organisation.models import Unit
from recognition.duties.registrations import duties
from recognition.models import UnitRegistration
from tests.factories import make_assessment, make_board_head, make_registration, make_unit

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def file():
    return make_assessment()


def both(file) -> tuple:
    found = {duty.step: duty for duty in duties(file.round, frozenset({file.unit_id}))}
    return found[Step.REGISTRATION], found[Step.REGISTRATION_APPROVAL]


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM)


def sent(file, days: int, state: str = "submitted", **fields) -> UnitRegistration:
    row = make_registration(file, state=state, **fields)
    moment = at(file.round.registration_due + timedelta(days=days), 9)
    values = {"first_submitted_at": moment, "submitted_at": moment}
    UnitRegistration.objects.filter(pk=row.pk).update(**values)
    return row


@pytest.mark.parametrize(
    ("hour", "minute", "second", "days", "late"), [(23, 59, 59, 0, False), (0, 0, 0, 1, True)]
)
def test_a_unit_that_has_not_begun_is_late_from_midnight(file, hour, minute, second, days, late):
    now = at(file.round.registration_due + timedelta(days=days), hour, minute, second)
    with time_machine.travel(now, tick=False):
        registering, approving = both(file)
        assert (registering.is_open, registering.is_late) == (True, late)
        assert (approving.is_open, approving.is_late, approving.due_on) == (True, False, None)
    assert (registering.holder, approving.holder) == ("unit", "board")
    assert not registering.is_begun


def test_handed_in_late_is_done_and_says_how_late(file):
    row = sent(file, 5)

    registering, approving = both(file)

    assert (registering.is_open, registering.days_late) == (False, 5)
    assert registering.url == row.get_absolute_url()
    assert approving.is_open
    assert approving.due_on > file.round.registration_due + timedelta(days=5)


def test_the_boards_days_run_anew_from_the_second_hand_in(file):
    later = file.round.registration_due + timedelta(days=200)
    row = sent(file, -3)
    UnitRegistration.objects.filter(pk=row.pk).update(submitted_at=at(later, 9))

    with time_machine.travel(at(later + timedelta(days=3), 9), tick=False):
        registering, approving = both(file)
        assert (approving.is_open, approving.is_late) == (True, False)
    assert registering.days_late == 0
    assert approving.due_on > later


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_what_was_returned_has_five_working_days(file, days, late):
    decided = at(file.round.registration_due + timedelta(days=30), 9)
    sent(file, -2, "returned", decision_note="Bổ sung mục tiêu.", decided_at=decided,
         decided_by=make_board_head(file.round.organiser))  # fmt: skip
    last = add_working_days(decided.date(), 5)

    with time_machine.travel(at(last + timedelta(days=days), 9), tick=False):
        registering, approving = both(file)
        assert (registering.is_open, registering.due_on, registering.is_late) == (True, last, late)
        assert registering.since == decided.date()
        assert (approving.is_late, approving.is_blocked, approving.due_on) == (False, True, None)
    assert "nộp lại" in registering.words


def test_what_is_returned_before_the_deadline_keeps_the_deadline(file):
    decided = at(file.round.registration_due - timedelta(days=30), 9)
    sent(file, -40, "returned", decision_note="Bổ sung mục tiêu.", decided_at=decided,
         decided_by=make_board_head(file.round.organiser))  # fmt: skip

    assert both(file)[0].due_on == file.round.registration_due


def test_the_boards_days_run_from_the_latest_hand_in(file):
    """Reopened in October and handed in again: the approval is not late since spring."""
    row = sent(file, -5, decided_at=at(file.round.registration_due, 9),
               decided_by=make_board_head(file.round.organiser))  # fmt: skip
    again = at(file.round.registration_due + timedelta(days=200), 9)
    UnitRegistration.objects.filter(pk=row.pk).update(submitted_at=again)
    last = add_working_days(again.date(), 10)

    for days, late in ((0, False), (1, True)):
        with time_machine.travel(at(last + timedelta(days=days), 9), tick=False):
            registering, approving = both(file)
            assert (approving.due_on, approving.is_late) == (last, late)
            assert approving.days_waiting == (last - again.date()).days + days
    assert registering.done_on == file.round.registration_due - timedelta(days=5)


def test_nothing_can_be_approved_before_a_hand_in(file):
    assert [duty.is_blocked for duty in both(file)] == [False, True]

    sent(file, -2)

    assert [duty.is_blocked for duty in both(file)] == [False, False]


def test_an_old_file_knows_only_the_day_of_its_registration(file):
    day = file.round.registration_due - timedelta(days=4)
    file.unit.valid_to, file.unit.merged_into = day, make_unit(file.round.organiser)
    file.unit.save()
    assert [duty.is_void for duty in both(file)] == [True, True]

    Assessment.objects.filter(pk=file.pk).update(registered_on=day)

    registering, approving = both(file)
    assert (registering.done_on, registering.is_void) == (day, False)
    assert registering.words == "Đã nộp bản đăng ký đầu năm"
    assert approving.is_void  # there is nothing to approve


def test_an_extension_moves_the_day(file):
    later = file.round.registration_due + timedelta(days=9)
    for due_on in (later, later - timedelta(days=3)):
        Extension.objects.create(
            round=file.round, unit=file.unit, step=Step.REGISTRATION, due_on=due_on,
            reason="Bão lũ", granted_by=make_board_head(file.round.organiser),
        )  # fmt: skip

    assert both(file)[0].due_on == later


def test_what_was_approved_is_done(file):
    decided = at(file.round.registration_due, 10)
    row = sent(file, -3, "approved")
    UnitRegistration.objects.filter(pk=row.pk).update(
        decided_at=decided, decided_by=make_board_head(file.round.organiser)
    )

    registering, approving = both(file)

    assert registering.done_on == file.round.registration_due - timedelta(days=3)
    assert approving.done_on == file.round.registration_due


def test_a_unit_that_merged_before_the_day_has_no_duty(file):
    last = file.round.registration_due - timedelta(days=1)
    Unit.objects.filter(pk=file.unit_id).update(
        merged_into=make_unit(file.round.organiser), valid_to=last
    )

    assert [duty.is_void for duty in both(file)] == [True, True]


def test_what_it_registered_before_merging_stays(file):
    last = file.round.registration_due - timedelta(days=1)
    sent(file, -9)
    Unit.objects.filter(pk=file.unit_id).update(
        merged_into=make_unit(file.round.organiser), valid_to=last
    )

    assert [duty.is_void for duty in both(file)] == [False, False]


def test_a_planned_round_asks_for_nothing(file):
    file.round.state = "planned"

    assert list(duties(file.round, None)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_many_units_cost_three_queries(file, django_assert_num_queries, count):
    for _ in range(count - 1):
        unit = make_unit(file.round.organiser)
        rounds.start_assessment(file.round, unit, file.criteria_set)
    make_registration(file)

    with django_assert_num_queries(3):
        assert len(list(duties(file.round, None))) == 2 * count


def test_the_registry_knows_them(file):
    assert {Step.REGISTRATION, Step.REGISTRATION_APPROVAL} <= {
        duty.step for duty in registry.duties(file.round, [file.unit_id])
    }
