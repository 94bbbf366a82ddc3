"""A quarterly report is handed in as its confirmation page said, deadline and records included."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from assessments.actions import extensions
from assessments.models import Indicator, IndicatorValue, Round
from assessments.reporting import sections
from assessments.workflow import Step
from tests.assessments.report_cases import (
    QUARTER,
    TODAY,
    at,
    complete,
    fresh,
    make_draft,
    make_file,
    make_last_year,
    make_sent,
)
from tests.factories import make_board_head, make_head, make_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def summer():
    """Stand in the third quarter."""
    with time_machine.travel(TODAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def file():
    return make_file()


def address(report) -> str:
    return reverse("assessments:report-submit", args=[report.pk])


def opened(client, report) -> dict[str, str]:
    """The form of the page that the head has opened."""
    client.force_login(make_head(report.unit))
    html = client.get(address(report)).content.decode()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    return {name: value for name, value in hidden if name in ("key", "version", "shown")}


def refused(client, report, form, *words: str) -> None:
    """Sent, it is shown again with what changed; nothing is handed in."""
    answer = client.post(address(report), form)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "sau khi đồng chí mở trang này" in html
    assert [word for word in words if word not in html] == []
    assert fresh(report).state == "draft"


def test_what_was_confirmed_is_handed_in(client, file):
    report = complete(make_draft(file))

    client.post(address(report), opened(client, report))

    assert fresh(report).state == "submitted"


def test_last_years_value_changed(client, file):
    make_last_year(file, {1: 5})
    report = complete(make_draft(file))
    form = opened(client, report)
    IndicatorValue.objects.filter(report__round__year=file.round.year - 1).update(value=7)

    refused(client, report, form, "cùng kỳ năm trước 5", "cùng kỳ năm trước 7")


def test_the_quarter_before_came_in(client, file):
    report = complete(make_draft(file))
    form = opened(client, report)
    make_sent(file, QUARTER - 1, "4")

    refused(client, report, form, "từ đầu năm 2", "từ đầu năm 6")


def test_the_board_asks_for_one_more_figure(client, file):
    report = complete(make_draft(file))
    form = opened(client, report)
    make_indicator(file.round.organiser, "hien-dat", name="Đất hiến")

    refused(client, report, form, "Số liệu “Đất hiến”", "không có")


def test_it_became_late_at_midnight(client, file, summer):
    day = file.round.report_3_due
    summer.move_to(at(day, 23, 59, 59))
    report = complete(make_draft(file))
    form = opened(client, report)
    summer.move_to(at(day + timedelta(days=1)))
    client.force_login(make_head(report.unit))

    refused(client, report, form, "còn trong hạn", "đã quá hạn", "tính là gửi muộn")


def test_an_extension_came_meanwhile(client, file):
    report = complete(make_draft(file))
    form = opened(client, report)
    later = file.round.report_3_due + timedelta(days=3)
    Round.objects.update(appraisal_due=later)
    extensions.grant(
        file.round, file.unit, Step.REPORT_3, due_on=later, reason="Mưa lũ kéo dài.",
        by=make_board_head(file.round.organiser),
    )  # fmt: skip

    refused(client, report, form, f"{later:%d/%m/%Y}")


def test_a_further_section_says_something_else(client, file, monkeypatch):
    said = {"Mô hình “Thắp sáng”": "Đúng tiến độ"}
    kind = sections.ReportSectionKind(
        code="mo-hinh", reading="components/alert.html", editing="components/alert.html",
        paper_template="documents/_facts.html", values=lambda report, user: {},
        start=lambda report, earlier: None, missing=lambda report: [],
        paper=lambda report: {}, statement=lambda report: dict(said),
    )  # fmt: skip
    monkeypatch.setattr(sections, "_sections", {"mo-hinh": kind})
    report = complete(make_draft(file))
    form = opened(client, report)
    said.clear()

    refused(client, report, form, "Mô hình “Thắp sáng”", "Đúng tiến độ")


def test_the_page_shown_again_hands_in_what_it_says(client, file):
    report = complete(make_draft(file))
    form = opened(client, report)
    Indicator.objects.update(name="Số cuộc đối thoại")
    assert client.post(address(report), form).status_code == 409

    client.post(address(report), opened(client, report))

    assert fresh(report).state == "submitted"


def test_a_report_that_was_handed_in_before_has_no_deadline_left(client, file, summer):
    report = make_sent(file)
    client.force_login(make_head(report.unit))
    client.post(reverse("assessments:report-recall", args=[report.pk]))
    first = {"first_submitted_at": TODAY, "submitted_at": TODAY,
             "submitted_by": make_head(report.unit)}  # fmt: skip
    type(report).objects.filter(pk=report.pk).update(**first)
    form = opened(client, report)
    summer.move_to(at(file.round.report_3_due + timedelta(days=1)))
    client.force_login(make_head(report.unit))

    answer = client.post(address(report), form | {"key": str(uuid4())})

    assert answer.status_code == 302
