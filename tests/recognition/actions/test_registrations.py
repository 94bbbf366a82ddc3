"""The unit's moves with its registration: begin, change, hand in; what may not be; who is told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import rounds
from assessments.models import Extension
from assessments.workflow import Step
from core import audit
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from recognition.actions import registrations as actions
from recognition.models import UnitRegistration
from recognition.registrations import days_late
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_head,
    make_model,
    make_officer,
    make_registration,
)

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return make_assessment()


def ready(file, **fields) -> UnitRegistration:
    """A draft that lacks nothing."""
    row = make_registration(file, title_sought="Xếp loại Tốt", **fields)
    make_model(row, "Thắp sáng đường quê")
    return row


def kinds() -> list[str]:
    events = AuditEvent.objects.filter(kind__contains="regist").order_by("sequence")
    return list(events.values_list("kind", flat=True))


def test_an_editor_begins_and_whoever_comes_second_finds_it(file):
    first = actions.begin(file.round, file.unit, by=make_editor(file.unit))
    second = actions.begin(file.round, file.unit, by=make_head(file.unit))

    assert first == second
    assert (first.state, first.due_on) == ("draft", file.round.registration_due)
    assert kinds() == ["unit_registration.begun"]


def test_the_deadline_is_the_units_own_extension(file):
    later = file.round.registration_due + timedelta(days=9)
    Extension.objects.create(
        round=file.round, unit=file.unit, step=Step.REGISTRATION, due_on=later, reason="Bão lũ",
        granted_by=make_board_head(file.round.organiser),
    )  # fmt: skip

    assert actions.begin(file.round, file.unit, by=make_editor(file.unit)).due_on == later


def test_begin_is_refused_to_others_and_for_units_that_take_no_part(file):
    other = make_assessment(file.round.organiser.parent).unit

    with pytest.raises(PermissionDenied, match="Chỉ người của đơn vị"):
        actions.begin(file.round, file.unit, by=make_editor(other))
    with pytest.raises(PermissionDenied, match="không tham gia"):
        actions.begin(file.round, other, by=make_editor(other))
    assert not UnitRegistration.objects.exists()


@pytest.mark.parametrize(
    ("state", "reason"), [("planned", "chưa mở"), ("appraising", "thẩm định"), ("closed", "thẩm")]
)
def test_begin_is_refused_outside_the_running_year(file, state, reason):
    type(file.round).objects.filter(pk=file.round_id).update(state=state)

    with pytest.raises(PermissionDenied, match=reason):
        actions.begin(file.round, file.unit, by=make_editor(file.unit))


def test_change_says_what_the_unit_aims_at(file):
    row = make_registration(file)

    changed = actions.change(
        row, title_sought="Xuất sắc", pledge="Làm đến nơi", by=make_editor(file.unit), version=1
    )

    assert (changed.title_sought, changed.pledge, changed.version) == ("Xuất sắc", "Làm đến nơi", 2)
    assert kinds() == ["unit_registration.changed"]


def test_change_of_what_somebody_else_has_changed_is_refused(file):
    row = make_registration(file, version=4)

    with pytest.raises(StaleVersion):
        actions.change(row, title_sought="X", pledge="", by=make_editor(file.unit), version=3)
    row.refresh_from_db()
    assert row.title_sought == ""


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_change_is_refused_once_it_is_with_the_board(file, state):
    row = make_registration(file, state=state)

    with pytest.raises(PermissionDenied, match="đã nộp"):
        actions.change(row, title_sought="X", pledge="", by=make_editor(file.unit))


def test_handing_in_registers_the_models_and_tells_officer_and_board(file):
    row = ready(file)
    head, officer = make_head(file.unit), make_officer(file.round.organiser)
    board = make_board_head(file.round.organiser)
    rounds.assign_officer(file.round, file.unit, officer, by=board)

    sent = actions.submit(row, by=head)

    model = row.model_registrations.get()
    file.refresh_from_db()
    assert (sent.state, sent.submitted_by) == ("submitted", head)
    assert model.state == "registered"
    assert model.registered_on == file.registered_on
    assert {officer, board} <= {n.recipient for n in Notification.objects.all()}
    assert kinds() == ["assessment.registered", "unit_registration.submitted"]


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_hand_in_moves_from(file, state):
    note = {"decision_note": "Bổ sung mục tiêu."} if state == "returned" else {}
    row = ready(file, state=state, **note)

    assert actions.submit(row, by=make_head(file.unit)).state == "submitted"


def test_handing_in_what_is_in_already_changes_nothing(file):
    row, head = ready(file), make_head(file.unit)
    first = actions.submit(row, by=head)

    second = actions.submit(row, by=make_head(file.unit))

    assert second.submitted_by == head
    assert second.version == first.version
    assert kinds().count("unit_registration.submitted") == 1


def test_hand_in_of_an_approved_registration_is_refused(file):
    with pytest.raises(PermissionDenied, match="đã được nộp"):
        actions.submit(ready(file, state="approved"), by=make_head(file.unit))


def test_only_the_head_hands_in(file):
    row = ready(file)

    with pytest.raises(PermissionDenied, match="Bí thư hoặc thủ trưởng"):
        actions.submit(row, by=make_editor(file.unit))
    with pytest.raises(PermissionDenied):
        actions.submit(make_registration(file), by=make_officer(file.round.organiser))
    row.refresh_from_db()
    assert row.state == "draft"


def test_hand_in_says_everything_that_is_missing(file):
    row = make_registration(file)
    lacks_figure, lacks_label = make_model(row, "Mô hình A"), make_model(row, "Mô hình B")
    lacks_figure.targets.update(figure=None)
    lacks_label.targets.update(unit_label="")
    make_model(row, "Mô hình C").targets.all().delete()

    with pytest.raises(ValidationError) as refusal:
        actions.submit(row, by=make_head(file.unit))

    assert refusal.value.messages == [
        "Chưa ghi danh hiệu, mức xếp loại phấn đấu.",
        "Mô hình A: Mục tiêu “Số hộ tham gia” chưa có số lượng.",
        "Mô hình B: Mục tiêu “Số hộ tham gia” chưa có đơn vị tính.",
        "Mô hình C: Chưa có mục tiêu nào.",
    ]
    row.refresh_from_db()
    assert (row.state, row.submitted_at) == ("draft", None)
    assert kinds() == []


def test_a_registration_without_models_is_not_taken(file):
    row = make_registration(file, title_sought="Tốt")

    with pytest.raises(ValidationError, match="Chưa có mô hình"):
        actions.submit(row, by=make_head(file.unit))


def test_a_broken_audit_trail_leaves_everything_as_it_was(file, monkeypatch):
    row = ready(file)
    monkeypatch.setattr(audit, "record", _break)

    with pytest.raises(RuntimeError):
        actions.submit(row, by=make_head(file.unit))

    row.refresh_from_db()
    file.refresh_from_db()
    assert (row.state, file.registered_on) == ("draft", None)
    assert row.model_registrations.get().state == "draft"


@pytest.mark.parametrize(
    ("moment", "late"), [((23, 59, 59, 0), 0), ((0, 0, 0, 1), 1)], ids=["last second", "midnight"]
)
def test_the_day_ends_at_midnight_in_viet_nam(file, moment, late):
    hour, minute, second, days = moment
    row = ready(file)
    due = row.due_on + timedelta(days=days)
    now = datetime(due.year, due.month, due.day, hour, minute, second, tzinfo=VIETNAM)

    head = make_head(file.unit)
    with time_machine.travel(now, tick=False):
        sent = actions.submit(row, by=head)

    file.refresh_from_db()
    assert days_late(sent) == late
    assert file.registered_on == due


def test_lateness_is_that_of_the_first_hand_in(file):
    row, head = ready(file), make_head(file.unit)
    in_time = datetime.combine(row.due_on, datetime.min.time(), VIETNAM) - timedelta(days=2)
    with time_machine.travel(in_time, tick=False):
        actions.submit(row, by=head)
    UnitRegistration.objects.filter(pk=row.pk).update(
        state="returned", decision_note="Bổ sung mục tiêu."
    )

    with time_machine.travel(in_time + timedelta(days=40), tick=False):
        again = actions.submit(row, by=head)

    file.refresh_from_db()
    assert days_late(again) == 0
    assert file.registered_on == in_time.date() == date.fromordinal(row.due_on.toordinal() - 2)
    assert row.model_registrations.get().registered_on == in_time.date()


def _break(*_args, **_kwargs):
    raise RuntimeError("no trail")
