"""A year of the workshop: a set goes through Excel; one is written, published, and read."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from criteria.models import CriteriaSet
from tests.browser.test_pages import problems_at
from tests.criteria.workbook_files import CONTENTS, address, typed
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_published_set,
    make_unit,
    small_document,
)
from tests.journeys.workshop_steps import (
    Keyboard,
    Mouse,
    drag,
    publish,
    write_bands,
    write_criterion,
)

TITLE = "Giải quyết hồ sơ của người dân đúng hạn"


@pytest.fixture
def district(transactional_db):
    return make_district()


@pytest.fixture
def head(district):
    return make_board_head(district)


def sit(desks, person, path: str, width: int) -> Page:
    page = desks.sit(person, path)
    page.set_viewport_size({"width": width, "height": 900})
    return page


def workbook_to_edit(page: Page, hands, place: Path) -> bytes:
    """The present content as a file, from the page that will take it in again."""
    with page.expect_download() as arrival:
        hands.press(page, page.get_by_role("link", name="Tải bản hiện tại để sửa"))
    arrival.value.save_as(place)
    return place.read_bytes()


def send(page: Page, hands, place: Path, content: bytes) -> None:
    place.write_bytes(content)
    hands.choose_file(page, page.get_by_label("Tệp bộ tiêu chí"), place)
    hands.press(page, page.get_by_role("button", name="Xem trước"))


@pytest.mark.parametrize(("hands", "width"), [(Mouse(), 1280), (Keyboard(), 360)])
def test_an_edited_workbook_becomes_the_next_version(desks, district, head, tmp_path, hands, width):
    desks.watch.expect("422")
    published, place = make_published_set(district), tmp_path / "bo-tieu-chi.xlsx"
    page = sit(desks, head, published.get_absolute_url(), width)
    hands.press(page, page.get_by_role("link", name="Nhập phiên bản mới từ tệp"))
    content = workbook_to_edit(page, hands, place)

    wrong = typed(content, {address(content, CONTENTS, "Điểm tối đa", 3): "bốn mươi"})
    send(page, hands, place, wrong)
    expect(page.get_by_role("heading", name="Tệp chưa nhập được")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(f"{CONTENTS}!")
    found = problems_at(page, width)
    hands.press(page, page.get_by_role("link", name="Chọn lại tệp"))
    edited = typed(content, {address(content, CONTENTS, "Nội dung", 3): TITLE})
    send(page, hands, place, edited)

    expect(page.get_by_text("1 mục có thay đổi; 3 tiêu chí giữ nguyên")).to_be_visible()
    expect(page.get_by_role("region", name="Tiêu chí", exact=True)).to_contain_text(TITLE)
    assert CriteriaSet.objects.get() == published
    assert [*found, *problems_at(page, width)] == []
    hands.press(page, page.get_by_role("button", name="Lập bản thảo"))
    expect(page.get_by_role("heading", name="Kiểm tra trước khi ban hành")).to_be_visible()
    expect(page.locator("#nhom-i")).to_contain_text(TITLE)
    assert CriteriaSet.objects.latest("pk").origin == published


def unfinished_document() -> dict:
    """The small set without I.2: group I lacks 20 of its 60 points."""
    document = small_document()
    del document["groups"][0]["criteria"][1]
    return document


def codes(page: Page):
    return page.locator("#nhom-i .editor-code")


def test_a_set_is_written_published_and_read_on_a_phone(desks, district, head):
    draft = make_draft_set(district, unfinished_document(), by=head)
    page = sit(desks, head, f"{draft.get_absolute_url()}soan/", 1280)

    page.get_by_role("link", name=re.compile("^Nhóm I: tổng điểm các tiêu chí là 40,00")).click()
    expect(page.locator(":target")).to_have_value("60")
    page.go_back()
    page.get_by_role("link", name="Thêm tiêu chí vào nhóm I", exact=True).click()
    write_criterion(page, "I.2", TITLE, "20")
    rule = write_bands(page, "Đúng hạn", ("Số đúng hạn", "Tổng số"), ("98", "20"), ("", "0"))
    rule.get_by_label("Số đúng hạn", exact=True).fill("97")
    rule.get_by_label("Tổng số", exact=True).fill("100")
    expect(rule.get_by_text("97/100 = 97,00 % → 0,00")).to_be_visible()

    page.get_by_role("link", name="Về bộ tiêu chí").first.click()
    expect(page.locator("#findings")).to_contain_text("Không có chỗ phải sửa")
    page.get_by_role("button", name="Lên: I.2").press("Enter")
    expect(codes(page)).to_have_text(["I.2", "I.1"])
    drag(page, "i-1", CriteriaSet.objects.get().groups.get(code="I").criteria.get(code="I.2").key)
    expect(codes(page)).to_have_text(["I.1", "I.2"])
    publish(page, "05-HD/BDVHU")
    expect(page.get_by_role("link", name="Phụ lục (PDF)")).to_be_visible()

    unit = sit(desks, make_editor(make_unit(district)), "/bo-tieu-chi/", 360)
    unit.get_by_role("link", name=draft.title).click()
    unit.get_by_label("Tìm tiêu chí").fill("ho so cua nguoi dan")
    unit.keyboard.press("Enter")
    expect(unit.get_by_text("Tìm thấy 1 tiêu chí")).to_be_visible()
    found = problems_at(unit, 360)
    unit.get_by_role("link", name=TITLE).click()
    expect(unit.get_by_role("main")).to_contain_text("từ 98 % trở lên")
    assert [*found, *problems_at(unit, 360)] == []
