"""More time for one unit in one step: until when, who, and what follows."""

from datetime import date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions import extensions
from assessments.deadlines import COLUMNS, due_dates, due_on, present_due
from assessments.models import Extension, QuarterlyReport, Round, SupplementRequest
from assessments.permissions.files import can_fill
from assessments.presenters.histories import events_of, history_lines
from assessments.workflow import REPORT_STEPS, UNIT_STEPS, RoundState, Step
from core.calendar import VIETNAM, format_date
from core.models import AuditEvent, Notification
from tests.assessments.acting import fill, hand_in
from tests.assessments.deadlines.cases import DAY, REASON, SMALL_FACTS, YEAR, extend
from tests.assessments.round_cases import add_file, send_back
from tests.factories import (
    make_editor,
    make_head,
    make_officer,
    make_registration,
    make_report,
    make_settled_assessment,
    make_unit,
)

pytestmark = pytest.mark.django_db


# The answer to "until when?"


def test_without_extension_every_unit_has_the_date_of_the_round(early):
    dates = due_dates(early.round)

    assert {dates[early.unit_id, step] for step in REPORT_STEPS} == {
        YEAR[COLUMNS[step]] for step in REPORT_STEPS
    }
    assert dates[early.unit_id, Step.REGISTRATION] == YEAR["registration_due"]


def test_an_extension_is_of_its_unit_and_step_alone(early, head):
    other = add_file(early.round)

    extend(early, Step.REPORT_1, head)

    dates = due_dates(early.round)
    assert dates[early.unit_id, Step.REPORT_1] == YEAR["report_1_due"] + 3 * DAY
    assert dates[early.unit_id, Step.REPORT_2] == YEAR["report_2_due"]
    assert dates[other.unit_id, Step.REPORT_1] == YEAR["report_1_due"]


def test_the_latest_of_several_extensions_counts(early, head):
    extend(early, Step.REPORT_1, head, 3)
    extend(early, Step.REPORT_1, head, 4)

    assert due_on(early.round, early.unit_id, Step.REPORT_1) == YEAR["report_1_due"] + 7 * DAY


def test_nobody_has_less_time_than_all(early, head):
    extend(early, Step.REPORT_1, head, 3)
    Round.objects.update(report_1_due=YEAR["report_1_due"] + 9 * DAY)
    early.round.refresh_from_db()

    assert due_on(early.round, early.unit_id, Step.REPORT_1) == YEAR["report_1_due"] + 9 * DAY


def test_steps_that_no_unit_hands_in_have_no_day(early):
    with pytest.raises(KeyError):
        due_dates(early.round)[early.unit_id, Step.APPRAISAL]


@pytest.mark.parametrize("count", [1, 3])
def test_all_days_take_one_query(early, head, count, django_assert_num_queries):
    for _ in range(count):
        extend(add_file(early.round), Step.REPORT_1, head)

    with django_assert_num_queries(1):
        dates = due_dates(early.round)

    assert len(dates) == count


# One unit


@pytest.mark.parametrize("step", UNIT_STEPS)
def test_each_step_that_a_unit_hands_in_can_be_extended(early, head, step):
    person = make_head(early.unit)
    before = due_on(early.round, early.unit_id, step)

    day = extend(early, step, head)

    event = AuditEvent.objects.last()
    assert due_on(early.round, early.unit_id, step) == day == before + 3 * DAY
    assert (event.kind, event.note, event.unit_id) == ("extension.granted", REASON, early.unit_id)
    assert event.after["step"] == step
    assert Notification.objects.get(kind="step_extended").recipient == person


@pytest.mark.parametrize("step", sorted(set(Step) - set(UNIT_STEPS)))
def test_steps_of_the_board_are_not_extended(early, head, step):
    with pytest.raises(PermissionDenied, match="không do đơn vị nộp"):
        extensions.grant(
            early.round, early.unit, step, due_on=date(2026, 12, 30), reason=REASON, by=head
        )


