"""The one thing that a unit does today."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from assessments.models import Inspection
from core.calendar import VIETNAM
from tests.assessments.round_cases import add_file
from tests.danvan.home.cases import dated, home_of
from tests.factories import make_board_head, make_editor, make_report

pytestmark = pytest.mark.django_db


def test_a_report_that_is_due_soon_is_the_one_thing_today(client, round_):
    file = add_file(round_)
    dated(round_, report_3_due=2)

    page = home_of(client, make_editor(file.unit))

    assert page.index("Gửi báo cáo quý III</h2>") < page.index("Sau đó")
    for text in ("Làm báo cáo", "còn 2 ngày", "Mất khoảng 1 giờ", "Chưa bắt đầu"):
        assert text in page
    assert page.count("next-task__figures") == 1
    assert page.count("btn-primary") == 2  # one button, and that of the session dialog


def test_a_report_that_was_begun_is_gone_on_with(client, round_):
    file = add_file(round_)
    dated(round_, report_3_due=2)
    report = make_report(round_, file.unit, 3)

    page = home_of(client, make_editor(file.unit))

    assert "Đang làm dở" in page
    assert report.get_absolute_url() in page


def test_what_can_still_be_in_time_goes_before_what_is_long_overdue(client, round_):
    file = add_file(round_)
    dated(round_, report_1_due=-200, report_2_due=-100, report_3_due=5)

    page = home_of(client, make_editor(file.unit))

    places = [page.index(f"Gửi báo cáo quý {name}<") for name in ("III", "I", "II")]
    assert places == sorted(places)
    assert "quá hạn 200 ngày" in page


def test_deadlines_that_have_not_begun_are_named_with_their_days(client, round_):
    file = add_file(round_)
    with time_machine.travel(datetime(round_.year, 5, 11, 9, tzinfo=VIETNAM)):
        dated(round_, report_2_due=3, report_3_due=95, report_4_due=180)

        page = home_of(client, make_editor(file.unit))

    assert page.index("Gửi báo cáo quý II</h2>") < page.index("Gửi báo cáo quý III ")
    assert f"làm được từ 01/07/{round_.year}" in page


def test_a_shortcoming_found_by_an_inspection_waits_for_the_unit(client, round_):
    file = add_file(round_)
    dated(round_)
    day = timezone.localdate()
    inspection = Inspection.objects.create(
        round=round_, unit=file.unit, kind="inspection", subject="Công khai thủ tục",
        planned_on=day, visited_on=day, concluded_on=day, state="concluded",
        created_by=make_board_head(round_.organiser),
    )  # fmt: skip
    for state, text in [("open", "Chưa niêm yết đủ thủ tục" + " hành chính" * 12),
                        ("done", "Đã thay biển")]:  # fmt: skip
        inspection.findings.create(
            text=text, is_shortcoming=True, remedy_due=day + timedelta(days=4), remedy_state=state
        )

    page = home_of(client, make_editor(file.unit))

    assert "Báo cáo khắc phục sau kiểm tra, giám sát</h2>" in page
    assert "hành chính hành" in page
    assert "…</p>" in page
    assert "Đã thay biển" not in page


def test_registering_says_what_it_takes(client, round_):
    file = add_file(round_)
    dated(round_, registration_due=3)

    page = home_of(client, make_editor(file.unit))

    assert "Lập và nộp bản đăng ký đầu năm</h2>" in page
    assert reverse("recognition:unit-history", args=[file.unit_id]) in page
    assert reverse("calendar-ics") in page
