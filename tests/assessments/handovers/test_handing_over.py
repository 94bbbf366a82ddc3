"""A role passes on with its open work: who, to whom, when."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions import handovers as actions
from assessments.actions import rounds
from assessments.models import AppraisedScore, Handover, OfficerAssignment, Submission
from core.calendar import VIETNAM
from core.models import AuditEvent, Notification
from core.uploads import open_stored
from core.versions import StaleVersion
from organisation.models import User
from organisation.roles import Role
from tests import factories
from tests.assessments.appraisal_builders import make_opened
from tests.assessments.handovers.cases import REASON, hand_over, role_of
from tests.assessments.printing import PAPER

pytestmark = pytest.mark.django_db


def roles_today(person: User) -> list[tuple[str, int]]:
    return list(User.objects.get(pk=person.pk).current_roles)


def refusal(giver, taker, by, **changes) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        hand_over(giver, taker, by, **changes)
    assert not Handover.objects.exists()
    return caught.value.message_dict


def fail(*args, **kwargs):
    raise RuntimeError("the last step fails")


# what happens


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.UNIT_EDITOR])
def test_a_role_of_a_unit_passes_on_at_once(file, administrator, role):
    giver, taker = factories.make_person(role, file.unit), factories.make_person()

    made = hand_over(giver, taker, administrator, witness="Lê Thị Chứng")

    assert roles_today(giver) == []
    assert roles_today(taker) == [(role, file.unit_id)]
    assert (made.from_person, made.to_person, made.role) == (giver, taker, role)
    with open_stored(made.document.sha256) as stored:
        assert stored.read() == PAPER
    event = AuditEvent.objects.latest("sequence")
    assert (event.kind, event.note, event.after["units"]) == ("handover.made", REASON, 0)


def test_both_are_told_and_who_leaves_is_logged_out(file, administrator, client):
    giver, taker = factories.make_head(file.unit), factories.make_person()
    client.force_login(giver)

    hand_over(giver, taker, administrator)

    told = Notification.objects.filter(kind="handover_made")
    assert {row.recipient_id for row in told} == {giver.pk, taker.pk}
    keys = [row.get_decoded().get(SESSION_KEY) for row in Session.objects.all()]
    assert str(giver.pk) not in keys


def test_an_officer_hands_over_the_units_of_rounds_that_go_on(file, administrator):
    organiser = file.round.organiser
    giver, taker = factories.make_officer(organiser), factories.make_person()
    head = factories.make_board_head(organiser)
    rounds.assign_officer(file.round, file.unit, giver, by=head)
    closed = factories.make_round(organiser, file.criteria_set, year=file.round.year - 1)
    OfficerAssignment.objects.create(round=closed, unit=file.unit, officer=giver, leader=head)
    type(closed).objects.filter(pk=closed.pk).update(state="closed")

    hand_over(giver, taker, administrator)

    officers = dict(OfficerAssignment.objects.values_list("round", "officer"))
    assert officers == {file.round_id: taker.pk, closed.pk: giver.pk}
    assert roles_today(taker) == [(Role.OFFICER, organiser.pk)]
    moved = AuditEvent.objects.filter(kind="officer.assigned").latest("sequence")
    assert (moved.before, moved.after, moved.note) == (str(giver), str(taker), "Bàn giao")
    assert AuditEvent.objects.latest("sequence").after["units"] == 1
    told = Notification.objects.filter(kind="handover_made").values_list("recipient", flat=True)
    assert head.pk in told


def test_who_holds_the_role_already_gets_the_work_only(file, administrator):
    organiser = file.round.organiser
    giver, taker = factories.make_officer(organiser), factories.make_officer(organiser)
    rounds.assign_officer(file.round, file.unit, giver, by=factories.make_board_head(organiser))

    hand_over(giver, taker, administrator)

    assert taker.role_assignments.count() == 1
    assert OfficerAssignment.objects.get().officer == taker


def test_nothing_passes_on_when_the_record_fails(file, administrator, monkeypatch):
    giver, taker = factories.make_head(file.unit), factories.make_person()
    monkeypatch.setattr(actions.audit, "record", fail)

    with pytest.raises(RuntimeError):
        hand_over(giver, taker, administrator)

    assert roles_today(giver) == [(Role.UNIT_HEAD, file.unit_id)]
    assert roles_today(taker) == []
    assert not Handover.objects.exists()


def test_minutes_that_are_out_of_date_are_not_kept(file, administrator, monkeypatch):
    giver, taker = factories.make_head(file.unit), factories.make_person()

    def changed_while_printing(_template, _context):
        factories.make_report(file.round, file.unit, 1)
        return PAPER

    monkeypatch.setattr(actions, "render_pdf", changed_while_printing)
    with pytest.raises(StaleVersion):
        hand_over(giver, taker, administrator)

    assert roles_today(giver) == [(Role.UNIT_HEAD, file.unit_id)]


# who may


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_an_administrator_hands_over(file, role):
    person = factories.make_person(role, file.round.organiser)

    with pytest.raises(PermissionDenied):
        hand_over(factories.make_head(file.unit), factories.make_person(), person)


# bad input


def test_not_to_oneself(file, administrator):
    giver = factories.make_head(file.unit)

    assert refusal(giver, giver, administrator) == {"to_person": ["Người nhận phải là người khác."]}


def test_not_to_a_closed_account(file, administrator):
    taker = factories.make_person()
    User.objects.filter(pk=taker.pk).update(is_active=False)
    taker.refresh_from_db()

    found = refusal(factories.make_head(file.unit), taker, administrator)

    assert "đang khoá" in found["to_person"][0]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_not_to_somebody_with_an_exclusive_role(file, administrator, role):
    taker = factories.make_person(role, file.round.organiser)

    found = refusal(factories.make_head(file.unit), taker, administrator)

    assert "Không được kiêm nhiệm" in found["to_person"][0]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.BOARD_HEAD])
def test_a_role_of_a_unit_does_not_go_to_who_appraises(file, administrator, role):
    taker = factories.make_person(role, file.round.organiser)

    found = refusal(factories.make_head(file.unit), taker, administrator)

    assert "đang thẩm định hồ sơ" in found["to_person"][0]


def test_a_role_of_a_unit_does_not_go_to_who_has_appraised_its_file():
    file, officer = make_opened()
    administrator = factories.make_person(Role.ADMINISTRATOR, file.round.organiser)
    taker = factories.make_person()
    row = file.scores.first()
    AppraisedScore.objects.update_or_create(
        appraisal=file.appraisal, criterion=row.criterion,
        defaults={"max_points": row.max_points, "self_points": 0, "points": 0,
                  "decided_by": taker, "decided_at": timezone.now()},
    )  # fmt: skip

    found = refusal(factories.make_head(file.unit), taker, administrator)

    assert "đang thẩm định hồ sơ" in found["to_person"][0]


def test_an_officer_does_not_hand_over_a_file_to_its_own_unit(file, administrator):
    organiser = file.round.organiser
    giver, taker = factories.make_officer(organiser), factories.make_editor(file.unit)
    rounds.assign_officer(file.round, file.unit, giver, by=factories.make_board_head(organiser))

    found = refusal(giver, taker, administrator)

    assert file.unit.name in found["to_person"][0]


def test_an_officer_does_not_hand_over_to_who_handed_the_file_in():
    file, officer = make_opened()
    administrator = factories.make_person(Role.ADMINISTRATOR, file.round.organiser)
    taker = factories.make_person()
    OfficerAssignment.objects.get_or_create(
        round=file.round, unit=file.unit, defaults={"officer": officer}
    )
    Submission.objects.filter(assessment=file).update(submitted_by=taker)

    found = refusal(officer, taker, administrator)

    assert "không thẩm định được" in found["to_person"][0]


@pytest.mark.parametrize(
    ("moment", "is_refused"),
    [
        (datetime(2026, 6, 10, 23, 59, 59, tzinfo=VIETNAM), True),
        (datetime(2026, 6, 11, 0, 0, tzinfo=VIETNAM), False),
    ],
)
def test_the_day_is_not_to_come(moment, is_refused):
    organiser = factories.make_district()
    administrator = factories.make_person(Role.ADMINISTRATOR, organiser)
    giver, taker = factories.make_head(factories.make_unit(organiser)), factories.make_person()
    on = datetime(2026, 6, 11, tzinfo=VIETNAM).date()

    with time_machine.travel(moment, tick=False):
        if is_refused:
            assert "sau hôm nay" in refusal(giver, taker, administrator, on=on)["on"][0]
        else:
            assert hand_over(giver, taker, administrator, on=on).handed_over_on == on


def test_the_day_is_not_before_the_role(file, administrator):
    giver = factories.make_head(file.unit)
    before = role_of(giver).valid_from - timedelta(days=1)

    found = refusal(giver, factories.make_person(), administrator, on=before)

    assert "từ 01/01/2020" in found["on"][0]


def test_only_roles_of_units_and_of_officers(file, administrator):
    clerk = factories.make_clerk(file.round.organiser)

    found = refusal(clerk, factories.make_person(), administrator)

    assert "Chỉ bàn giao vai trò của đơn vị" in found["assignment"][0]
