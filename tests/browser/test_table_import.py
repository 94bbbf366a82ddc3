"""A table pasted from the clipboard becomes a draft: by keyboard, on a wide and a narrow screen."""

import pytest
from playwright.sync_api import Page, expect

from criteria.models import CriteriaSet
from tests.browser.test_pages import problems_at
from tests.criteria.tables.samples import HEADER, fixture_rows, pasted
from tests.factories import make_board_head, make_district, make_kind
from tests.journeys.desks import session_cookie


@pytest.fixture
def table_page(page: Page, live_server, transactional_db) -> Page:
    """The page of the import, open before the head of a board."""
    make_kind()
    head = make_board_head(make_district())
    page.context.add_cookies([session_cookie(head, live_server.url)])
    page.goto(f"{live_server.url}/bo-tieu-chi/nhap-bang/")
    return page


def paste(page: Page, text: str) -> None:
    """As from Word: into the clipboard of the page, then Ctrl+V."""
    box = page.get_by_label("Hoặc dán bảng từ Word, Excel")
    box.focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const box = document.activeElement;
            const event = new ClipboardEvent("paste", {clipboardData: data, cancelable: true});
            if (box.dispatchEvent(event)) box.setRangeText(text, 0, box.value.length, "end");
        }""",
        text,
    )


def fill_in(page: Page) -> None:
    page.get_by_label("Tên bộ tiêu chí").fill("Bộ tiêu chí xã năm 2026")
    page.get_by_label("Áp dụng cho").select_option(label="Xã, thị trấn")
    page.get_by_label("Năm").fill("2026")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_pasted_table_becomes_a_draft(table_page, width):
    page = table_page
    page.set_viewport_size({"width": width, "height": 900})
    found = problems_at(page, width)
    fill_in(page)

    paste(page, pasted([HEADER, ("I", "Lãnh đạo", 40), (1, "Kế hoạch", 39)]))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bảng chưa dùng được")).to_be_visible()
    found += problems_at(page, width)

    paste(page, pasted(fixture_rows()))
    page.get_by_role("button", name="Xem trước").press("Enter")
    expect(page.get_by_text("Đã nhận ra cách chấm của 37/40 tiêu chí")).to_be_visible()
    found += problems_at(page, width)

    page.get_by_role("button", name="Cần bổ sung").press("Enter")
    expect(page.get_by_text("Quán triệt, cụ thể hóa").first).to_be_hidden()
    expect(page.get_by_text("Hoàn thành tuyển quân").first).to_be_visible()

    page.get_by_role("button", name="Lập bản thảo").press("Enter")
    expect(page.get_by_text("Đã lập bản thảo.")).to_be_visible()
    assert CriteriaSet.objects.get().title == "Bộ tiêu chí xã năm 2026"
    assert found == []
