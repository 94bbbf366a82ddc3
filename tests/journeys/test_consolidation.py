"""A quarter, from the board's desk to the Standing Committee's; a secretary who leaves."""

import re

import pytest
from playwright.sync_api import expect

from assessments.models import ConsolidatedReport, Handover
from core.calendar import today
from organisation.roles import Role
from tests import factories
from tests.assessments.consolidated_cases import report_of, write
from tests.journeys.stage import set_stage


@pytest.fixture
def stage():
    """The stage, with the first quarter reported by one of two communes."""
    stage = set_stage()
    factories.make_indicator(
        stage.organiser, "dat-hien", name="Diện tích đất hiến", unit_label="m²"
    )
    write(first_report(stage.file), dat_hien=5120)
    return stage


def first_report(file):
    """The report of the first quarter of the file's unit."""
    sent = file.round.reports.filter(unit=file.unit, quarter=1).first()
    return sent or report_of(file.round, file.unit, 1)


def test_the_board_reports_a_quarter_and_the_committee_reads_it(desks, stage):
    page = desks.sit(stage.board_head)

    page.get_by_role("link", name="Báo cáo quý", exact=True).click()
    page.get_by_role("link", name="Báo cáo tổng hợp quý I", exact=True).click()
    page.get_by_role("button", name="Soạn báo cáo").click()
    notable = page.get_by_label("Đơn vị nổi bật")
    notable.fill("Tam Tiến dẫn đầu về hiến đất.")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Tam Tiến dẫn đầu về hiến đất.")).to_be_visible()

    page.get_by_role("link", name="5.120").first.click()
    page.get_by_role("row", name=re.compile(stage.file.unit.name)).get_by_role("link").click()
    expect(page.get_by_role("heading", name="Báo cáo quý I/")).to_be_visible()
    page.go_back()
    page.go_back()

    page.get_by_role("link", name="Đề xuất lại lời từ số liệu hiện nay").click()
    expect(page.get_by_label("Thay lời đã viết của mục “Đơn vị nổi bật”")).not_to_be_checked()
    page.get_by_role("link", name="Quay lại báo cáo").click()

    page.get_by_role("link", name="Chốt báo cáo").click()
    page.get_by_label("Số, ký hiệu").fill("12-BC/BDVHU")
    page.get_by_role("button", name="Chốt và gửi Thường trực").click()
    expect(page.get_by_text("Đã chốt báo cáo và gửi Thường trực.")).to_be_visible()

    report = ConsolidatedReport.objects.get()
    reader = desks.sit(stage.member, report.get_absolute_url())
    expect(reader.get_by_text("Tam Tiến dẫn đầu về hiến đất.")).to_be_visible()
    with reader.expect_download() as caught:
        reader.get_by_role("link", name="Tải PDF").click()
    assert caught.value.path().read_bytes().startswith(b"%PDF")

    write(first_report(stage.neighbour), dat_hien=80)
    reader.reload()
    expect(reader.get_by_text("Số liệu đã thay đổi sau khi chốt")).to_be_visible()


def test_a_secretary_hands_over_and_is_out_at_once(desks, stage):
    administrator = factories.make_person(Role.ADMINISTRATOR, stage.organiser)
    successor = factories.make_person(name="Hoàng Thị Nhận")
    leaving = desks.sit(stage.head)
    page = desks.sit(administrator)

    page.get_by_role("link", name="Bàn giao", exact=True).click()
    page.get_by_role("link", name="Lập biên bản bàn giao").click()
    page.get_by_label("Đơn vị").select_option(label=str(stage.file.unit))
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label(re.compile(rf"{stage.head} – Bí thư")).check()
    page.get_by_label("Người nhận").select_option(label=str(successor))
    page.get_by_label("Lý do").fill("Chuyển công tác theo quyết định.")
    page.get_by_role("button", name="Bàn giao và in biên bản").click()
    expect(page.get_by_text("Đã bàn giao")).to_be_visible()
    with page.expect_download() as caught:
        page.get_by_role("link", name=re.compile("Tải PDF")).click()
    assert caught.value.path().read_bytes().startswith(b"%PDF")

    leaving.get_by_role("link", name="Trang chủ").click()
    expect(leaving.get_by_label("Tên đăng nhập")).to_be_visible()
    taken = desks.sit(successor, stage.file_path)
    expect(taken.get_by_role("heading", name=re.compile(stage.file.unit_name))).to_be_visible()
    assert Handover.objects.get().handed_over_on == today()
