"""On which days who is reminded of what."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from assessments.actions import rounds
from assessments.duties.base import Duty
from assessments.models import Assessment, Extension, Inspection, Round
from assessments.reminders import due_lines, is_reminder_day, when_words
from assessments.workflow import Step
from core.calendar import VIETNAM
from organisation.models import RoleAssignment, User
from organisation.roles import Role
from tests.assessments.round_cases import TOTALS, add_appraised, add_file, assign
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_officer,
    make_open_round,
    make_report,
)

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 18)
DATES = ("registration_due", "report_1_due", "report_2_due", "report_3_due", "report_4_due",
         "self_assessment_opens", "self_assessment_due", "appraisal_due")  # fmt: skip


def at(day: date, hour: int = 9):
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM))


@pytest.fixture
def round_() -> Round:
    """A round in which only the report of quarter III is near: Wednesday, 18 November."""
    round_ = make_open_round(make_district())
    far = date(2027, 3, 1)
    Round.objects.filter(pk=round_.pk).update(
        registration_due=far, report_1_due=far, report_2_due=far, report_3_due=WEDNESDAY,
        report_4_due=far, self_assessment_opens=far, self_assessment_due=far, appraisal_due=far,
    )  # fmt: skip
    return Round.objects.get(pk=round_.pk)


@pytest.fixture
def file(round_):
    return add_file(round_, name="Đảng bộ xã Đồng Kỳ", due_on=round_.self_assessment_due)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(-8, False), (-7, True), (-6, False), (-5, True), (-3, False), (-2, False), (-1, True),
     (0, False),
     (1, True), (2, True), (3, False), (5, False), (7, True), (8, False), (14, True), (21, True),
     (20, False)],
)  # fmt: skip
def test_the_days_before_and_after_a_wednesday(offset, expected):
    # Three days before lies on Sunday and moves to Friday, five days before; three after, on
    # Saturday, moves to the Friday before it.
    assert is_reminder_day(WEDNESDAY, WEDNESDAY + timedelta(days=offset)) is expected


def test_what_falls_on_a_day_off_goes_on_the_working_day_before():
    friday, monday = date(2026, 11, 13), date(2026, 11, 16)

    assert is_reminder_day(WEDNESDAY, friday)  # three days before Wednesday is Sunday
    assert not is_reminder_day(WEDNESDAY, monday - timedelta(days=1))
    assert is_reminder_day(date(2026, 11, 27), date(2026, 11, 27))  # +1 is a Saturday


def test_nobody_is_reminded_on_a_public_holiday():
    # The first of January 2027 is a Friday: the day before, Thursday, carries it and the weekend.
    assert not is_reminder_day(date(2027, 1, 4), date(2027, 1, 1))
    assert is_reminder_day(date(2027, 1, 4), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(3, "hạn 21/11/2026, còn 3 ngày"), (0, "hết hôm nay (18/11/2026) là hạn cuối"),
     (-2, "hạn 16/11/2026, đã quá 2 ngày")],
)  # fmt: skip
def test_the_words_say_how_far_the_day_is(ahead, words):
    with at(WEDNESDAY):
        assert when_words(Duty(1, Step.REPORT_3, "unit", WEDNESDAY + timedelta(ahead))) == words


def told(round_, day: date) -> dict[User, list[str]]:
    with at(day):
        found: dict[User, list[str]] = {}
        for due in due_lines(round_, [day]):
            found.setdefault(due.person, []).append(due.line.text)
        return found


def test_head_and_editor_of_the_unit_are_reminded_before_the_day(round_, file):
    head, editor = make_head(file.unit), make_editor(file.unit)

    found = told(round_, date(2026, 11, 17))

    words = ["Gửi báo cáo quý III – Đồng Kỳ: hạn 18/11/2026, còn 1 ngày"]
    assert found == {head: words, editor: words}


def test_after_the_day_the_heads_of_the_board_learn_who_is_late(round_, file):
    make_head(file.unit)
    board = make_board_head(round_.organiser)
    for _ in range(6):
        add_file(round_, due_on=round_.self_assessment_due)

    (line,) = told(round_, date(2026, 11, 19))[board]

    assert line.startswith("Báo cáo quý III: 7 đơn vị quá hạn (")
    assert line.endswith("và 2 đơn vị khác)")


def test_it_stops_when_it_is_done(round_, file):
    make_head(file.unit)
    make_report(round_, file.unit, 3, sent_at=timezone.now())

    assert told(round_, date(2026, 11, 19)) == {}


def test_an_extension_moves_the_reminders(round_, file):
    head = make_head(file.unit)
    Extension.objects.create(
        round=round_, unit=file.unit, step=Step.REPORT_3, due_on=date(2026, 12, 2),
        reason="Mưa lũ chia cắt", granted_by=make_board_head(round_.organiser),
    )  # fmt: skip

    assert head not in told(round_, date(2026, 11, 19))
    assert head in told(round_, date(2026, 12, 1))


def test_people_who_left_are_not_reminded(round_, file):
    gone, ended = make_head(file.unit), make_editor(file.unit)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    RoleAssignment.objects.filter(user=ended).update(valid_to=date(2026, 11, 1))

    assert told(round_, date(2026, 11, 17)) == {}


def appraisal_is_due(round_) -> None:
    Round.objects.filter(pk=round_.pk).update(
        self_assessment_due=WEDNESDAY, self_assessment_opens=WEDNESDAY, appraisal_due=WEDNESDAY
    )


def test_the_officer_is_reminded_of_the_boards_work(round_):
    submitted = add_file(round_, "submitted", "Đảng bộ xã Bố Hạ")
    make_report(round_, submitted.unit, 3, sent_at=timezone.now())
    board, officer = make_board_head(round_.organiser), make_officer(round_.organiser)
    assign(submitted, officer, board)
    appraisal_is_due(round_)

    found = told(Round.objects.get(pk=round_.pk), date(2026, 11, 17))

    assert found == {officer: ["Thẩm định bản tự chấm – Bố Hạ: hạn 18/11/2026, còn 1 ngày"]}


def test_without_an_officer_in_office_the_heads_are_told(round_):
    submitted = add_file(round_, "submitted")
    make_report(round_, submitted.unit, 3, sent_at=timezone.now())
    board, officer = make_board_head(round_.organiser), make_officer(round_.organiser)
    assign(submitted, officer, board)
    RoleAssignment.objects.filter(user=officer).update(
        valid_to=date(2026, 11, 1), role=Role.OFFICER
    )
    appraisal_is_due(round_)

    found = told(Round.objects.get(pk=round_.pk), date(2026, 11, 17))

    heads = set(User.objects.filter(role_assignments__role=Role.BOARD_HEAD))
    assert set(found) == heads


def test_the_committee_has_no_deadline_of_ours(round_):
    proposed = add_file(round_, "proposed")
    make_report(round_, proposed.unit, 3, sent_at=timezone.now())

    assert told(round_, date(2026, 11, 17)) == {}


def test_the_units_word_is_asked_for_in_time(round_):
    with at(date(2026, 11, 16)):
        file = add_appraised(round_, feedback_due=WEDNESDAY)
    make_report(round_, file.unit, 3, sent_at=timezone.now())
    head = make_head(file.unit)

    assert "Cho ý kiến về kết quả" in told(round_, date(2026, 11, 17))[head][0]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_units(round_, django_assert_num_queries, count):
    for _ in range(count):
        file = add_file(round_, due_on=round_.self_assessment_due)
        make_head(file.unit)
        make_editor(file.unit)

    with at(date(2026, 11, 19)), django_assert_num_queries(14):
        assert len(due_lines(round_, [date(2026, 11, 19)])) > 2 * count


def found_at(file, state: str = "open", due_on: date = WEDNESDAY):
    """A shortcoming that a concluded inspection found at the unit."""
    inspection = Inspection.objects.create(
        round=file.round, unit=file.unit, kind="inspection", subject="Công khai thủ tục",
        planned_on=WEDNESDAY, visited_on=WEDNESDAY, concluded_on=WEDNESDAY, state="concluded",
        created_by=make_board_head(file.round.organiser),
    )  # fmt: skip
    return inspection.findings.create(
        text="Chưa niêm yết thủ tục", is_shortcoming=True, remedy_due=due_on, remedy_state=state
    )


def test_the_unit_is_reminded_of_what_an_inspection_asked_it_to_mend(round_, file):
    found_at(file, due_on=WEDNESDAY + timedelta(days=14))
    found_at(file, "done", WEDNESDAY + timedelta(days=14))
    head, stranger = make_head(file.unit), make_editor(add_file(round_).unit)
    day = WEDNESDAY + timedelta(days=7)

    with at(day):
        lines = told(round_, day)

    mine = [text for text in lines[head] if "khắc phục" in text]
    assert mine == [
        "Báo cáo khắc phục sau kiểm tra, giám sát: Chưa niêm yết thủ tục – Đồng Kỳ: "
        "hạn 02/12/2026, còn 7 ngày"
    ]
    assert not any("khắc phục" in text for text in lines.get(stranger, []))


def test_advice_is_answered_until_the_sheet_is_handed_in(round_, file):
    last = Round.objects.create(
        organiser=round_.organiser, year=round_.year - 1, title="Năm trước", state="closed",
        **{name: getattr(round_, name).replace(year=round_.year - 1) for name in DATES},
    )  # fmt: skip
    old = rounds.start_assessment(last, file.unit, file.criteria_set)
    sent = {"submitted_at": timezone.now(), "submitted_by": make_head(file.unit)}
    Assessment.objects.filter(pk=old.pk).update(state="closed", **sent, **TOTALS)
    row = old.advice.create(text="Lập sổ hoà giải", given_by=make_board_head(round_.organiser))
    editor = make_editor(file.unit)
    due_on = WEDNESDAY + timedelta(days=28)
    Round.objects.filter(pk=round_.pk).update(
        self_assessment_opens=WEDNESDAY, self_assessment_due=due_on
    )
    day = due_on - timedelta(days=7)

    with at(day):
        lines = told(Round.objects.get(pk=round_.pk), day)
        row.state, row.answer = "reported", "Đã lập sổ"
        row.save()
        later = told(Round.objects.get(pk=round_.pk), day)

    mine = [text for text in lines[editor] if "Trả lời" in text]
    assert mine == [
        "Trả lời 1 việc năm trước đề nghị khắc phục – Đồng Kỳ: hạn 16/12/2026, còn 7 ngày"
    ]
    assert not any("Trả lời" in text for text in later[editor])
