"""Two people steer a year at the same moment: deadlines, the plan, the list of indicators."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import extensions, indicators, moved_days, rounds
from assessments.actions.indicators import Description
from assessments.calendars import proposed_calendar
from assessments.deadlines import due_on
from assessments.models import Assessment, Extension, Indicator, Round
from assessments.workflow import Step
from core.models import AuditEvent, MovedDay
from core.versions import StaleVersion
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import (
    make_assessment,
    make_board_head,
    make_district,
    make_published_set,
    make_round,
    make_unit,
)

RACES = range(4)
REASON = "Mưa lũ chia cắt địa bàn ba ngày"


@pytest.fixture
def file() -> Assessment:
    return make_assessment()


@pytest.fixture
def head(file):
    return make_board_head(file.round.organiser)


def extending(file, head, days: int):
    day = file.round.self_assessment_due + timedelta(days=days)
    step = Step.SELF_ASSESSMENT
    return partial(
        extensions.grant, file.round, file.unit, step, due_on=day, reason=REASON, by=head
    )


def test_the_same_extension_twice_is_given_once(file, head):
    answers = at_once([extending(file, head, 3) for _ in range(4)])

    assert len(accepted(answers)) == 1
    assert len(refused(answers, ValidationError)) == 3
    assert Extension.objects.count() == 1


@pytest.mark.parametrize("race", RACES)
def test_an_extension_and_a_move_for_all_leave_the_later_day(file, head, race):
    day = file.round.self_assessment_due + timedelta(days=5)
    move = partial(
        extensions.move_deadlines, file.round, {Step.SELF_ASSESSMENT: day}, reason=REASON, by=head
    )

    answers = at_once([extending(file, head, 9), move])

    assert refused(answers, Exception) == []
    round_ = Round.objects.get()
    file.refresh_from_db()
    assert file.due_on == due_on(round_, file.unit_id, Step.SELF_ASSESSMENT)
    assert (round_.self_assessment_due, file.due_on) == (day, day + timedelta(days=4))


@pytest.mark.parametrize("race", RACES)
def test_a_plan_changed_while_the_year_opens_is_in_it_or_refused(race):
    organiser = make_district()
    make_unit(organiser)
    head, used = make_board_head(organiser), make_published_set(organiser)
    planned = make_round(organiser, used)
    calendar = proposed_calendar(planned.year)
    change = partial(
        rounds.change_plan, planned, title="Tên mới", calendar=calendar, criteria_sets=[used],
        by=head,
    )  # fmt: skip

    changed, opened = at_once([change, partial(rounds.open_round, planned, by=head)])

    assert not isinstance(opened, Exception)
    planned.refresh_from_db()
    assert isinstance(changed, PermissionDenied) == (planned.title != "Tên mới")
    assert Assessment.objects.get().due_on == planned.self_assessment_due


def test_two_forms_of_one_plan_do_not_overwrite_each_other():
    organiser = make_district()
    head, used = make_board_head(organiser), make_published_set(organiser)
    planned = make_round(organiser, used)
    calendar = proposed_calendar(planned.year)
    changes = [
        partial(
            rounds.change_plan, planned, title=f"Tên {number}", calendar=calendar,
            criteria_sets=[used], version=1, by=head,
        )
        for number in range(3)
    ]  # fmt: skip

    answers = at_once(changes)

    assert len(accepted(answers)) == 1
    assert len(refused(answers, StaleVersion)) == 2
    assert AuditEvent.objects.filter(kind="round.plan_changed").count() == 1


def test_the_same_indicator_is_added_once():
    organiser = make_district()
    head, land = make_board_head(organiser), Description("Diện tích đất hiến", "m²", "flow")

    answers = at_once([partial(indicators.add_indicator, organiser, land, by=head)] * 4)

    assert len(accepted(answers)) == 1
    assert len(refused(answers, ValidationError)) == 3
    assert Indicator.objects.count() == 1


def test_the_same_day_is_moved_once():
    head = make_board_head(make_district())
    add = partial(moved_days.add_moved_day, date(2026, 8, 31), is_off=True, note="Nghỉ bù", by=head)

    answers = at_once([add] * 4)

    assert len(accepted(answers)) == 1
    assert len(refused(answers, ValidationError)) == 3
    assert MovedDay.objects.count() == 1
