"""What people do on the score sheet, in the words of the page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

SAVE = re.compile(r"/luu/$")
# Asked of the window: a wide page shows folded lines too until its styles are there.
IS_NARROW = "matchMedia('(width < 62rem)').matches"


def row(page: Page, code: str) -> Locator:
    """The criterion of that code, opened where a narrow screen has folded it."""
    name = re.compile(rf"^\s*{re.escape(code)}\. ")
    folded = page.locator(".fold--row:not([open]) > summary").filter(has_text=name)
    if page.evaluate(IS_NARROW) and folded.is_visible():
        folded.click()
    return page.get_by_role("article", name=name)


def points(page: Page, code: str) -> Locator:
    """Where the criterion shows its points."""
    return row(page, code).locator(".score-row__points")


@contextmanager
def saving(page: Page, status: int = 200) -> Iterator[None]:
    """Wait until the program has answered what is typed within the block."""
    with page.expect_response(SAVE) as answer:
        yield
    assert answer.value.status == status


def enter(page: Page, code: str, label: str, text: str, status: int = 200) -> None:
    """Type into one box of a criterion and leave it; the page saves by itself."""
    box = row(page, code).get_by_label(label, exact=True)
    with saving(page, status):
        box.fill(text)
        box.blur()


def choose(page: Page, code: str, label: str, choice: str) -> None:
    """Pick one choice of a criterion."""
    with saving(page):
        row(page, code).get_by_label(label).select_option(label=choice)


def open_evidence_panel(page: Page, code: str) -> None:
    """Ask for the ways to add evidence to a criterion."""
    row(page, code).get_by_role("link", name="Thêm minh chứng").click()
    expect(file_box(page, code)).to_be_visible()


def file_box(page: Page, code: str) -> Locator:
    """The box of a criterion that takes files."""
    return row(page, code).get_by_label("Chọn tệp hoặc kéo thả vào đây", exact=False)


def upload(page: Page, code: str, name: str, kind: str, content: bytes) -> None:
    """Choose one file for a criterion."""
    file_box(page, code).set_input_files({"name": name, "mimeType": kind, "buffer": content})


def add_link(page: Page, code: str, address: str, title: str) -> None:
    """Name a page of the web as evidence."""
    place = row(page, code)
    place.get_by_text("Thêm địa chỉ trang (liên kết)").click()
    place.get_by_label("Địa chỉ trang").fill(address)
    place.get_by_label("Tên minh chứng").fill(title)
    place.get_by_role("button", name="Thêm liên kết").click()


def hand_in(page: Page) -> None:
    """From the sheet through the confirmation to the receipt."""
    page.get_by_role("link", name="Nộp bản tự chấm điểm").click()
    page.get_by_role("button", name="Nộp bản tự chấm điểm").click()
    expect(page.get_by_role("heading", name="Biên nhận nộp bản tự chấm điểm")).to_be_visible()