def test_a_report_that_was_begun_follows(early, head):
    report, later = (make_report(early.round, early.unit, quarter) for quarter in (1, 2))

    extend(early, Step.REPORT_1, head)

    report.refresh_from_db()
    later.refresh_from_db()
    assert (report.due_on, report.version) == (YEAR["report_1_due"] + 3 * DAY, 2)
    assert (later.due_on, later.version) == (YEAR["report_2_due"], 1)


def test_a_registration_that_was_begun_follows(early, head):
    registration = make_registration(early)

    extend(early, Step.REGISTRATION, head)

    registration.refresh_from_db()
    assert (registration.due_on, registration.version) == (YEAR["registration_due"] + 3 * DAY, 2)


def test_the_sheet_follows(early, head):
    extend(early, Step.SELF_ASSESSMENT, head)

    early.refresh_from_db()
    assert early.due_on == YEAR["self_assessment_due"] + 3 * DAY


def test_what_was_handed_in_needs_no_extension(early, head):
    make_report(early.round, early.unit, 1, sent_at=timezone.now())
    make_registration(early, state="submitted")

    for step in (Step.REPORT_1, Step.REGISTRATION):
        with pytest.raises(PermissionDenied, match="không cần gia hạn"):
            extend(early, step, head)


def test_what_was_returned_can_be_extended(early, head):
    returned = {"state": "returned", "officer_comment": "Thiếu số liệu quý I."}
    make_report(early.round, early.unit, 1, sent_at=timezone.now(), **returned)
    make_registration(early, state="returned", decision_note="Thiếu chỉ tiêu cụ thể.")

    extend(early, Step.REPORT_1, head)
    extend(early, Step.REGISTRATION, head)

    assert Extension.objects.count() == 2


def test_a_unit_outside_the_round_is_refused(early, head, district):
    with pytest.raises(PermissionDenied, match="không tham gia"):
        extensions.grant(
            early.round, make_unit(district), Step.REPORT_1, due_on=date(2026, 4, 9),
            reason=REASON, by=head,
        )  # fmt: skip


@pytest.mark.parametrize("state", [RoundState.PLANNED, RoundState.CLOSED])
def test_a_year_that_does_not_run_has_no_extensions(early, head, state):
    Round.objects.update(state=state)

    with pytest.raises(PermissionDenied, match="đang ở bước"):
        extend(early, Step.REPORT_1, head)


@pytest.mark.parametrize("make", [make_officer, make_head, make_editor])
def test_only_the_head_of_the_board_extends(early, district, make):
    person = make(district if make is make_officer else early.unit)

    with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
        extend(early, Step.REPORT_1, person)

    assert not Extension.objects.exists()


@pytest.mark.parametrize("reason", ["", "Mưa lũ.", "         x"])
def test_a_reason_is_needed(early, head, reason):
    with pytest.raises(ValidationError, match="ít nhất 10 ký tự"):
        extend(early, Step.REPORT_1, head, reason=reason)


