"""The editor of a set by keyboard, by mouse and on a phone: what moves, what keeps the focus."""

import pytest
from playwright.sync_api import Page, expect

from criteria.models import CriteriaSet, Criterion
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
    page.locator(f"#tieu-chi-{key} [data-reorder-handle]").hover()
    page.mouse.down()
    for below in (20, 4):  # the rows give way meanwhile: their places are looked up anew
        page.locator(f"#tieu-chi-{onto}").hover(position={"x": 50, "y": below})


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


@pytest.mark.parametrize("is_given_up", [False, True])
def test_a_group_is_dragged_with_its_criteria(editor, draft, is_given_up):
    heads = editor.locator(".editor-group h2")
    copy = editor.get_by_role("button", name="Chép II", exact=True)
    copy.focus()
    editor.locator("#nhom-ii h2 [data-reorder-handle]").hover()

    editor.mouse.down()
    editor.mouse.move(0, 0)  # the groups draw near
    editor.locator("#nhom-i h2").hover(position={"x": 60, "y": 2})
    expect(heads).to_contain_text(["II.", "I."])
    if is_given_up:
        editor.keyboard.press("Escape")
    editor.mouse.up()

    first, second = ("I", "II") if is_given_up else ("II", "I")
    if not is_given_up:
        expect(editor.locator("#messages")).to_contain_text("Nhóm II đứng thứ 1")
    expect(heads).to_contain_text([f"{first}.", f"{second}."])
    expect(rows(editor, "ii")).to_have_text(["II.1", "II.2"])
    expect(copy).to_be_focused()
    assert list(codes(draft)) == [first, second]


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


def lose(page: Page, click: str) -> None:
    """Send the form while nobody answers: the browser shows its own page of an error."""
    page.route("**/*", lambda route: route.abort())
    page.get_by_role("button", name=click).click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/*")


def test_what_was_sent_in_vain_comes_back_once(editor, draft):
    address = f"{editor.url}them/nhom/"
    editor.goto(address)
    editor.get_by_label("Tên nhóm").fill("Gõ khi máy chủ dừng")
    editor.get_by_label("Điểm tối đa của nhóm").fill("12,5")
    editor.get_by_label("Nhóm điểm thưởng").check()

    lose(editor, "Lưu")
    editor.goto(address)

    expect(editor.get_by_role("status").filter(has_text="được lấy lại")).to_be_visible()
    expect(editor.get_by_label("Tên nhóm")).to_have_value("Gõ khi máy chủ dừng")
    expect(editor.get_by_label("Nhóm điểm thưởng")).to_be_checked()
    editor.get_by_role("button", name="Lưu").click()
    expect(editor.locator("#messages")).to_contain_text("Đã thêm nhóm")
    assert draft.groups.filter(title="Gõ khi máy chủ dừng", is_bonus=True).exists()

    editor.goto(address)
    expect(editor.get_by_label("Tên nhóm")).to_have_value("")
    expect(editor.get_by_text("được lấy lại")).to_be_hidden()


def test_what_was_refused_is_not_taken_for_lost(editor):
    address = f"{editor.url}them/nhom/"
    editor.goto(address)
    editor.get_by_label("Tên nhóm").fill("Thiếu điểm")
    editor.get_by_role("button", name="Lưu").click()
    expect(editor.get_by_role("alert")).to_contain_text("Điểm tối đa của nhóm")

    editor.get_by_role("link", name="Không lưu").click()
    editor.goto(address)

    expect(editor.get_by_label("Tên nhóm")).to_have_value("")


def test_a_finding_puts_the_keyboard_where_it_is_mended(editor, draft):
    criterion = Criterion.objects.get(group__criteria_set=draft, code="I.1")
    Criterion.objects.filter(pk=criterion.pk).update(evidence_required=True, evidence_hint="")
    editor.reload()

    editor.locator("#findings summary").click()
    editor.get_by_role("link", name="Tiêu chí I.1 bắt buộc có minh chứng").click()

    expect(editor.get_by_label("Minh chứng cần có")).to_be_focused()
