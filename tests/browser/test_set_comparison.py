"""The comparison of two sets in the browser: filtered by mouse and keyboard, fit for a phone."""

from dataclasses import replace
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from criteria.actions import contents, copying
from criteria.definitions import definition_of
from tests.factories import make_board_head, make_district, make_kind, make_published_set
from tests.journeys.desks import session_cookie

REASON = "Điểm tối đa tiêu chí I.2 in nhầm."


@pytest.fixture
def page(page: Page, live_server, transactional_db) -> Page:
    """The comparison of a set with its corrected version: one title, one maximum, one removed."""
    district = make_district()
    make_kind("agency")
    head = make_board_head(district)
    draft = copying.start_version(make_published_set(district), reason=REASON, by=head)
    whole = definition_of(draft)
    first, second = whole.groups
    titled = replace(first.criteria[0], title="Tiêu chí một")
    higher = replace(first.criteria[1], max_points=Decimal(25))
    groups = (
        replace(first, criteria=(titled, higher)),
        replace(second, criteria=second.criteria[:1]),
    )
    contents.replace(draft, replace(whole, groups=groups), by=head)
    page.context.add_cookies([session_cookie(head, live_server.url)])
    page.goto(live_server.url + reverse("criteria:compare", args=[draft.pk]))
    return page


def shown(page: Page) -> list[str]:
    """Codes of the criteria that the filter leaves."""
    heads = page.locator("tbody:not([hidden]) th[scope=rowgroup]").all_inner_texts()
    return [text.split(" ")[0] for text in heads if not text.startswith("Phần điểm")]


def test_chips_leave_only_one_sort_of_change(page: Page):
    assert shown(page) == ["I.1.", "I.2.", "II.2."]

    page.get_by_role("button", name="Đổi điểm 1").click()
    assert shown(page) == ["I.2."]

    page.get_by_role("button", name="Bỏ 1").focus()
    page.keyboard.press("Enter")
    assert shown(page) == ["II.2."]

    page.get_by_role("button", name="Tất cả 3").click()
    assert shown(page) == ["I.1.", "I.2.", "II.2."]


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_is_accessible_and_narrow_enough(page: Page, width):
    page.set_viewport_size({"width": width, "height": 800})

    violations = Axe().run(page).response["violations"]

    assert [(v["id"], v["nodes"][0]["target"]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_sides_stand_below_each_other_on_a_phone(page: Page):
    before, after = (page.locator("td[data-label]").nth(n) for n in (0, 1))

    assert before.bounding_box()["y"] == after.bounding_box()["y"]
    page.set_viewport_size({"width": 360, "height": 800})
    assert before.bounding_box()["y"] < after.bounding_box()["y"]


@pytest.mark.parametrize("purpose", ["nam-sau", "loai-khac", "phien-ban"])
def test_the_copy_page_is_accessible_and_narrow_enough(page: Page, purpose):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(page.url.replace("so-sanh", "sao-chep") + f"?muc_dich={purpose}")

    expect(page.get_by_role("heading", name="Lập bản sao bộ tiêu chí")).to_be_visible()
    violations = Axe().run(page).response["violations"]

    assert [(v["id"], v["nodes"][0]["target"]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
