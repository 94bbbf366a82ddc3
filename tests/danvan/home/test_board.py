"""What an officer and the head of the board find on the home page."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.assessments.round_cases import add_appraised, add_file, answer, assign
from tests.danvan.home.cases import dated, home_of
from tests.factories import (
    make_board_head,
    make_officer,
    make_published_set,
    make_registration,
    make_report,
    make_round,
    make_settled_assessment,
    make_unit,
)

pytestmark = pytest.mark.django_db


# An officer


def test_an_officer_sees_own_late_units_reports_to_accept_and_what_comes_next(
    client, round_, district
):
    officer, head = make_officer(district), make_board_head(district)
    late, sent = (add_file(round_, name=f"Đảng bộ xã {name}") for name in ("Bố Hạ", "Hồng Kỳ"))
    other = add_file(round_, name="Đảng bộ xã Canh Nậu")
    for file in (late, sent):
        assign(file, officer, head)
    round_ = dated(round_, report_3_due=-4, report_4_due=6)
    make_report(round_, other.unit, 3, sent_at=timezone.now())
    report = make_report(round_, sent.unit, 3, sent_at=timezone.now())

    page = home_of(client, officer)

    assert "Đơn vị đang chậm: 1" in page
    history = reverse("recognition:unit-history", args=[late.unit_id])
    assert f'{history}">Bố Hạ</a></strong>: Báo cáo quý III' in page
    assert "quá hạn 4 ngày" in page
    assert f'{report.get_absolute_url()}">Đảng bộ xã Hồng Kỳ, quý 3' in page
    assert "còn <strong>2</strong> đơn vị" in page
    assert "Canh Nậu" not in page
    assert reverse("assessments:remind", args=[round_.pk]) in page


def test_an_officer_whose_units_are_in_time_is_told_so(client, round_, district):
    officer = make_officer(district)
    assign(add_file(round_), officer, make_board_head(district))
    dated(round_)

    assert "Không đơn vị nào đang chậm" in home_of(client, officer)


def test_an_officers_work_comes_in_its_order(client, round_, district):
    officer, head = make_officer(district), make_board_head(district)
    disputed = add_appraised(round_, name="Đảng bộ xã An Thượng")
    answer(disputed, is_agreed=False)
    opened = {"opened_at": timezone.now(), "opened_by": officer}
    unfinished = add_file(round_, "submitted", "Đảng bộ xã Bố Hạ", **opened)
    new = add_file(round_, "submitted", "Đảng bộ xã Canh Nậu",
                   submitted_at=timezone.now() - timedelta(days=4))  # fmt: skip
    for file in (disputed, unfinished, new):
        assign(file, officer, head)

    page = home_of(client, officer)

    places = [page.index(f">{file.unit_name}</a>") for file in (new, unfinished, disputed)]
    assert places == sorted(places)
    for text in ("3 hồ sơ cần xử lý", "Mới nộp", "4 ngày", "Đang thẩm định dở",
                 "Đơn vị chưa thống nhất"):  # fmt: skip
        assert text in page


def test_an_officer_sees_only_assigned_units(client, round_, district):
    add_file(round_, "submitted", "Đảng bộ xã Hồng Kỳ")

    page = home_of(client, make_officer(district))

    assert "Đảng bộ xã Hồng Kỳ" not in page
    assert "chưa được phân công đơn vị nào" in page


def test_points_of_drafts_are_not_on_the_officers_home(client, round_, district):
    officer = make_officer(district)
    file = add_file(round_, self_total=Decimal("77.77"))
    assign(file, officer, make_board_head(district))

    page = home_of(client, officer)

    assert "77,77" not in page
    assert "Đơn vị đang chấm" in page


# A board head


def test_a_board_head_sees_the_round_at_a_glance(client, round_, district):
    agreed = add_appraised(round_, name="Đảng bộ xã Đồng Kỳ")
    answer(agreed, is_agreed=True)
    add_file(round_, "submitted", submitted_at=timezone.now() - timedelta(days=6))
    make_unit(district, "agency")

    page = home_of(client, make_board_head(district))

    for text in ("1</strong> hồ sơ chờ chốt kết quả", "2</strong> đơn vị chưa có cán bộ theo dõi",
                 "1</strong> đơn vị không có bộ tiêu chí", "Chờ lâu nhất", "Lãnh đạo Ban Dân vận",
                 reverse("assessments:settle", args=[agreed.pk])):  # fmt: skip
        assert text in page


def test_the_board_sees_the_worst_ten_first_with_counts_that_lead_on(client, round_, district):
    for _ in range(11):
        add_file(round_)
    first = add_file(round_, name="Đảng bộ xã Xuân Lương")
    make_registration(add_file(round_), state="submitted")
    round_ = dated(round_, report_3_due=-4, report_2_due=-20)
    for file in round_.assessments.exclude(pk=first.pk).select_related("unit"):
        make_report(round_, file.unit, 2, sent_at=timezone.now())

    page = home_of(client, make_board_head(district))

    assert page.count('class="matrix__unit"') == 1 + 10
    assert page.index("Xuân Lương<") < page.index("quá hạn 4 ngày".capitalize())
    matrix = reverse("assessments:matrix", args=[round_.pk])
    for text in ("<strong>13</strong> trong 13 đơn vị đang chậm", f"{matrix}?buoc=report_3",
                 "1</strong> bản đăng ký chờ duyệt", f"?dot={round_.pk}&amp;state=submitted",
                 f'action="{matrix}"', 'name="officer"', 'name="kind"',
                 reverse("recognition:unit-history", args=[first.unit_id]),
                 "12</strong> báo cáo quý đã gửi",
                 reverse("assessments:calls", args=[round_.pk])):  # fmt: skip
        assert text in page


def test_settled_files_ask_for_a_proposal(client, district):
    make_settled_assessment(district)

    assert "Lập tờ trình" in home_of(client, make_board_head(district))


def test_a_planned_round_waits_to_be_opened(client, district):
    planned = make_round(district, make_published_set(district))

    page = home_of(client, make_board_head(district))

    assert "đã lập, chưa mở" in page
    assert planned.get_absolute_url() in page


def test_without_a_round_the_board_head_is_led_to_planning(client, district):
    assert reverse("assessments:round-plan") in home_of(client, make_board_head(district))
