"""From an empty registration to the board's approval, in browsers: typed, warned, returned, mended,
handed in again, approved, read by the unit."""

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.actions import rounds
from core.calendar import today
from recognition.models import RecognisedModel, UnitRegistration
from tests.factories import (
    make_assessment,
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_letterhead,
    make_officer,
)
from tests.journeys.desks import Desks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Thắp sáng đường quê, thôn Am"
REASON = "Mục tiêu chưa nêu số hộ tham gia, đề nghị bổ sung."


@pytest.fixture
def file():
    organiser = make_district()
    make_letterhead(organiser)
    found = make_assessment(organiser)
    RecognisedModel.objects.create(
        organiser=organiser, unit=found.unit, name="Ánh sáng đường quê", field="society",
        owner="collective", level="commune", year=found.round.year - 2,
        decision_reference="07-QĐ/HU",
    )  # fmt: skip
    return found


def test_a_unit_registers_and_the_board_approves(desks: Desks, file):
    head, board = make_head(file.unit), make_board_head(file.round.organiser)
    officer = make_officer(file.round.organiser)
    rounds.assign_officer(file.round, file.unit, officer, by=board)

    editor = desks.sit(make_editor(file.unit), "/cong-nhan/dang-ky/")
    _write(editor)
    _hand_in(desks.sit(head, "/cong-nhan/dang-ky/"), file)
    row = UnitRegistration.objects.get()

    at_the_board = desks.sit(board, row.get_absolute_url())
    _give_back(at_the_board)
    expect(_opened(editor, row).get_by_text(REASON).first).to_be_visible()
    _hand_in(desks.sit(head, "/cong-nhan/dang-ky/"), file)

    _comment(desks.sit(officer, row.get_absolute_url()))
    _approve(_opened(at_the_board, row))

    own = _opened(editor, row)
    expect(own.get_by_text("Đã phê duyệt").first).to_be_visible()
    expect(own.get_by_text("Nên nhân rộng sang thôn bạn")).to_be_visible()
    row.refresh_from_db()
    assert row.model_registrations.get().state == "approved"


def test_rows_of_targets_work_without_scripts_too(desks: Desks, file):
    page = desks.sit(make_editor(file.unit), "/cong-nhan/dang-ky/", java_script_enabled=False)
    page.get_by_role("button", name="Lập bản đăng ký").click()
    page.get_by_role("link", name="Thêm mô hình").click()
    page.get_by_label("Tên mô hình, điển hình").fill(NAME)
    _targets(page).first.fill("Số hộ")
    page.get_by_role("button", name="Thêm mục tiêu").click()

    expect(page.get_by_label("Tên mô hình, điển hình")).to_have_value(NAME)
    expect(_targets(page)).to_have_count(3)
    _targets(page).last.fill("Chiều dài")
    page.get_by_role("button", name="Bỏ mục tiêu 1").click()
    expect(_targets(page)).to_have_count(2)
    expect(_targets(page).last).to_have_value("Chiều dài")


def _targets(page: Page) -> Locator:
    return page.locator("[name^=targets-][name$=-text]")


def _write(page: Page) -> None:
    """The editor begins, is warned of a name alike, adds a target and saves."""
    page.get_by_role("button", name="Lập bản đăng ký").click()
    page.get_by_label("Danh hiệu, mức xếp loại phấn đấu").fill("Đạt chuẩn, xếp loại Tốt")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="Thêm mô hình").click()
    page.get_by_label("Tên mô hình, điển hình").press_sequentially("Thắp sáng đường quê")
    expect(page.get_by_text("Tên này giống mô hình đã có")).to_be_visible()
    expect(page.get_by_text("Ánh sáng đường quê")).to_be_visible()
    page.get_by_label("Tên mô hình, điển hình").fill(NAME)
    page.get_by_label("Lĩnh vực").select_option("society")
    _targets(page).first.fill("Số hộ tham gia")
    page.get_by_role("button", name="Thêm mục tiêu").click()
    expect(_targets(page)).to_have_count(3)
    page.get_by_label("Số lượng").first.fill("40")
    page.get_by_label("Đơn vị tính").first.fill("hộ")
    page.get_by_label("Kết thúc").fill(f"30/11/{today().year}")
    page.get_by_role("button", name="Lưu mô hình").click()
    expect(page.get_by_role("link", name=NAME, exact=True)).to_be_visible()


def _hand_in(page: Page, file) -> None:
    page.get_by_role("link", name=f"{file.unit.name}, năm {file.round.year}").click()
    page.get_by_role("link", name="Nộp bản đăng ký").click()
    page.get_by_role("button", name="Nộp bản đăng ký").click()
    expect(page.get_by_text("Đã đăng ký, chờ duyệt").first).to_be_visible()


def _give_back(page: Page) -> None:
    page.get_by_role("link", name="Trả lại").click()
    page.get_by_label("Lý do").fill(REASON)
    page.get_by_role("button", name="Trả lại bản đăng ký").click()
    expect(page.get_by_text("Trả lại để bổ sung").first).to_be_visible()


def _comment(page: Page) -> None:
    page.get_by_role("link", name="Góp ý").click()
    page.get_by_label(NAME).fill("Nên nhân rộng sang thôn bạn")
    page.get_by_role("button", name="Lưu ý kiến").click()
    expect(page.get_by_text("Đã lưu ý kiến.")).to_be_visible()


def _approve(page: Page) -> None:
    page.get_by_role("link", name="Phê duyệt").click()
    page.get_by_role("button", name="Phê duyệt danh mục").click()
    expect(page.get_by_text("Đã phê duyệt").first).to_be_visible()


def _opened(page: Page, row: UnitRegistration) -> Page:
    page.goto(page.url.partition("/cong-nhan/")[0] + row.get_absolute_url())
    return page
