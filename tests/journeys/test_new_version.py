"""A correction after publication: the board decides, the unit goes on, nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from assessments.actions import versions
from assessments.carrying import Choice
from assessments.models import Assessment
from tests.assessments.acting import fill, score_of
from tests.assessments.version_cases import later_than, make_files, with_judgement_worth
from tests.factories import make_board_head, make_editor
from tests.journeys.sheet_steps import enter, points, row, saving

LABEL = "Chất lượng"
REASON = "Điểm tối đa của tiêu chí II.1 in sai trong hướng dẫn."


@pytest.fixture
def files() -> list[Assessment]:
    """Two drafts; in the first 15 of 20 points by judgement."""
    files = make_files(2)
    fill(files[0], "II.1", points="15", explanation="Theo biên bản")
    return files


def move(file: Assessment) -> None:
    """The same decision as on the page, while somebody has the sheet open."""
    new_set = later_than(file.round, with_judgement_worth("10"))
    by = make_board_head(file.round.organiser)
    versions.move_to_version(file.round, new_set, [file], Choice.KEEP, reason=REASON, by=by)


def explanation(page: Page):
    return row(page, "II.1").get_by_label("Thuyết minh", exact=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_board_decides_by_keyboard_and_the_unit_is_told(desks, files, width):
    later_than(files[0].round, with_judgement_worth("10"))
    head = make_board_head(files[0].round.organiser)
    page = desks.sit(head, files[0].round.get_absolute_url())
    page.set_viewport_size({"width": width, "height": 900})

    page.get_by_role("link", name="Chuyển phiên bản bộ tiêu chí").click()
    page.get_by_label("quy điểm tự cho theo tỷ lệ").check()
    page.get_by_role("button", name="Xem trước").press("Enter")
    expect(page.get_by_role("row", name=files[0].unit_name)).to_contain_text("−7,50")
    page.get_by_role("checkbox", name=files[1].unit_name).press("Space")
    page.get_by_label("Lý do chuyển").fill(REASON)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Chuyển các đơn vị đã chọn").press("Enter")

    expect(page.get_by_text("Đã chuyển 1 đơn vị sang phiên bản 2")).to_be_visible()
    unit = desks.sit(make_editor(files[0].unit), files[0].get_absolute_url())
    unit.set_viewport_size({"width": width, "height": 900})
    told = unit.get_by_role("region", name="Bộ tiêu chí đã đổi")
    expect(told).to_contain_text("15 (15,00 điểm) → 7,50 điểm")
    expect(points(unit, "II.1")).to_contain_text("7,50 / 10,00")
    assert unit.evaluate("document.documentElement.scrollWidth") == width


def test_what_is_typed_after_the_move_comes_back_in_the_new_version(desks, files):
    page = desks.sit(make_editor(files[0].unit), files[0].get_absolute_url())
    page.on("dialog", lambda dialog: dialog.accept())
    move(files[0])

    desks.watch.expect("422", "409")
    enter(page, "II.1", "Thuyết minh", "Gõ trên trang cũ.", status=422)
    expect(row(page, "II.1")).to_contain_text("vừa đổi sang phiên bản 2")
    row(page, "II.1").get_by_role("link", name="Mở lại bản tự chấm").click()

    # The figure of the old page is above the new maximum; its text is there all the same.
    expect(row(page, "II.1")).to_contain_text("không lớn hơn 10")
    expect(explanation(page)).to_have_value("Gõ trên trang cũ.")
    enter(page, "II.1", LABEL, "8", status=409)
    with saving(page):
        row(page, "II.1").get_by_role("button", name="Giữ bản của tôi").click()
    expect(points(page, "II.1")).to_contain_text("8,00 / 10,00")
    assert score_of(files[0], "II.1").explanation == "Gõ trên trang cũ."
