"""Two people at one quarterly report: one row, one hand-in, one decision."""

from functools import partial
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from assessments.actions import report_moves, reports
from assessments.models import OfficerAssignment, QuarterlyReport
from assessments.reporting.entries import Words, mark
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from tests.assessments.report_cases import (
    QUARTER,
    TODAY,
    complete,
    fresh,
    make_draft,
    make_file,
    make_sent,
)
from tests.assessments.round_cases import add_file
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import make_board_head, make_editor, make_head

CLICKS = 8


@pytest.fixture(autouse=True)
def summer():
    """Stand in the third quarter."""
    with time_machine.travel(TODAY, tick=True):
        yield


def test_two_people_begin_one_report():
    file = make_file()

    begun = at_once([
        partial(reports.start, file, QUARTER, by=make_editor(file.unit)) for _ in range(CLICKS)
    ])  # fmt: skip

    assert accepted(begun) == begun
    assert {report.pk for report in begun} == {QuarterlyReport.objects.get().pk}
    assert AuditEvent.objects.filter(kind="report.started").count() == 1


def test_one_form_sent_many_times_is_one_hand_in():
    report = complete(make_draft())
    head = make_head(report.unit)

    sent = at_once([
        partial(report_moves.submit, report, key=UUID(int=7), version=report.version, by=head)
        for _ in range(CLICKS)
    ])  # fmt: skip

    assert accepted(sent) == sent
    assert AuditEvent.objects.filter(kind="report.submitted").count() == 1


def test_two_heads_hand_in_at_once_and_the_others_are_told():
    report = complete(make_draft())
    heads = [make_head(report.unit) for _ in range(CLICKS)]

    answers = at_once([
        partial(report_moves.submit, report, key=uuid4(), version=report.version, by=head)
        for head in heads
    ])  # fmt: skip

    first = fresh(report).submitted_by
    assert len(accepted(answers)) == 1
    told = refused(answers, PermissionDenied)
    assert len(told) == CLICKS - 1
    assert all(f"đã được {first} gửi lúc" in str(refusal) for refusal in told)


@pytest.mark.parametrize("attempt", range(4))
def test_recall_and_acceptance_exclude_each_other(attempt):
    report = make_sent()
    officer = OfficerAssignment.objects.get(unit=report.unit).officer
    head = make_head(report.unit)

    answers = at_once([
        partial(report_moves.recall, report, by=head),
        partial(report_moves.accept, report, by=officer),
    ])  # fmt: skip

    assert len(accepted(answers)) == 1
    assert fresh(report).state in {"draft", "accepted"}


def test_one_of_two_writers_of_a_part_is_asked():
    report = make_draft()
    seen = mark(Words("summary"))
    people = [make_editor(report.unit) for _ in range(2)]

    answers = at_once([
        partial(reports.save, report, Words("summary", text), seen=seen, by=by)
        for text, by in zip(("Của tôi.", "Của người kia."), people, strict=True)
    ])  # fmt: skip

    assert len(accepted(answers)) == 1
    assert len(refused(answers, StaleVersion)) == 1


def test_the_last_two_units_at_once_give_one_message():
    file = make_file()
    head = make_board_head(file.round.organiser)
    drafts = [complete(make_draft(row)) for row in (file, add_file(file.round))]

    sent = at_once([
        partial(report_moves.submit, report, key=uuid4(), by=make_head(report.unit))
        for report in drafts
    ])  # fmt: skip

    assert accepted(sent) == sent
    assert Notification.objects.filter(kind="all_reports_in", recipient=head).count() == 1
