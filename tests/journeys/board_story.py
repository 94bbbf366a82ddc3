"""The parts of the board, the committee and the clerk in the year-end story."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.sheet_steps import enter, row, saving

UNIT_LINE = "Đảng bộ xã Tam Tiến, 99,00 điểm, Xuất sắc"


def open_the_file(page: Page) -> None:
    """From the officer's home page into the appraisal sheet."""
    page.get_by_role("link", name="Mở hồ sơ Đảng bộ xã Tam Tiến").click()
    page.get_by_role("button", name="Mở hồ sơ, bắt đầu thẩm định").click()
    expect(page.get_by_role("heading", name="Thẩm định: Đảng bộ xã Tam Tiến")).to_be_visible()


def return_one_criterion(page: Page, reason: str) -> None:
    """II.1 goes back to the unit."""
    page.get_by_role("link", name="Trả lại bổ sung").click()
    page.get_by_label("Chỉ những tiêu chí chọn bên dưới").check()
    page.get_by_label("II.1. Tiêu chí II.1").check()
    page.get_by_label("Lý do và nội dung cần bổ sung").fill(reason)
    page.get_by_role("button", name="Trả lại để bổ sung").click()
    expect(page.get_by_role("main")).to_contain_text("bổ sung")


def appraise(page: Page) -> None:
    """Vetoes first, one difference with its reason, the rest as stated; 99,00 points."""
    for veto in page.get_by_role("article", name=re.compile(r"^L\d\. ")).all():
        answer = veto.get_by_label("Không vi phạm")
        if answer.count():
            with saving(page):
                answer.check()
    enter(page, "II.3", "Điểm hài lòng", "9", status=422)
    reason = "Phiếu khảo sát của Mặt trận cho thấy mức hài lòng thấp hơn."
    enter(page, "II.3", "Lý do khác với đơn vị (ít nhất 10 ký tự)", reason)
    expect(row(page, "II.3").locator(".appraisal-row__judged")).to_contain_text("9,00 / 10,00")
    page.get_by_role("button", name="Đồng ý với điểm còn lại").click()
    page.get_by_role("dialog").get_by_role("button", name="Đồng ý", exact=True).click()
    expect(page.get_by_label("Tổng điểm")).to_contain_text("99,00")


def finish(page: Page) -> None:
    """The provisional result goes to the unit."""
    page.get_by_role("link", name="Hoàn thành thẩm định").click()
    page.get_by_label("Nhận xét, kết luận").fill("Hồ sơ đầy đủ, đề nghị công nhận.")
    page.get_by_role("button", name="Hoàn thành, gửi kết quả dự kiến").click()
    expect(page.get_by_role("main")).to_contain_text("99,00")


def settle(page: Page) -> None:
    """The head of the board settles what the unit agreed to."""
    page.get_by_role("link", name="Chốt kết quả").click()
    page.get_by_role("button", name="Chốt 99,00 điểm, Xuất sắc").click()
    expect(page.get_by_role("main")).to_contain_text("chốt")


def propose(page: Page, today: str) -> None:
    """The list is drawn up, numbered, and put before the Standing Committee."""
    page.get_by_role("link", name="Tờ trình", exact=True).click()
    page.get_by_role("button", name="Lập tờ trình").click()
    page.get_by_role("link", name="Số, ngày tờ trình").click()
    page.get_by_label("Số, ký hiệu tờ trình").fill("12-TTr/BDVHU")
    page.get_by_label("Ngày của tờ trình").fill(today)
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Trình Ban Thường vụ").click()
    expect(page.get_by_text(UNIT_LINE)).to_be_visible()
    page.get_by_role("button", name="Trình 2 đơn vị").click()


def approve(page: Page) -> None:
    """A member of the committee agrees to one unit, then to the rest, and concludes."""
    page.get_by_role("link", name="Xem và cho ý kiến").click()
    unit = page.get_by_role("row", name="Đảng bộ xã Tam Tiến")
    unit.get_by_role("button", name="Đồng ý").click()
    page.get_by_role("button", name="Đồng ý với các đơn vị đủ điều kiện còn lại").click()
    page.get_by_role("dialog").get_by_role("button", name="Đồng ý", exact=True).click()
    page.get_by_role("button", name="Kết luận tờ trình").click()
    page.get_by_role("dialog").get_by_role("button", name="Kết luận", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Quyết định theo kết luận")


def issue(page: Page, number: int) -> None:
    """The clerk gives the number and the day, reads it once more, and issues."""
    page.get_by_role("link", name="Mở dự thảo").click()
    page.get_by_role("link", name="Cấp số, ban hành").click()
    page.get_by_label("Số quyết định").fill(str(number))
    page.get_by_role("button", name="Tiếp tục: xem lại và ban hành").click()
    expect(page.get_by_text(UNIT_LINE)).to_be_visible()
    page.get_by_role("button", name="Ban hành", exact=True).click()
    expect(page.get_by_role("link", name="Tải văn bản (PDF)")).to_be_visible()


def download(page: Page, place: Path) -> Path:
    """The issued paper, as a file."""
    with page.expect_download() as arrival:
        page.get_by_role("link", name="Tải văn bản (PDF)").click()
    arrival.value.save_as(place)
    return place


def revoke(page: Page, reason: str) -> None:
    """The whole decision loses its force."""
    page.get_by_role("link", name="Thu hồi", exact=True).click()
    page.get_by_label("Toàn bộ quyết định").check()
    page.get_by_label("Lý do thu hồi").fill(reason)
    page.get_by_role("button", name="Thu hồi", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Quyết định đã bị thu hồi")
