"""Units that are late are reminded and rung."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions import follow_up, rounds
from assessments.calls import last_contacts, late_duties, people_by_unit
from assessments.models import Call, Reminder, Round
from assessments.permissions.duties import (
    can_follow_up,
    can_follow_up_unit,
    can_see_calls,
    followed_units,
)
from assessments.workflow import RoundState, Step
from core.models import AuditEvent, Notification
from organisation.models import RoleAssignment, User
from organisation.roles import Role
from tests.assessments.follow_up.cases import TEXT, remind
from tests.assessments.round_cases import add_file, assign
from tests.factories import (
    LONG_AGO,
    make_board_head,
    make_editor,
    make_officer,
    make_person,
    make_registration,
    make_report,
)

pytestmark = pytest.mark.django_db


def put(round_: Round, state: str) -> Round:
    Round.objects.filter(pk=round_.pk).update(state=state)
    return Round.objects.get(pk=round_.pk)


# Who may


def test_board_heads_follow_all_units_officers_their_own(round_, board, late):
    file, officer = late[0], make_officer(round_.organiser)
    assert (followed_units(board, round_), followed_units(officer, round_)) == (None, frozenset())

    assign(file, officer, board)

    assert followed_units(officer, round_) == {file.unit_id}
    assert can_follow_up_unit(officer, round_, file.unit_id)
    other = add_file(round_).unit_id
    assert "chuyên viên khác" in can_follow_up_unit(officer, round_, other).reason
    assert can_follow_up_unit(board, round_, other)


@pytest.mark.parametrize("state", [RoundState.PLANNED, RoundState.CLOSED])
def test_nothing_is_reminded_outside_a_round_under_way(round_, board, late, state):
    round_ = put(round_, state)

    assert "chưa mở hoặc đã kết thúc" in can_follow_up(board, round_).reason
    with pytest.raises(PermissionDenied):
        remind(round_, [late[0].unit_id], board)
    with pytest.raises(PermissionDenied):
        follow_up.record_call(round_, late[0].unit, note="", by=board)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.BOARD_HEAD}))
def test_nobody_else_reminds_or_rings(round_, late, role):
    unit = late[0].unit if role in (Role.UNIT_EDITOR, Role.UNIT_HEAD) else round_.organiser
    person = make_person(role, unit)

    assert "Chỉ cán bộ Ban Dân vận" in can_follow_up(person, round_).reason
    assert bool(can_see_calls(person, round_)) is (role == Role.AUDITOR)
    with pytest.raises(PermissionDenied):
        remind(round_, [late[0].unit_id], person)
    assert Reminder.objects.count() == 0


# Reminding


def test_a_reminder_reaches_head_and_editor_with_the_way_to_the_work(round_, board, late):
    file, head, editor = late

    sent = remind(round_, [file.unit_id], board)

    told = Notification.objects.filter(kind="units_reminded")
    assert set(told.values_list("recipient", "text")) == {(head.pk, TEXT), (editor.pk, TEXT)}
    assert all(told.values_list("url", flat=True))
    assert {(r.unit_id, r.person_id) for r in sent.recipients.all()} == {
        (file.unit_id, head.pk), (file.unit_id, editor.pk),
    }  # fmt: skip
    event = AuditEvent.objects.get(kind="units.reminded")
    assert (event.note, event.after) == (TEXT, {"step": "Báo cáo quý I", "units": 1})


def test_sent_twice_it_goes_once(round_, board, late):
    first = remind(round_, [late[0].unit_id], board)

    assert remind(round_, [late[0].unit_id], board) == first
    assert Notification.objects.filter(kind="units_reminded").count() == 2


def test_the_key_of_another_reminder_is_refused(round_, board, late):
    remind(round_, [late[0].unit_id], board)

    with pytest.raises(ValidationError, match="mở lại trang"):
        remind(round_, [late[0].unit_id], board, step=Step.REPORT_2)
    with pytest.raises(ValidationError, match="mở lại trang"):
        remind(round_, [late[0].unit_id], make_board_head(round_.organiser))
    assert Reminder.objects.count() == 1


def test_who_has_done_it_meanwhile_is_left_out(round_, board, late):
    done = add_file(round_)
    make_editor(done.unit)
    make_report(round_, done.unit, 1, sent_at=timezone.now())

    sent = remind(round_, [late[0].unit_id, done.unit_id], board)

    assert {row.unit_id for row in sent.recipients.all()} == {late[0].unit_id}


def test_when_nobody_is_late_any_more_nothing_is_sent(round_, board, late):
    make_report(round_, late[0].unit, 1, sent_at=timezone.now())

    with pytest.raises(ValidationError, match="không còn chậm"):
        remind(round_, [late[0].unit_id], board)
    assert (Reminder.objects.count(), AuditEvent.objects.filter(kind="units.reminded").count()) == (
        0, 0,
    )  # fmt: skip


def test_a_unit_without_accounts_cannot_be_told(round_, board):
    with pytest.raises(ValidationError, match="chưa có tài khoản nào"):
        remind(round_, [add_file(round_).unit_id], board)


def test_an_officer_reminds_only_the_own_units(round_, board, late):
    officer, other = make_officer(round_.organiser), add_file(round_)
    make_editor(other.unit)
    assign(late[0], officer, board)

    sent = remind(round_, [late[0].unit_id, other.unit_id], officer)

    assert {row.unit_id for row in sent.recipients.all()} == {late[0].unit_id}


def test_a_reminder_is_atomic(round_, board, late, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("assessments.actions.follow_up.audit.record", broken)
    with pytest.raises(RuntimeError):
        remind(round_, [late[0].unit_id], board)

    told = Notification.objects.filter(kind="units_reminded")
    assert (Reminder.objects.count(), told.count()) == (0, 0)


# Calling


def test_a_call_is_about_everything_that_the_unit_is_late_with(round_, board, late):
    make_registration(late[0], state="submitted")

    calls = follow_up.record_call(round_, late[0].unit, note="Hẹn ngày mai", by=board)

    steps = {call.step for call in calls}
    assert steps == {duty.step for duty in late_duties(round_)[late[0].unit_id]}
    assert Step.REGISTRATION not in steps
    event = AuditEvent.objects.get(kind="unit.called")
    assert (event.note, event.unit_id) == ("Hẹn ngày mai", late[0].unit_id)


def test_a_second_click_is_no_second_call(round_, board, late):
    first = follow_up.record_call(round_, late[0].unit, note="", by=board)

    assert follow_up.record_call(round_, late[0].unit, note="", by=board) == first
    Call.objects.update(called_at=timezone.now() - timedelta(minutes=3))
    follow_up.record_call(round_, late[0].unit, note="", by=board)
    assert Call.objects.count() == 2 * len(first)


def test_a_unit_that_is_not_late_needs_no_call(round_, board):
    file = add_file(round_, "submitted")
    make_registration(file, state="submitted", first_submitted_at=timezone.now())
    for quarter in (1, 2, 3, 4):
        make_report(round_, file.unit, quarter, sent_at=timezone.now())

    with pytest.raises(ValidationError, match="không còn chậm việc nào"):
        follow_up.record_call(round_, file.unit, note="", by=board)


def test_an_officer_rings_only_the_own_units(round_, late):
    officer = make_officer(round_.organiser)

    with pytest.raises(PermissionDenied, match="chuyên viên khác"):
        follow_up.record_call(round_, late[0].unit, note="", by=officer)


def test_the_last_contact_is_the_later_of_call_and_reminder(round_, board, late):
    unit = late[0].unit_id
    follow_up.record_call(round_, late[0].unit, note="Hẹn mai", by=board)
    assert (last_contacts(round_)[unit].words, last_contacts(round_)[unit].note) == (
        "Đã gọi", "Hẹn mai",
    )  # fmt: skip

    remind(round_, [unit], board)
    assert last_contacts(round_)[unit].words == "Đã nhắc: Báo cáo quý I"

    Call.objects.update(called_at=timezone.now() + timedelta(hours=1))
    assert last_contacts(round_)[unit].words == "Đã gọi"


def test_who_can_be_rung_the_head_first_and_each_once(late):
    file, head, editor = late
    RoleAssignment.objects.create(
        user=head, unit=file.unit, role=Role.UNIT_EDITOR, valid_from=LONG_AGO
    )
    User.objects.filter(pk=head.pk).update(phone="0204 3876 123")
    make_editor(file.unit)
    User.objects.filter(pk=User.objects.last().pk).update(is_active=False)

    people = people_by_unit([file.unit_id])[file.unit_id]

    assert [person.user.pk for person in people] == [head.pk, editor.pk]
    assert people[0].role == "Bí thư, thủ trưởng đơn vị"
    assert people[0].phone_link == "02043876123"


# Pages


def test_closing_a_round_ends_reminding(round_, board, late):
    rounds.move_round(round_, "start_appraising", by=board)

    assert can_follow_up(board, Round.objects.get(pk=round_.pk))
