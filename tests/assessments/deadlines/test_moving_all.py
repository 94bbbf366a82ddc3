"""Deadlines that are moved for every unit of a running year."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import extensions
from assessments.deadlines import COLUMNS
from assessments.models import Assessment, Round
from assessments.workflow import UNIT_STEPS, RoundState, Step
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from tests.assessments.acting import fill, hand_in
from tests.assessments.deadlines.cases import DAY, REASON, SMALL_FACTS, YEAR, extend
from tests.assessments.round_cases import add_file, send_back
from tests.factories import make_head, make_officer, make_registration, make_report

pytestmark = pytest.mark.django_db


def move(file, dates, head, reason: str = REASON, **more) -> Round:
    return extensions.move_deadlines(file.round, dates, reason=reason, by=head, **more)


@pytest.mark.parametrize("step", UNIT_STEPS)
def test_each_deadline_of_a_running_year_can_be_moved(early, head, step):
    person = make_head(early.unit)
    day = YEAR[COLUMNS[step]] + DAY

    moved = move(early, {step: day}, head)

    event = AuditEvent.objects.last()
    assert getattr(moved, COLUMNS[step]) == day
    assert (event.kind, event.note) == ("round.deadlines_moved", REASON)
    assert event.after == {step: day.isoformat()}
    assert Notification.objects.get(kind="deadlines_moved").recipient == person


def test_rows_follow_unless_their_unit_has_more_time(early, head):
    other = add_file(early.round)
    own, others = (make_report(early.round, each.unit, 1) for each in (early, other))
    registration = make_registration(early)
    extend(early, Step.REPORT_1, head, 9)
    due = YEAR["report_1_due"]

    move(early, {Step.REPORT_1: due + 2 * DAY, Step.REGISTRATION: date(2026, 4, 10)}, head)

    for row in (own, others, registration):
        row.refresh_from_db()
    assert (own.due_on, others.due_on) == (due + 9 * DAY, due + 2 * DAY)
    assert registration.due_on == date(2026, 4, 10)


def test_sheets_follow_but_supplements_do_not(file, head):
    for code, facts in SMALL_FACTS.items():
        fill(file, code, **facts)
    other = add_file(file.round)
    send_back(hand_in(file), "Thiếu biên bản đối thoại")
    day = file.round.self_assessment_due + DAY

    move(file, {Step.SELF_ASSESSMENT: day}, head)

    due = dict(Assessment.objects.values_list("pk", "due_on"))
    assert due == {file.pk: day - DAY, other.pk: day}


@pytest.mark.parametrize(
    ("dates", "column"),
    [
        ({Step.REPORT_1: YEAR["report_1_due"] - DAY}, "report_1_due"),
        ({Step.REPORT_1: date(2026, 7, 1)}, "report_2_due"),
        ({Step.SELF_ASSESSMENT: date(2027, 1, 1)}, "self_assessment_due"),
    ],
)
def test_dates_earlier_or_out_of_order_are_refused_by_field(early, head, dates, column):
    with pytest.raises(ValidationError) as refusal:
        move(early, dates, head)

    assert column in refusal.value.message_dict
    assert Round.objects.get().report_1_due == YEAR["report_1_due"]


def test_moving_nothing_is_refused(early, head):
    with pytest.raises(ValidationError, match="Chưa có hạn nào"):
        move(early, {Step.REPORT_1: YEAR["report_1_due"]}, head)


def test_moving_needs_a_reason(early, head):
    with pytest.raises(ValidationError, match="ít nhất 10"):
        move(early, {Step.REPORT_1: date(2026, 4, 9)}, head, reason="Lũ")


def test_whoever_comes_second_is_told(early, head):
    move(early, {Step.REPORT_1: date(2026, 4, 9)}, head, version=early.round.version)

    with pytest.raises(StaleVersion):
        move(early, {Step.REPORT_1: date(2026, 4, 10)}, head, version=early.round.version)


@pytest.mark.parametrize("state", [RoundState.PLANNED, RoundState.CLOSED])
def test_deadlines_of_a_year_that_does_not_run_stay(early, head, state):
    Round.objects.update(state=state)

    with pytest.raises(PermissionDenied, match="đang ở bước"):
        move(early, {Step.REPORT_1: date(2026, 4, 9)}, head)


def test_only_the_head_of_the_board_moves_deadlines(early, district):
    with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
        move(early, {Step.REPORT_1: date(2026, 4, 9)}, make_officer(district))


def test_a_move_without_trace_does_not_happen(early, head, monkeypatch):
    monkeypatch.setattr(extensions.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        move(early, {Step.SELF_ASSESSMENT: date(2026, 12, 5)}, head)

    early.refresh_from_db()
    assert early.due_on == Round.objects.get().self_assessment_due == YEAR["self_assessment_due"]


def test_many_units_take_as_many_queries_as_few(early, head, django_assert_max_num_queries):
    for _ in range(30):
        add_file(early.round)

    with django_assert_max_num_queries(25):
        move(early, {Step.SELF_ASSESSMENT: date(2026, 12, 5)}, head)
