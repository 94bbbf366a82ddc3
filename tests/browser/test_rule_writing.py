"""A rule written and tried out by keyboard, on a desk and on a phone; axe looks at every form."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from criteria.actions import editing
from criteria.actions.items import part_values, parts_of
from criteria.forms.rules.changing import changed
from criteria.forms.rules.shapes import BY_CODE, SHAPES
from criteria.models import CriteriaSet, Criterion, ScoringPart
from criteria.scoring import Part
from tests.browser.test_pages import problems_at
from tests.criteria import sample_rules as samples
from tests.factories import make_board_head, make_district, make_draft_set
from tests.journeys.desks import Desks
from tests.journeys.watching import Watch

WIDTHS = pytest.mark.parametrize("width", [1280, 360])


@pytest.fixture
def desks(live_server, new_context) -> Iterator[Desks]:
    """Desks at the live server; whatever a page complained about fails the test."""
    watch = Watch(urlsplit(live_server.url).netloc)
    # On a busy machine a trial is given up for the one that the next figure asks for.
    watch.expect("htmx:afterRequest", "htmx:sendAbort")
    yield Desks(live_server.url, new_context, watch)
    assert watch.complaints == []


@pytest.fixture
def head():
    return make_board_head(make_district())


@pytest.fixture
def draft(head) -> CriteriaSet:
    organiser = head.role_assignments.get().unit
    return make_draft_set(organiser, by=head)


def open_page(desks: Desks, draft: CriteriaSet, head, width: int, key: str = "i-2") -> Page:
    path = reverse("criteria:edit-criterion", args=[draft.pk, key])
    page = desks.sit(head, path)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_load_state("networkidle")
    return page


def type_on(page: Page, *texts: str) -> None:
    """Type into the box that has the focus, then go on with the Tab key."""
    for text in texts:
        if text:
            page.keyboard.type(text)
        page.keyboard.press("Tab")


def stored(draft: CriteriaSet, label: str) -> ScoringPart:
    return ScoringPart.objects.get(criterion__group__criteria_set=draft, label=label)


@WIDTHS
def test_a_bands_rule_is_written_and_tried_by_keyboard(desks, draft, head, width):
    page = open_page(desks, draft, head, width)
    page.get_by_label("Cách tính của phần điểm mới").select_option("share_bands")
    page.get_by_role("button", name="Thêm phần điểm").press("Enter")
    rule = page.locator("article.rule").last
    rule.get_by_label("Tên phần điểm").focus()
    page.keyboard.press("Control+A")

    type_on(page, "Giải quyết đúng hạn")
    page.keyboard.press("Control+A")
    type_on(page, "4", "Hồ sơ đúng hạn", "Tổng số hồ sơ")
    type_on(page, "", "98", "", "", "4", "")  # how the bound counts, the bound, …, remove
    rule.get_by_label("Cận dưới (%)").nth(1).focus()
    type_on(page, "95", "", "", "3")
    rule.get_by_label("Điểm", exact=True).nth(2).focus()
    type_on(page, "0")

    expect(rule.get_by_text("từ 95 % đến dưới 98 %: 3,00; dưới 95 %: 0,00")).to_be_visible()
    rule.get_by_label("Hồ sơ đúng hạn", exact=True).focus()
    type_on(page, "1.234", "1250")
    expect(rule.get_by_text("1.234/1.250 = 98,72 % → 4,00")).to_be_visible()
    part = stored(draft, "Giải quyết đúng hạn")
    assert [band["points"] for band in part.parameters["bands"]] == ["4", "3", "0"]


@WIDTHS
def test_rows_are_added_moved_and_taken_out(desks, draft, head, width):
    editing.add(draft, parts_of("i-2"), part_values(samples.ISSUED), by=head)
    page = open_page(desks, draft, head, width)
    rule = page.locator("article.rule").last

    rule.get_by_label("Nội dung mức").first.press("Enter")  # saves; no button beside is pressed
    rule.get_by_label("Nội dung mức").nth(3).fill("Mức cuối")
    rule.get_by_role("button", name="Thêm dòng").press("Enter")
    expect(rule.get_by_label("Nội dung mức")).to_have_count(5)
    expect(rule.get_by_label("Nội dung mức").nth(4)).to_be_focused()
    rule.get_by_role("button", name="Đưa mức 3 lên trên").click()
    expect(rule.get_by_label("Nội dung mức").nth(1)).to_have_value("Không")
    rule.get_by_role("button", name="Bỏ mức 1").click()
    expect(rule.get_by_label("Nội dung mức").nth(0)).to_have_value("Không")

    expect(rule.get_by_text("Mỗi lựa chọn cần mã, nhãn và điểm không âm.")).to_be_visible()
    expect(page.locator("[data-saving-indicator]")).to_have_attribute("data-state", "saved")
    options = stored(draft, samples.ISSUED.label).parameters["options"]
    assert [option["label"] for option in options] == ["Không", "Sau quý I", "Mức cuối"]


def test_a_figure_that_cannot_be_read_is_said_and_kept(desks, draft, head):
    desks.watch.expect("422")
    page = open_page(desks, draft, head, 1280, "i-1")
    box = page.get_by_label("Cận dưới (%)").first

    box.fill("chín tám")
    box.press("Tab")

    expect(page.get_by_text("Ô này chỉ nhận số").first).to_be_visible()
    expect(box).to_have_value("chín tám")
    box.fill("99")
    box.press("Tab")
    expect(page.get_by_text("từ 99 % trở lên: 40,00")).to_be_visible()
    expect(page.get_by_text("Ô này chỉ nhận số")).to_have_count(0)


def test_a_part_is_deleted_after_asking_and_brought_back(desks, draft, head):
    page = open_page(desks, draft, head, 1280)

    page.get_by_role("button", name="Xoá phần 1").click()
    page.get_by_role("button", name="Xoá phần điểm").click()
    expect(page.get_by_text("Tiêu chí chưa có phần điểm nào.")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()

    expect(page.get_by_text("Đã khôi phục phần điểm")).to_be_visible()


def test_a_part_is_dragged_and_what_is_being_typed_stays(desks, draft, head):
    for part in (samples.ON_TIME, samples.ISSUED):
        editing.add(draft, parts_of("i-2"), part_values(part), by=head)
    page = open_page(desks, draft, head, 1280)
    rules, moved = page.locator("article.rule"), page.locator("article.rule").last
    key = moved.get_attribute("data-key")
    box = page.locator(f"#phan-{key}").get_by_label("Tên phần điểm")
    box.fill("Tên đang gõ")
    page.locator(f"#phan-{key} [data-reorder-handle]").hover()

    page.mouse.down()
    page.mouse.move(5, 5)
    rules.first.locator("h3").hover(position={"x": 60, "y": 2})
    expect(rules.first).to_have_attribute("data-key", key)
    page.mouse.up()

    expect(page.locator("#messages")).to_contain_text("đứng thứ 1.")
    expect(rules.first.locator("h3")).to_contain_text("1. ")
    expect(rules.last.locator("h3")).to_contain_text("3. ")
    expect(page.locator(f"#up-{key}")).to_have_count(0)
    expect(box).to_have_value("Tên đang gõ")
    expect(box).to_be_focused()
    criterion = Criterion.objects.get(group__criteria_set=draft, key="i-2")
    assert criterion.parts.first().key == key


def test_a_rule_is_written_and_tried_without_script(desks, draft, head):
    path = reverse("criteria:edit-criterion", args=[draft.pk, "i-1"])
    page = desks.sit(head, path, java_script_enabled=False)

    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.get_by_label("Cận dưới (%)")).to_have_count(4)
    page.get_by_label("Cận dưới (%)").first.fill("99")
    page.get_by_role("button", name="Lưu phần điểm").click()
    page.get_by_role("textbox", name="Hồ sơ đúng hạn").fill("995")
    page.get_by_role("textbox", name="Tổng số hồ sơ").fill("1000")
    page.get_by_role("button", name="Tính thử").click()

    expect(page.get_by_text("995/1.000 = 99,50 % → 40,00")).to_be_visible()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_every_form_is_accessible_and_narrow_enough(desks, draft, head, shape):
    fresh = Part("", "Phần mới", shape.method, samples.ON_TIME.max_points,
                 {**shape.start, **shape.fixed})  # fmt: skip
    for part in (fresh, changed(samples.ON_TIME, shape), samples.REPORTS):
        editing.add(draft, parts_of("i-2"), part_values(part), by=head)
    page = open_page(desks, draft, head, 1280)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    assert [problems_at(page, width) for width in (1280, 360)] == [[], []]


def test_the_question_before_the_method_changes_is_accessible(desks, draft, head):
    where = reverse("criteria:part-method", args=[draft.pk, "i-1", "p1"])
    page = desks.sit(head, f"{where}?shape=count&source=")

    assert BY_CODE["count"].title in page.content()
    assert Axe().run(page).response["violations"] == []
