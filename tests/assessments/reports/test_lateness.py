"""A report is late by the day on which it was first handed in."""

from datetime import timedelta

import pytest
import time_machine

from assessments.presenters.reports import status_of
from tests.assessments.report_cases import (
    at,
    complete,
    days_after,
    fresh,
    make_draft,
    make_returned,
    make_sent,
    send,
)
from tests.assessments.reports.moving import board_of, recall

pytestmark = pytest.mark.django_db


class TestLateness:
    """The deadline runs to midnight in Viet Nam; the first hand-in that stood decides."""

    @pytest.mark.parametrize(
        ("days", "time", "words"),
        [
            (0, (23, 59, 59), "Đúng hạn"),
            (1, (0, 0, 0), "Muộn 1 ngày"),
            (-3, (9, 0, 0), "Đúng hạn"),
        ],
    )
    def test_midnight_decides(self, days, time, words):
        report = complete(make_draft())
        with time_machine.travel(at(days_after(report.due_on, days), *time), tick=False):
            report = send(report)

        assert status_of(report)[0] == words

    def test_it_may_still_be_handed_in_long_after(self):
        report = complete(make_draft())
        with time_machine.travel(at(days_after(report.due_on, 60)), tick=False):
            assert status_of(send(report))[0] == "Muộn 60 ngày"

    def test_what_the_board_returned_does_not_become_late(self):
        report = make_returned()
        first = report.first_submitted_at
        with time_machine.travel(at(days_after(report.due_on, 9)), tick=False):
            report = send(report)

        assert report.first_submitted_at == first
        assert report.submitted_at > first
        assert status_of(report)[0] == "Đúng hạn"

    def test_what_the_unit_recalled_itself_was_no_hand_in(self):
        report = make_sent()
        recall(report)
        assert fresh(report).first_submitted_at is None

        with time_machine.travel(at(days_after(report.due_on, 2)), tick=False):
            assert status_of(send(fresh(report)))[0] == "Muộn 2 ngày"

    def test_a_mended_report_that_is_recalled_keeps_its_first_day(self):
        report = make_returned()
        first = report.first_submitted_at
        report = send(report)

        recall(report)

        assert (fresh(report).state, fresh(report).first_submitted_at) == ("returned", first)

    def test_an_extension_until_then_counts(self):
        report = complete(make_draft())
        later = report.due_on + timedelta(days=5)
        report.round.extensions.create(
            unit=report.unit, step="report_3", due_on=later, reason="Bão lũ kéo dài",
            granted_by=board_of(report),
        )  # fmt: skip
        with time_machine.travel(at(later, 23, 59, 59), tick=False):
            report = send(report)

        assert (report.due_on, status_of(report)[0]) == (later, "Đúng hạn")
