"""Inspections: each move allowed, refused in every other state, atomic; bad days refused."""

import datetime as dt
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions import inspections
from assessments.models import Inspection, Round
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from organisation.actions.units import merge_unit
from organisation.models import User
from organisation.roles import Role
from tests.assessments.following_cases import conclude as conclude_today
from tests.assessments.following_cases import (
    concluded,
    followed_file,
    found,
    in_days,
    plan_of,
    planned,
    visited,
)
from tests.factories import (
    make_board_head,
    make_head,
    make_officer,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.django_db
ALL_STATES = ("planned", "visited", "concluded", "cancelled")


def visit(row, by, **changes):
    values = {"visited_on": timezone.localdate(), "minutes": "Đã làm việc."}
    return inspections.record_visit(row, **values | changes, by=by)


def cancel(row, by):
    return inspections.cancel(row, reason="Đơn vị đang chống lũ.", by=by)


def change_plan(row, by):
    return inspections.change_plan(row, plan_of(subject="Tiếp công dân"), by=by)


MOVES = {
    # move: from where, to where
    change_plan: ({"planned"}, "planned"),
    visit: ({"planned", "visited"}, "visited"),
    conclude_today: ({"visited"}, "concluded"),
    cancel: ({"planned"}, "cancelled"),
}


def put_into(row: Inspection, state: str) -> Inspection:
    today = timezone.localdate()
    row.state = state
    row.visited_on = today if state in ("visited", "concluded") else None
    row.concluded_on = today if state == "concluded" else None
    row.save()
    return row


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", ALL_STATES)
def test_each_move_starts_where_the_table_says_and_nowhere_else(move, state):
    file, officer = followed_file()
    row = put_into(planned(file, officer), state)
    sources, target = MOVES[move]

    if state in sources:
        assert move(row, officer).state == target
        row.refresh_from_db()
        assert (row.state, row.version) == (target, 2)
    else:
        with pytest.raises(PermissionDenied):
            move(row, officer)
        row.refresh_from_db()
        assert (row.state, row.version) == (state, 1)


@pytest.mark.parametrize("move", MOVES)
def test_a_move_whose_last_step_fails_changes_nothing(move, monkeypatch):
    file, officer = followed_file()
    state = min(MOVES[move][0])
    row = put_into(planned(file, officer), state)

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("core.audit.record", broken)
    with pytest.raises(RuntimeError):
        move(row, officer)

    row.refresh_from_db()
    assert (row.state, row.version, row.subject) == (state, 1, "Quy chế dân chủ ở cơ sở")
    assert not Notification.objects.filter(kind="inspection_concluded").exists()


@pytest.mark.parametrize("move", MOVES)
def test_an_old_form_is_told_and_changes_nothing(move):
    file, officer = followed_file()
    row = put_into(planned(file, officer), min(MOVES[move][0]))
    stale = {
        change_plan: lambda: inspections.change_plan(row, plan_of(), version=9, by=officer),
        visit: lambda: visit(row, officer, version=9),
        conclude_today: lambda: conclude_today(row, officer, version=9),
        cancel: lambda: inspections.cancel(row, reason="Đang chống lũ.", version=9, by=officer),
    }

    with pytest.raises(StaleVersion):
        stale[move]()

    row.refresh_from_db()
    assert row.version == 1


def test_a_plan_leaves_its_event_with_the_board_and_tells_nobody():
    file, officer = followed_file()
    before = Notification.objects.count()

    row = planned(file, officer)

    event = AuditEvent.objects.get(kind="inspection.planned")
    assert (event.target_id, event.unit_id) == (str(row.pk), file.round.organiser_id)
    assert Notification.objects.count() == before


def test_the_conclusion_tells_the_unit_what_to_mend_and_until_when():
    file, officer = followed_file()
    head = make_head(file.unit)
    row = visited(file, officer)
    due = in_days(20)
    found(row, officer, remedy_due=due)

    conclude_today(row, officer)

    said = head.notifications.get(kind="inspection_concluded")
    assert "1 hạn chế cần khắc phục" in said.text
    assert f"{due:%d/%m/%Y}" in said.text
    assert said.url == row.get_absolute_url()


def test_the_people_of_the_absorbing_unit_are_told_when_the_inspected_one_is_no_more():
    file, officer = followed_file()
    row = visited(file, officer)
    into = make_unit(file.round.organiser)
    head = make_head(into)
    merge(file.unit, into, on=timezone.localdate())

    conclude_today(row, officer)

    assert head.notifications.filter(kind="inspection_concluded").exists()


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_outside_the_year_is_refused(days):
    file, officer = followed_file()
    year = file.round.year
    day = date(year - 1, 12, 31) if days < 0 else date(year + 1, 12, 31)

    with pytest.raises(ValidationError) as refused:
        planned(file, officer, planned_on=day)

    assert f"01/01/{year}" in refused.value.message_dict["planned_on"][0]


def test_the_first_and_the_last_day_are_taken():
    file, officer = followed_file()

    first = planned(file, officer, planned_on=date(file.round.year, 1, 1))
    last = planned(file, officer, planned_on=inspections.latest_day(file.round))

    assert first.planned_on.month == 1
    assert last.planned_on >= date(file.round.year, 12, 31)


def test_a_merged_unit_is_not_inspected_after_its_last_day():
    file, officer = followed_file()
    into = make_unit(file.round.organiser, name="Đảng bộ xã Xuân Lương")
    merge(file.unit, into, on=timezone.localdate())

    with pytest.raises(ValidationError) as refused:
        planned(file, officer)

    assert "đã sáp nhập vào Đảng bộ xã Xuân Lương" in refused.value.message_dict["planned_on"][0]


def test_a_unit_that_does_not_exist_yet_is_not_inspected():
    file, officer = followed_file()
    file.unit.valid_from = in_days(5)
    file.unit.save()

    with pytest.raises(ValidationError) as refused:
        planned(file, officer)

    assert "không có đơn vị" in refused.value.message_dict["planned_on"][0]


def test_a_unit_of_another_round_is_refused():
    file, _officer = followed_file()
    stranger = make_unit(file.round.organiser)
    head = make_board_head(file.round.organiser)

    with pytest.raises(ValidationError) as refused:
        inspections.plan(file.round, stranger, plan_of(), by=head)

    assert refused.value.message_dict == {"unit": [inspections.NOT_IN_ROUND]}


def test_days_of_visit_and_conclusion_are_in_order():
    file, officer = followed_file()
    row = planned(file, officer, planned_on=in_days(0))

    for day in (in_days(1), in_days(-1)):
        with pytest.raises(ValidationError) as refused:
            visit(row, officer, visited_on=day)
        assert "visited_on" in refused.value.message_dict
    row = visit(row, officer)
    for day in (in_days(1), in_days(-1)):
        with pytest.raises(ValidationError) as refused:
            conclude_today(row, officer, concluded_on=day)
        assert "concluded_on" in refused.value.message_dict
    row.refresh_from_db()
    assert row.state == "visited"


def test_a_deadline_that_ends_before_the_conclusion_is_put_right_first(time_machine):
    file, officer = followed_file()
    row = visited(file, officer)
    found(row, officer, remedy_due=timezone.localdate())
    time_machine.move_to(timezone.now() + dt.timedelta(days=1))

    with pytest.raises(ValidationError) as refused:
        conclude_today(row, officer)

    assert "hạn khắc phục" in refused.value.messages[0].lower()


def test_a_cancellation_needs_its_reason_and_keeps_it():
    file, officer = followed_file()
    row = planned(file, officer)

    with pytest.raises(ValidationError):
        inspections.cancel(row, reason="Bận", by=officer)
    cancel(row, officer)

    assert AuditEvent.objects.get(kind="inspection.cancelled").note == "Đơn vị đang chống lũ."


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_nothing_is_planned_while_the_year_is_not_running(state):
    file, officer = followed_file()
    Round.objects.filter(pk=file.round.pk).update(state=state)

    with pytest.raises(PermissionDenied):
        planned(file, officer)


def test_only_who_follows_the_unit_plans():
    file, officer = followed_file()
    organiser = file.round.organiser
    both = make_officer(organiser)
    both.role_assignments.create(
        unit=file.unit, role=Role.UNIT_EDITOR, valid_from=file.unit.valid_from
    )
    others = [
        make_officer(organiser), make_person(Role.CONTRIBUTOR, organiser),
        make_person(Role.AUDITOR, organiser), make_head(file.unit), both,
    ]  # fmt: skip

    for person in others:
        with pytest.raises(PermissionDenied):
            planned(file, person)
    assert planned(file, make_board_head(organiser)).pk
    assert planned(file, officer).pk


def test_the_unit_sees_an_inspection_from_its_visit_on():
    file, officer = followed_file()
    head = make_head(file.unit)
    hidden, seen = planned(file, officer), visited(file, officer)

    listed = set(Inspection.objects.visible_to(head))

    assert listed == {seen}
    assert hidden in Inspection.objects.visible_to(officer)


def test_the_absorbing_unit_sees_what_was_found_at_the_absorbed_one():
    file, officer = followed_file()
    row = concluded(file, officer)
    into = make_unit(file.round.organiser)
    head = make_head(into)
    assert row not in Inspection.objects.visible_to(head)
    merge(file.unit, into, on=timezone.localdate())

    head = User.objects.get(pk=head.pk)
    assert row in Inspection.objects.visible_to(head)


def merge(unit, into, on):
    administrator = make_person(Role.ADMINISTRATOR, into.parent)
    merge_unit(unit, into, on=on, reason="Sáp nhập theo nghị quyết.", by=administrator)
    unit.refresh_from_db()
