"""On whom a unit's year waits, when nobody is late."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.duties.base import Duty
from assessments.models import Round
from assessments.presenters.matrix import MatrixRow, matrix_rows
from assessments.workflow import Step
from organisation.models import User
from tests.assessments.round_cases import add_file
from tests.factories import (
    make_board_head,
    make_committee_member,
    make_district,
    make_open_round,
)


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


@pytest.mark.django_db
def test_a_late_cell_leads_whoever_follows_up_to_the_call():
    round_ = make_open_round(make_district())
    file = add_file(round_)
    Round.objects.filter(pk=round_.pk).update(report_1_due=day(-3), report_2_due=day(30))
    round_.refresh_from_db()

    def link(step: Step, viewer: User) -> str:
        cells = matrix_rows(round_, viewer=viewer)[0].cells
        return next(cell.url for cell in cells if cell.step == step)

    head = make_board_head(round_.organiser)
    page = reverse("assessments:calls", args=[round_.pk])
    wanted = f"{page}?buoc=report_1&cua=tat-ca#dv-{file.unit_id}"
    assert link(Step.REPORT_1, head) == wanted
    assert link(Step.REPORT_2, head) == ""
    assert link(Step.REPORT_1, make_committee_member(round_.organiser)) == ""


@pytest.mark.django_db
def test_the_call_list_has_the_line_that_a_late_cell_leads_to(client):
    round_ = make_open_round(make_district())
    file = add_file(round_)
    Round.objects.filter(pk=round_.pk).update(report_1_due=day(-3))
    client.force_login(make_board_head(round_.organiser))

    assert f"cua=tat-ca#dv-{file.unit_id}" in client.get("/").content.decode()
    page = reverse("assessments:calls", args=[round_.pk])
    shown = client.get(page, {"buoc": "report_1", "cua": "tat-ca"}).content.decode()
    assert f'id="dv-{file.unit_id}"' in shown
