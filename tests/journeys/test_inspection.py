"""From the plan of an inspection to its finding beside the criterion, in the browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import Inspection
from danvan import invariants
from tests.assessments.appraisal_builders import SMALL_FACTS, hand_in
from tests.journeys.desks import Desks
from tests.journeys.sheet_steps import row
from tests.journeys.stage import COMMUNE, Stage, set_stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUBJECT = "Việc thực hiện quy chế dân chủ ở cơ sở"
FOUND = "Danh sách hộ nghèo niêm yết chưa đủ 30 ngày."
MENDED = "Đã niêm yết lại đủ 30 ngày tại nhà văn hoá thôn."
ADVICE = "Niêm yết đủ thời gian, ghi biên bản từng lần."


def plan(page: Page, today: str) -> None:
    """From the menu to a planned inspection."""
    page.get_by_role("link", name="Kiểm tra", exact=True).click()
    page.get_by_role("link", name="Lập kế hoạch").click()
    page.get_by_label("Đơn vị").select_option(label=COMMUNE)
    page.get_by_label("Hình thức").select_option(label="Giám sát")
    page.get_by_label("Nội dung").fill(SUBJECT)
    page.get_by_label("Ngày dự kiến").fill(today)
    page.get_by_role("button", name="Lưu kế hoạch").click()
    expect(page.get_by_role("row", name=COMMUNE)).to_contain_text("Đã có kế hoạch")


def visit(page: Page, today: str) -> None:
    """What was seen at the unit, with one shortcoming at II.1."""
    page.get_by_role("link", name=COMMUNE).click()
    page.get_by_role("link", name="Ghi kết quả làm việc").click()
    page.get_by_label("Ngày làm việc tại đơn vị").fill(today)
    page.get_by_label("Nội dung buổi làm việc").fill("Làm việc với Khối Dân vận, gặp năm hộ dân.")
    page.get_by_role("button", name="Lưu kết quả làm việc").click()
    page.get_by_role("link", name="Thêm nhận xét").click()
    page.get_by_label("Tiêu chí liên quan").select_option(label="II.1. Tiêu chí II.1")
    page.get_by_label("Hạn chế phải khắc phục").check()
    page.get_by_label("Nội dung").fill(FOUND)
    page.get_by_role("button", name="Lưu nhận xét").click()
    expect(page.get_by_role("article", name="Nhận xét 1")).to_contain_text("Tiêu chí II.1")


def conclude(page: Page, today: str) -> None:
    """The conclusion goes to the unit."""
    page.get_by_role("link", name="Kết luận", exact=True).click()
    page.get_by_label("Số, ký hiệu thông báo kết luận").fill("15-TB/BDVHU")
    page.get_by_label("Ngày kết luận").fill(today)
    page.get_by_role("textbox", name="Kết luận", exact=True).fill("Đơn vị đã quan tâm lãnh đạo.")
    page.get_by_role("button", name="Ban hành kết luận").click()
    expect(page.get_by_role("main")).to_contain_text("Đã có kết luận")


def mend(page: Page) -> None:
    """The unit sees it on its home page and beside II.1, and says what it did."""
    expect(page.get_by_role("main")).to_contain_text("Báo cáo khắc phục sau kiểm tra, giám sát")
    page.get_by_role("link", name="Báo cáo khắc phục").click()
    page.get_by_role("link", name="Báo cáo khắc phục").click()
    page.get_by_label("Đã khắc phục thế nào").fill(MENDED)
    page.get_by_role("button", name="Gửi báo cáo khắc phục").click()
    expect(page.get_by_role("article", name="Nhận xét 1")).to_contain_text(MENDED)


def appraise(page: Page) -> None:
    """The finding and the unit's word stand beside II.1; the appraiser advises there."""
    page.get_by_role("link", name=f"Mở hồ sơ {COMMUNE}").click()
    page.get_by_role("button", name="Mở hồ sơ, bắt đầu thẩm định").click()
    beside = row(page, "II.1").locator(".beside")
    expect(beside).to_contain_text(FOUND)
    expect(beside).to_contain_text(MENDED)
    row(page, "II.1").get_by_role("link", name="Đề nghị khắc phục").click()
    expect(page.get_by_label("Tiêu chí liên quan")).to_have_value("ii-1")
    page.get_by_role("textbox", name="Đề nghị khắc phục").fill(ADVICE)
    page.get_by_role("button", name="Ghi đề nghị").click()
    expect(page.get_by_role("main")).to_contain_text(ADVICE)


def test_a_finding_is_seen_where_points_are_given(desks: Desks):
    stage: Stage = set_stage()
    today = f"{timezone.localdate():%d/%m/%Y}"
    officer = desks.sit(stage.officer)

    plan(officer, today)
    visit(officer, today)
    conclude(officer, today)
    head = desks.sit(stage.head)
    mend(head)
    hand_in(stage.file, SMALL_FACTS | {"II.3": {"p1": {"points": 9}}})
    officer.goto(desks.address)
    appraise(officer)
    head.goto(desks.address + Inspection.objects.get().get_absolute_url())

    expect(head.get_by_role("main")).to_contain_text(FOUND)
    assert stage.file.advice.get().text == ADVICE
    assert invariants.broken() == {}
