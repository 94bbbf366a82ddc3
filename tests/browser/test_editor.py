"""The editor of a set by keyboard, by mouse and on a phone: what moves, what keeps the focus."""

import pytest
from playwright.sync_api import Page, expect

from criteria.models import CriteriaSet
from tests.criteria.editing_cases import codes
from tests.factories import make_board_head, make_district, make_draft_set
from tests.journeys.desks import session_cookie


@pytest.fixture
def draft(transactional_db) -> CriteriaSet:
    return make_draft_set(make_district())


@pytest.fixture
def editor(page: Page, live_server, draft) -> Page:
    writer = make_board_head(draft.organiser)
    page.context.add_cookies([session_cookie(writer, live_server.url)])
    page.goto(f"{live_server.url}{draft.get_absolute_url()}soan/")
    return page


def rows(page: Page, group: str):
    """The codes of a group as the page shows them."""
    return page.locator(f"#nhom-{group} .editor-code")


def test_steps_by_keyboard_keep_the_focus_and_renew_the_sums(editor, draft):
    down = editor.get_by_role("button", name="Xuống: I.2", exact=True)
    down.focus()

    editor.keyboard.press("Enter")
    expect(rows(editor, "ii")).to_have_text(["I.2", "II.1", "II.2"])
    expect(down).to_be_focused()
    editor.keyboard.press("Enter")
    expect(rows(editor, "ii")).to_have_text(["II.1", "I.2", "II.2"])
    expect(down).to_be_focused()

    expect(editor.locator("#messages")).to_contain_text("I.2 đứng thứ 2 trong nhóm II")
    expect(editor.locator("#nhom-i")).to_contain_text("40,00 / 60,00 điểm Còn thiếu 20,00")
    expect(editor.locator("#findings")).to_contain_text("Nhóm I: tổng điểm các tiêu chí là 40,00")
    assert codes(draft) == {"I": ["I.1"], "II": ["II.1", "I.2", "II.2"]}


def drag(page: Page, key: str, onto: str) -> None:
    """Take the row by its handle to just above another row, as a hand does."""
    handle = page.locator(f"#tieu-chi-{key} .editor-handle")
    page.locator(f"#tieu-chi-{onto}").scroll_into_view_if_needed()
    start, end = handle.bounding_box(), page.locator(f"#tieu-chi-{onto}").bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 50, end["y"] + 20, steps=5)
    page.mouse.move(end["x"] + 50, end["y"] + 4, steps=5)


def test_a_row_is_dragged_into_another_group(editor, draft):
    drag(editor, "i-1", "ii-2")
    editor.mouse.up()

    expect(editor.locator("#messages")).to_contain_text("I.1 đứng thứ 2 trong nhóm II")
    expect(rows(editor, "ii")).to_have_text(["II.1", "I.1", "II.2"])
    assert codes(draft) == {"I": ["I.2"], "II": ["II.1", "I.1", "II.2"]}


def test_escape_puts_a_dragged_row_back(editor, draft):
    drag(editor, "i-1", "ii-2")
    editor.keyboard.press("Escape")
    editor.mouse.up()

    expect(rows(editor, "i")).to_have_text(["I.1", "I.2"])
    assert codes(draft) == {"I": ["I.1", "I.2"], "II": ["II.1", "II.2"]}


def test_deleting_and_undoing_on_a_phone(editor, draft):
    editor.set_viewport_size({"width": 360, "height": 740})
    assert editor.evaluate("document.documentElement.scrollWidth") == 360

    editor.get_by_role("link", name="Xoá I.2").click()
    expect(editor.get_by_role("heading", name="Xoá tiêu chí I.2?")).to_be_visible()
    editor.get_by_role("button", name="Xoá").click()
    expect(rows(editor, "i")).to_have_text(["I.1"])
    editor.get_by_role("button", name="Hoàn tác").click()

    expect(rows(editor, "i")).to_have_text(["I.1", "I.2"])
    assert codes(draft)["I"] == ["I.1", "I.2"]
