"""A quarter's report: typed on a phone, handed in, returned, mended, accepted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import OfficerAssignment, QuarterlyReport
from tests.assessments.report_cases import make_file, make_last_year
from tests.factories import make_editor, make_head, make_indicator

SAVE = re.compile(r"/luu/")
REASON = "Số hộ hiến đất lệch với sổ của thôn, đề nghị đối chiếu."
NAMES = ("I", "II", "III", "IV")


@pytest.fixture
def file():
    """A unit that reported two dialogues a quarter last year; now there is a second figure."""
    file = make_file()
    make_last_year(file, dict.fromkeys((1, 2, 3, 4), 2))
    make_indicator(file.round.organiser, "dat", name="Diện tích đất hiến", unit_label="m²")
    return file


@contextmanager
def saving(page: Page, status: int = 200) -> Iterator[None]:
    """Wait until the program has answered what is typed within the block."""
    with page.expect_response(SAVE) as answer:
        yield
    assert answer.value.status == status


def quarter() -> str:
    return NAMES[(timezone.localdate().month - 1) // 3]


def figure(page: Page, name: str):
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def fill(page: Page, label: str, text: str, nth: int = 0) -> None:
    """One text of the report, saved by itself."""
    with saving(page):
        box = page.get_by_role("textbox", name=label, exact=True).nth(nth)
        box.fill(text)
        box.blur()


def test_the_story_of_a_report(desks, file):
    officer = OfficerAssignment.objects.get().officer
    _typed_on_a_phone(desks, file)
    _handed_in(desks, file)
    _returned(desks, officer)
    _mended_and_accepted(desks, file, officer)

    report = QuarterlyReport.objects.get(round=file.round)
    assert report.state == "accepted"
    assert dict(report.values.values_list("indicator__code", "value")) == {
        "doi-thoai": 3, "dat": 0,
    }  # fmt: skip


def _typed_on_a_phone(desks, file) -> None:
    page = desks.sit(make_editor(file.unit), "/cham-diem/bao-cao/", has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name=f"Lập báo cáo quý {quarter()}", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Báo cáo quý {quarter()}/")

    fill(page, "Đánh giá chung", "Các thôn làm tốt.")
    row = figure(page, "Số cuộc đối thoại")
    with saving(page):
        row.get_by_role("textbox").fill("30")
        row.get_by_role("textbox").blur()
    expect(row).to_contain_text("gấp 15 lần cùng kỳ năm trước")
    with saving(page):
        figure(page, "Diện tích đất hiến").get_by_label("Không phát sinh").check()
    for folded in page.locator(".report-part:not([open]) > summary").all()[::-1]:
        folded.tap()
    for nth in range(2):
        fill(page, "Kết quả đã làm", "Đã xong việc của quý.", nth)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def _handed_in(desks, file) -> None:
    page = desks.sit(make_head(file.unit), "/cham-diem/bao-cao/")
    page.get_by_role("link", name=f"Viết tiếp quý {quarter()}", exact=True).click()
    page.get_by_role("link", name="Kiểm tra và gửi báo cáo").click()
    expect(page.get_by_role("button", name="Gửi báo cáo")).to_have_count(0)
    page.get_by_role("link", name="gấp 15 lần").click()
    row = figure(page, "Số cuộc đối thoại")
    with saving(page):
        row.get_by_label("Đúng là 30").check()
    page.get_by_role("link", name="Kiểm tra và gửi báo cáo").click()
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã gửi báo cáo về Ban Dân vận.")).to_be_visible()


def _returned(desks, officer) -> None:
    report = QuarterlyReport.objects.get(round__year=timezone.localdate().year)
    page = desks.sit(officer, report.get_absolute_url())
    page.get_by_text("Diễn biến theo quý").click()
    expect(page.get_by_role("img", name="Số cuộc đối thoại")).to_be_visible()
    page.get_by_role("link", name="Trả lại").click()
    page.get_by_label("Lý do, nội dung cần sửa").fill(REASON)
    page.get_by_role("button", name="Trả lại báo cáo").click()
    expect(page.get_by_text("Đã trả lại báo cáo cho đơn vị.")).to_be_visible()


def _mended_and_accepted(desks, file, officer) -> None:
    page = desks.sit(make_head(file.unit), "/cham-diem/bao-cao/")
    page.get_by_role("link", name=f"Viết tiếp quý {quarter()}", exact=True).click()
    expect(page.get_by_text(REASON)).to_be_visible()
    row = figure(page, "Số cuộc đối thoại")
    with saving(page):
        row.get_by_role("textbox").fill("3")
        row.get_by_role("textbox").blur()
    expect(row).not_to_contain_text("gấp")
    page.get_by_role("link", name="Kiểm tra và gửi báo cáo").click()
    page.get_by_role("button", name="Gửi báo cáo").click()
    address = page.url
    reader = desks.sit(officer)
    reader.goto(address)
    reader.get_by_role("link", name="Tiếp nhận").click()
    reader.get_by_label("Ý kiến của chuyên viên").fill("Số liệu khớp.")
    reader.get_by_role("button", name="Tiếp nhận báo cáo").click()
    expect(reader.get_by_text("Số liệu khớp.").first).to_be_visible()


def test_two_people_at_one_figure_see_both_values(desks, file):
    first = desks.sit(make_editor(file.unit), "/cham-diem/bao-cao/")
    first.get_by_role("button", name=f"Lập báo cáo quý {quarter()}", exact=True).click()
    second = desks.sit(make_editor(file.unit))
    second.goto(first.url)
    with saving(first):
        figure(first, "Diện tích").get_by_role("textbox").fill("12")
        figure(first, "Diện tích").get_by_role("textbox").blur()

    desks.watch.expect("409")
    row = figure(second, "Diện tích")
    with saving(second, status=409):
        row.get_by_role("textbox").fill("13")
        row.get_by_role("textbox").blur()
    with saving(second):
        row.get_by_role("button", name="Giữ bản của tôi").click()

    expect(row.get_by_role("button", name="Giữ bản của tôi")).to_have_count(0)
    stored = QuarterlyReport.objects.get(round=file.round).values
    assert stored.get(indicator__code="dat").value == 13
