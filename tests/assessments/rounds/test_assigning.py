"""Who follows which unit."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions import rounds
from assessments.models import OfficerAssignment, Round
from assessments.workflow import RoundState
from assessments.year_plans import Followers
from core.models import AuditEvent, Notification
from tests.assessments.rounds.cases import kinds, plan
from tests.factories import make_assessment, make_head, make_officer, make_unit

pytestmark = pytest.mark.django_db


def test_an_assignment_replaces_the_earlier_one(district, head):
    file = make_assessment(district)
    first, second = make_officer(district), make_officer(district)
    rounds.assign_officer(file.round, file.unit, first, by=head)

    rounds.assign_officer(file.round, file.unit, second, by=head)

    event = AuditEvent.objects.last()
    assert OfficerAssignment.objects.get().officer == second
    assert (event.kind, event.before, event.after) == ("officer.assigned", str(first), str(second))


def test_an_assignment_can_be_taken_away(district, head):
    file = make_assessment(district)
    rounds.assign_officer(file.round, file.unit, make_officer(district), by=head)

    rounds.assign_officer(file.round, file.unit, None, by=head)

    assert not OfficerAssignment.objects.exists()


def test_only_people_who_appraise_for_the_organiser_can_be_assigned(district, head):
    file = make_assessment(district)

    with pytest.raises(PermissionDenied, match="không phải cán bộ thẩm định"):
        rounds.assign_officer(file.round, file.unit, make_head(file.unit), by=head)


def test_assigning_together_writes_only_what_changes(district, head):
    file, officer = make_assessment(district), make_officer(district)
    choices = {file.unit: Followers(officer), make_unit(district): Followers()}
    rounds.assign_officers(file.round, choices, by=head)

    assert rounds.assign_officers(file.round, choices, by=head) == 0
    assert kinds().count("officer.assigned") == 1
    assert kinds()[-1] == "officers.assigned"


def test_an_officer_does_not_assign(district):
    file, officer = make_assessment(district), make_officer(district)

    with pytest.raises(PermissionDenied):
        rounds.assign_officer(file.round, file.unit, officer, by=officer)


def test_units_get_an_officer_and_a_leader_together(district, head):
    file, officer = make_assessment(district), make_officer(district)

    rounds.assign_officers(file.round, {file.unit: Followers(officer, head)}, by=head)

    row = OfficerAssignment.objects.get()
    event = AuditEvent.objects.filter(kind="officer.assigned").get()
    assert (row.officer, row.leader) == (officer, head)
    assert event.after == f"{officer}, lãnh đạo phụ trách {head}"


def test_another_officer_leaves_the_leader_in_charge(district, head):
    file, officer, other = make_assessment(district), make_officer(district), make_officer(district)
    rounds.assign_officers(file.round, {file.unit: Followers(officer, head)}, by=head)

    rounds.assign_officer(file.round, file.unit, other, by=head)

    row = OfficerAssignment.objects.get()
    assert (row.officer, row.leader) == (other, head)


def test_only_leaders_of_the_board_are_in_charge(district, head):
    file, officer = make_assessment(district), make_officer(district)

    with pytest.raises(PermissionDenied, match="không phải lãnh đạo"):
        rounds.assign_officers(file.round, {file.unit: Followers(officer, officer)}, by=head)

    assert not OfficerAssignment.objects.exists()


def test_a_leader_without_an_officer_is_refused_by_name(district, head):
    file = make_assessment(district)

    with pytest.raises(ValidationError, match=file.unit.name):
        rounds.assign_officers(file.round, {file.unit: Followers(None, head)}, by=head)


def test_an_officer_who_lost_the_role_is_refused(district, head):
    file, officer = make_assessment(district), make_officer(district)
    officer.role_assignments.update(valid_to=timezone.localdate() - timedelta(days=1))

    with pytest.raises(PermissionDenied, match="không phải cán bộ thẩm định"):
        rounds.assign_officers(file.round, {file.unit: Followers(officer)}, by=head)


def test_assigning_without_trace_does_not_happen(district, head, monkeypatch):
    file, officer = make_assessment(district), make_officer(district)
    monkeypatch.setattr(rounds.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rounds.assign_officers(file.round, {file.unit: Followers(officer, head)}, by=head)

    assert not OfficerAssignment.objects.exists()


def test_assigning_in_a_closed_year_is_refused(district, head):
    file = make_assessment(district)
    Round.objects.update(state=RoundState.CLOSED)

    with pytest.raises(PermissionDenied, match="đã kết thúc"):
        rounds.assign_officers(file.round, {file.unit: Followers()}, by=head)


def test_opening_tells_officers_and_leaders_how_many_units_are_theirs(district, head):
    units, officer = [make_unit(district) for _ in range(3)], make_officer(district)
    round_ = plan(district, head)
    people = [Followers(officer, head), Followers(officer), Followers(head, head)]
    rounds.assign_officers(round_, dict(zip(units, people, strict=True)), by=head)

    rounds.open_round(round_, by=head)

    told = Notification.objects.filter(kind="units_assigned").order_by("recipient")
    assert {row.recipient: row.text.split()[-4:-2] for row in told} == {
        officer: ["trách", "2"], head: ["trách", "2"],
    }  # fmt: skip
