"""What anybody with the paper in hand can find out."""

import base64
from pathlib import Path

from playwright.sync_api import Page, expect

CARRY = """encoded => {
  const bytes = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], "quyet-dinh.pdf", { type: "application/pdf" }));
  return carried;
}"""


def ask_by_code(page: Page, code: str) -> None:
    """Type the code that is printed on the paper."""
    page.get_by_label("Mã xác minh").fill(code)
    page.get_by_role("button", name="Xác minh").click()
    expect(page.get_by_text("VĂN BẢN CÓ THẬT, ĐANG CÓ HIỆU LỰC")).to_be_visible()
    expect(page.get_by_role("row", name="Đảng bộ xã Tam Tiến")).to_contain_text("99,00")


def compare(page: Page, paper: Path) -> None:
    """Drop the paper: it matches; with one byte changed it does not."""
    content = paper.read_bytes()
    drop(page, content)
    expect(page.get_by_text("Đúng là văn bản đã ban hành")).to_be_visible()
    drop(page, content[:-1] + bytes([content[-1] ^ 1]))
    expect(page.get_by_text("Không trùng với văn bản đã ban hành")).to_be_visible()
    expect(page.get_by_text("Đúng là văn bản đã ban hành")).to_be_hidden()


def drop(page: Page, content: bytes) -> None:
    """Drop a file of these bytes on the box."""
    carried = page.evaluate_handle(CARRY, base64.b64encode(content).decode())
    page.locator("[data-hash-check]").dispatch_event("drop", {"dataTransfer": carried})
