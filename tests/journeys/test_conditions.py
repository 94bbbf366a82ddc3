"""A criterion that is asked only after "yes": it goes, comes back, and keeps what was typed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.assessments.acting import score_of
from tests.assessments.appraisal_builders import hand_in, make_reports
from tests.assessments.conditional_files import FULL, conditional_document, make_file, open_file
from tests.factories import make_editor
from tests.journeys.sheet_steps import choose, enter, points, row, saving

PHONE = {"width": 360, "height": 740}


def violations(page: Page) -> list[str]:
    """What axe finds."""
    return [found["id"] for found in Axe().run(page).response["violations"]]


def texts_document() -> dict:
    """The conditional set with everything that explains a criterion."""
    document = conditional_document()
    document["groups"][0]["criteria"][0] |= {
        "guidance": "Tính các hồ sơ tiếp nhận trong năm.",
        "good_example": "98/100 hồ sơ đúng hạn, có bảng kê kèm theo.",
        "bad_example": "Chỉ ghi “đúng hạn” mà không có số liệu.",
        "legal_basis": "Khoản 2 Điều 4 Nghị định 61/2018/NĐ-CP",
        "scoring": "Từ 98 % trở lên: 40 điểm; từ 90 %: 30 điểm; dưới 90 %: 0 điểm.",
    }
    return document


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_what_is_not_asked_goes_and_comes_back_with_what_was_typed(desks, size):
    file = make_file(texts_document())
    page = desks.sit(make_editor(file.unit), file.get_absolute_url())
    if size:
        page.set_viewport_size(size)
    expect(row(page, "II.2")).to_contain_text("Trả lời tiêu chí I.2 trước")

    choose(page, "I.2", "Có kế hoạch", "Có")
    choose(page, "II.2", "Có hội nghị", "Có")
    enter(page, "II.1", "Số cuộc đối thoại", "2")
    expect(page.get_by_label("Tổng điểm")).to_contain_text("60,00")
    choose(page, "I.2", "Có kế hoạch", "Không")

    for code in ("II.1", "II.2"):
        expect(row(page, code)).to_contain_text("Không áp dụng: tiêu chí")
        expect(row(page, code).get_by_role("textbox")).to_have_count(0)
        expect(points(page, code)).to_contain_text("Không áp dụng")
    expect(page.get_by_label("Tổng điểm")).to_contain_text("40,00")
    assert violations(page) == []
    assert (
        page.evaluate("document.documentElement.scrollWidth") <= (size or {"width": 1280})["width"]
    )
    choose(page, "I.2", "Có kế hoạch", "Có")

    expect(row(page, "II.1").get_by_label("Số cuộc đối thoại")).to_have_value("2")
    expect(points(page, "II.1")).to_contain_text("20,00 / 20,00")
    enter(page, "II.1", "Số cuộc đối thoại", "1")  # the row that came back saves itself
    expect(points(page, "II.1")).to_contain_text("10,00 / 20,00")
    assert score_of(file, "II.1").facts == {"p1": {"meetings": 1}}


def test_steps_and_help_stand_at_the_criterion_and_the_step_reached_is_marked(desks):
    file = make_file(texts_document())
    page = desks.sit(make_editor(file.unit), file.get_absolute_url())
    page.set_viewport_size(PHONE)
    place = row(page, "I.1")

    enter(page, "I.1", "Tổng số hồ sơ", "100")
    enter(page, "I.1", "Hồ sơ đúng hạn", "95")
    place.get_by_text("Hướng dẫn, ví dụ").click()

    expect(place.get_by_role("row", name="mức đạt")).to_contain_text("từ 90 % đến dưới 98 %")
    expect(place.get_by_text("Ví dụ chưa đạt")).to_be_visible()
    expect(place.get_by_text("Khoản 2 Điều 4")).to_be_visible()
    assert violations(page) == []


def test_the_appraisers_answer_takes_what_hangs_on_it_along(desks):
    file = make_file(texts_document())
    make_reports(file)
    file, officer = open_file(hand_in(file, FULL))
    page = desks.sit(officer, file.get_absolute_url())
    place = row(page, "I.2")
    desks.watch.expect("422")

    with saving(page, status=422):
        place.get_by_label("Có kế hoạch").select_option(label="Không")
    with saving(page):
        place.get_by_label("Lý do khác với đơn vị").fill("Kế hoạch chưa có chữ ký.")
    expect(row(page, "II.2")).to_contain_text("Không áp dụng: tiêu chí I.2 trả lời “Không”")
    assert violations(page) == []
    with saving(page):
        place.get_by_label("Có kế hoạch").select_option(label="Có")

    expect(row(page, "II.2").get_by_label("Có hội nghị")).to_have_value("yes")
    expect(row(page, "II.2")).to_contain_text("Chưa thẩm định")