@pytest.mark.parametrize("step", [Step.REPORT_1, Step.SELF_ASSESSMENT])
def test_an_extension_without_trace_does_not_happen(early, head, step, monkeypatch):
    make_report(early.round, early.unit, 1)
    monkeypatch.setattr(extensions.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        extend(early, step, head)

    early.refresh_from_db()
    assert not Extension.objects.exists()
    assert QuarterlyReport.objects.get().due_on == YEAR["report_1_due"]
    assert early.due_on == YEAR["self_assessment_due"]


# The deadline at midnight in Viet Nam


@pytest.mark.parametrize(
    ("hour", "is_in_time"),
    [((2026, 12, 3, 23, 59, 59), True), ((2026, 12, 4, 0, 0, 0), False)],
)
def test_an_extension_lasts_to_the_end_of_its_day(early, head, hour, is_in_time):
    extend(early, Step.SELF_ASSESSMENT, head)
    early.refresh_from_db()
    editor = make_editor(early.unit)

    with time_machine.travel(datetime(*hour, tzinfo=VIETNAM), tick=False):
        assert bool(can_fill(editor, early)) == is_in_time


@pytest.mark.parametrize(
    ("hour", "is_accepted"),
    [((2026, 4, 2, 23, 59, 59), True), ((2026, 4, 3, 0, 0, 0), False)],
)
def test_today_is_the_first_day_that_can_be_given(early, head, hour, is_accepted):
    """A day after the deadline of 1 April: still to come, or over, by the clock of Viet Nam."""
    with time_machine.travel(datetime(*hour, tzinfo=VIETNAM), tick=False):
        if is_accepted:
            assert extend(early, Step.REPORT_1, head, 1) == date(2026, 4, 2)
        else:
            with pytest.raises(ValidationError, match="trước hôm nay"):
                extend(early, Step.REPORT_1, head, 1)


# The sheet, and the supplement to it


@pytest.fixture
def returned(file) -> SupplementRequest:
    """The sheet was handed in and is back with the unit for a supplement."""
    for code, facts in SMALL_FACTS.items():
        fill(file, code, **facts)
    return send_back(hand_in(file), "Thiếu biên bản đối thoại")


@pytest.mark.parametrize(("days", "words"), [(0, "phải sau"), (-1, "phải sau"), (60, "thẩm định")])
def test_a_day_that_is_no_later_or_too_late_is_refused(file, head, days, words):
    with pytest.raises(ValidationError, match=words):
        extend(file, Step.SELF_ASSESSMENT, head, days)

    file.refresh_from_db()
    assert file.due_on == file.round.self_assessment_due
    assert not Extension.objects.exists()


def test_a_file_handed_in_needs_no_extension(district, head):
    with pytest.raises(PermissionDenied, match="không cần gia hạn"):
        extend(make_settled_assessment(district), Step.SELF_ASSESSMENT, head)


def test_a_supplement_gets_its_own_later_deadline(file, returned, head):
    person = make_head(file.unit)
    before = present_due(file.round, file.unit_id, Step.SELF_ASSESSMENT)

    day = extend(file, Step.SELF_ASSESSMENT, head)

    returned.refresh_from_db()
    file.refresh_from_db()
    assert before + 3 * DAY == day == returned.due_on == file.due_on
    assert not Extension.objects.exists()
    assert "“Bổ sung hồ sơ”" in Notification.objects.get(recipient=person).text
    assert AuditEvent.objects.last().after["what"] == "Bổ sung hồ sơ"


def test_more_time_for_a_supplement_excuses_no_late_hand_in(file, returned, head):
    extend(file, Step.SELF_ASSESSMENT, head)

    day = due_on(file.round, file.unit_id, Step.SELF_ASSESSMENT)
    assert day == file.round.self_assessment_due


def test_more_time_for_another_step_leaves_the_supplement_alone(file, returned, head):
    extend(file, Step.REPORT_4, head)

    before = returned.due_on
    returned.refresh_from_db()
    assert returned.due_on == before
    assert Extension.objects.get().step == Step.REPORT_4


def test_a_supplement_needs_a_reason_and_a_later_day_too(file, returned, head):
    with pytest.raises(ValidationError, match="phải sau"):
        extend(file, Step.SELF_ASSESSMENT, head, 0)
    with pytest.raises(ValidationError, match="ít nhất 10"):
        extend(file, Step.SELF_ASSESSMENT, head, 1, reason="Lũ")


def test_more_time_for_a_supplement_without_trace_is_not_given(file, returned, head, monkeypatch):
    monkeypatch.setattr(extensions.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        extend(file, Step.SELF_ASSESSMENT, head)

    before = returned.due_on
    returned.refresh_from_db()
    assert returned.due_on == before


def test_the_history_of_the_file_tells_of_its_own_extensions_only(file, head):
    extend(file, Step.REPORT_4, head)
    day = extend(file, Step.SELF_ASSESSMENT, head)

    lines = history_lines(list(events_of(file, head).filter(kind="extension.granted")))

    assert [line.after_words for line in lines] == [
        f"{file.unit.name}, Nộp bản tự chấm: hạn {format_date(day)}"
    ]
