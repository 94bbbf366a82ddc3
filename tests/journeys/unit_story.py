"""The commune's part of the year-end story."""

from playwright.sync_api import Page, expect

from tests import corpus
from tests.journeys.sheet_steps import (
    add_link,
    choose,
    enter,
    hand_in,
    open_evidence_panel,
    points,
    row,
    saving,
    upload,
)


def fill_the_sheet(page: Page) -> None:
    """Everything but II.1, with the slips of the pen that people make; 79,50 points."""
    enter(page, "I.1", "Tổng số hồ sơ", "1.250")
    enter(page, "I.1", "Hồ sơ đúng hạn", "1250")
    expect(points(page, "I.1")).to_contain_text("40,00 / 40,00")
    choose(page, "I.2", "Có kế hoạch", "Có")
    expect(points(page, "I.2")).to_contain_text("20,00 / 20,00")
    _leave_out_what_did_not_arise(page)
    for text in ("9.5", "9,5"):
        enter(page, "II.3", "Điểm hài lòng", text)
        expect(points(page, "II.3")).to_contain_text("9,50 / 10,00")
    expect(page.get_by_label("Tổng điểm")).to_contain_text("79,50")


def _leave_out_what_did_not_arise(page: Page) -> None:
    with saving(page):
        row(page, "II.2").get_by_label("Không phát sinh trong năm").check()
    expect(row(page, "II.2")).to_contain_text("chưa có thuyết minh")
    enter(page, "II.2", "Thuyết minh", "Trong năm không có hội nghị nào phải tổ chức.")


def correct_a_slip(page: Page) -> None:
    """Words in a box for figures: said beside the box, and gone once put right."""
    enter(page, "II.3", "Điểm hài lòng", "mười một", status=422)
    expect(row(page, "II.3").locator(".fact__error").first).not_to_be_empty()
    enter(page, "II.3", "Điểm hài lòng", "9,5")
    expect(row(page, "II.3").locator(".fact__error").first).to_be_empty()


def attach_evidence(page: Page) -> None:
    """A document, a photograph and a page of the web."""
    open_evidence_panel(page, "I.1")
    upload(page, "I.1", "Kế hoạch.pdf", "application/pdf", corpus.pdf())
    expect(row(page, "I.1").get_by_role("link", name="MC01 Kế hoạch")).to_be_visible()
    upload(page, "I.1", "Hội nghị.jpg", "image/jpeg", corpus.picture("JPEG"))
    expect(row(page, "I.1").get_by_role("link", name="MC02 Hội nghị")).to_be_visible()
    open_evidence_panel(page, "I.2")
    add_link(page, "I.2", "https://example.org/ke-hoach", "Kế hoạch trên trang xã")
    expect(row(page, "I.2").get_by_role("link", name="MC03")).to_be_visible()


def hand_in_with_a_gap(page: Page) -> None:
    """The head sees what is missing and hands in all the same."""
    page.get_by_role("link", name="Nộp bản tự chấm điểm").click()
    missing = page.get_by_role("heading", name="Chưa chấm (1)")
    expect(missing).to_be_visible()
    expect(page.get_by_role("link", name="II.1. Tiêu chí II.1")).to_be_visible()
    page.get_by_role("button", name="Nộp bản tự chấm điểm").click()
    expect(page.get_by_role("row", name="Số biên nhận")).to_contain_text("TCD-")
    expect(page.get_by_role("row", name="Tổng điểm tự chấm")).to_contain_text("79,50")
    expect(page.get_by_role("row", name="Số minh chứng")).to_contain_text("3")


def supplement(page: Page, reason: str) -> None:
    """Only the criterion asked for is open; the earlier submission stays readable."""
    page.get_by_role("link", name="Trang chủ").click()
    page.get_by_role("main").get_by_role("link", name="Bổ sung").click()
    expect(page.get_by_label("Trạng thái hồ sơ")).to_contain_text(reason)
    expect(row(page, "I.1").get_by_label("Hồ sơ đúng hạn")).to_have_count(0)
    enter(page, "II.1", "Số cuộc đối thoại", "2")
    expect(points(page, "II.1")).to_contain_text("20,00 / 20,00")
    hand_in(page)
    expect(page.get_by_role("row", name="Tổng điểm tự chấm")).to_contain_text("99,50")
    page.get_by_role("link", name="Về hồ sơ").click()
    page.get_by_role("link", name="lần 1", exact=True).click()
    expect(page.get_by_role("heading", name="Nội dung đã nộp, lần 1")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("79,50")


def agree(page: Page) -> None:
    """The unit accepts the provisional result."""
    page.get_by_role("link", name="Trang chủ").click()
    page.get_by_role("main").get_by_role("link", name="Xem và cho ý kiến").click()
    expect(page.get_by_role("row", name="II.3.")).to_contain_text("9,00")
    page.get_by_label("Thống nhất với kết quả", exact=True).check()
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_role("main")).to_contain_text("Thống nhất")
