"""On whom a unit's year waits, when nobody is late."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.duties.base import Duty
from assessments.presenters.matrix import MatrixRow
from assessments.workflow import Step
from organisation.models import User


def day(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


def report(due: int) -> Duty:
    return Duty(1, Step.REPORT_4, "unit", day(due))


APPRAISAL = Duty(1, Step.APPRAISAL, "board", day(40), since=day(-4))
COMMITTEE = Duty(1, Step.CONCLUSION, "committee", since=day(-9))


@pytest.mark.parametrize(
    ("duties", "holder", "waiting"),
    [
        ([report(13), APPRAISAL], "Hoàng Thị Lài", 4),
        ([report(13), COMMITTEE], "Ban Thường vụ", 9),
        ([report(8), APPRAISAL, COMMITTEE], "Ban Thường vụ", 9),
        ([report(7), APPRAISAL], "Đơn vị", None),
        ([report(0), COMMITTEE], "Đơn vị", None),
        ([report(13), Duty(1, Step.SELF_ASSESSMENT, "unit", day(12))], "Đơn vị", None),
        ([report(-1), COMMITTEE], "Đơn vị", 1),
    ],
)
def test_what_lies_with_somebody_is_not_hidden_by_a_deadline_far_away(duties, holder, waiting):
    row = MatrixRow(None, User(full_name="Hoàng Thị Lài"), duties)

    assert (row.holder, row.days_waiting) == (holder, waiting)


def test_what_is_nearest_goes_first_among_what_is_due_soon():
    row = MatrixRow(None, None, [report(6), Duty(1, Step.FEEDBACK, "unit", day(3))])

    assert row.pressing.step == Step.FEEDBACK


def test_nobody_holds_what_is_done():
    done = Duty(1, Step.REPORT_4, "unit", day(-9), done_on=day(-10))

    assert MatrixRow(None, None, [done]).holder == ""
