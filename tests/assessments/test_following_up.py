"""What waits for those who follow units: on their home page, and in their reminders."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import mandates, notebook
from assessments.actions.findings import report_remedy
from assessments.following_up import JUDGE_WITHIN, follow_ups
from assessments.models import Inspection, NotebookEntry, Round
from assessments.reminders import due_lines
from core.calendar import VIETNAM, add_working_days
from tests.assessments.following_cases import concluded, in_days, planned, visited
from tests.assessments.round_cases import add_appraised, add_file, assign
from tests.danvan.home.cases import dated
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_officer,
    make_open_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """A year whose own deadlines are all far away."""
    return dated(make_open_round(make_district()))


@pytest.fixture
def head(round_):
    return make_board_head(round_.organiser)


@pytest.fixture
def officer(round_):
    return make_officer(round_.organiser)


@pytest.fixture
def file(round_, officer, head):
    """A file whose unit the officer follows."""
    found = add_file(round_, name="Đảng bộ xã Đồng Kỳ")
    assign(found, officer, head)
    return found


def told(file) -> list[str]:
    return [one.words for one in follow_ups(file.round, [file.unit_id])]


def note(file, by, *, kind="promise", due_on=None) -> NotebookEntry:
    return NotebookEntry.objects.create(
        round=file.round, unit=file.unit, quarter=1, kind=kind, text="Nộp bổ sung danh sách.",
        happened_on=timezone.localdate(), due_on=due_on, written_by=by,
    )  # fmt: skip


def test_a_planned_visit_waits_until_it_took_place_and_then_its_conclusion(file, head):
    row = planned(file, head, subject="Quy chế dân chủ")
    assert told(file) == ["cuộc kiểm tra “Quy chế dân chủ” theo kế hoạch"]

    Inspection.objects.all().delete()
    row = visited(file, head)
    assert told(file) == [f"kết luận cuộc kiểm tra “{row.subject}”"]

    Inspection.objects.all().delete()
    concluded(file, head)
    assert told(file) == []


def test_a_remedy_waits_to_be_judged_within_five_working_days(file, head):
    finding = concluded(file, head, {"remedy_due": in_days(30)}).findings.get()
    assert told(file) == []

    report_remedy(finding, remedy="Đã niêm yết đủ 30 ngày.", by=make_head(file.unit))

    (one,) = follow_ups(file.round, [file.unit_id])
    assert one.words.startswith("đánh giá việc khắc phục")
    assert one.due_on == add_working_days(timezone.localdate(), JUDGE_WITHIN)


def test_promises_and_next_steps_wait_until_they_are_ticked(file, officer):
    promise = note(file, officer, due_on=in_days(2))
    note(file, officer, kind="next_step", due_on=in_days(1))
    note(file, officer, kind="visit")
    assert told(file) == ["việc tiếp theo: Nộp bổ sung danh sách.",
                          "đơn vị hứa, cam kết: Nộp bổ sung danh sách."]  # fmt: skip

    notebook.tick_entry(promise, is_done=True, by=officer)

    assert len(told(file)) == 1


def test_other_units_and_years_do_not_count(file, round_, officer, head):
    planned(add_file(round_), head)
    assert told(file) == []


@pytest.mark.parametrize("count", [1, 4])
def test_many_things_cost_three_queries(file, head, officer, count):
    for _ in range(count):
        planned(file, head)
        concluded(file, head, {})
        note(file, officer, due_on=in_days(1))

    with CaptureQueriesContext(connection) as queries:
        follow_ups(file.round, [file.unit_id])

    assert len(queries) == 3


# Reminders


def reminded(round_, day) -> dict:
    with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)):
        return {(due.person, due.line.text.split(" – ")[0]) for due in due_lines(round_, [day])}


def test_the_officer_is_reminded_of_a_promise_a_working_day_before(file, round_, officer):
    day = add_working_days(timezone.localdate(), 3)
    note(file, officer, due_on=add_working_days(day, 1))
    words = "Đơn vị hứa, cam kết: Nộp bổ sung danh sách."

    assert (officer, words) in reminded(round_, day)


def test_without_officer_the_head_is_reminded(round_, head):
    file = add_file(round_)
    day = add_working_days(timezone.localdate(), 3)
    note(file, head, due_on=add_working_days(day, 1))

    assert (head, "Đơn vị hứa, cam kết: Nộp bổ sung danh sách.") in reminded(round_, day)


def test_who_types_for_a_unit_is_reminded_of_its_steps(file, round_, head):
    typist = make_officer(round_.organiser)
    mandates.grant(file, typist, reason="Đơn vị chưa có người làm.", by=head)
    day = add_working_days(timezone.localdate(), 3)
    due = add_working_days(day, 1)
    Round.objects.filter(pk=round_.pk).update(registration_due=due)

    people = {person for person, _words in reminded(Round.objects.get(pk=round_.pk), day)}

    assert typist in people


def test_the_opinion_of_a_unit_is_nothing_to_type_for_it(round_, head):
    file, typist = add_appraised(round_), make_officer(round_.organiser)
    mandates.grant(file, typist, reason="Đơn vị chưa có người làm.", by=head)
    day = add_working_days(timezone.localdate(), 3)
    type(file).objects.filter(pk=file.pk).update(feedback_due=add_working_days(day, 1))
    editor = make_editor(file.unit)

    people = {person for person, _words in reminded(round_, day)}

    assert editor in people
    assert typist not in people


def test_what_has_no_day_reminds_nobody(file, round_, head):
    visited(file, head)

    for ahead in range(1, 10):
        assert reminded(round_, timezone.localdate() + timedelta(days=ahead)) == set()
