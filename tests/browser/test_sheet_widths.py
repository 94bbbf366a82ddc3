"""The whole communal set, with a group that the appraiser has a share in, on a phone and a desk."""

import pytest
from playwright.sync_api import Page

from tests.factories import make_assessment, make_editor
from tests.journeys.desks import session_cookie

SHARED = "Mức độ hài lòng và chế độ thông tin, báo cáo"  # the group with points of both


@pytest.fixture
def sheet(page: Page, live_server, transactional_db) -> Page:
    assessment = make_assessment(complete=True)
    page.context.add_cookies([session_cookie(make_editor(assessment.unit), live_server.url)])
    page.goto(live_server.url + assessment.get_absolute_url())
    return page


@pytest.mark.parametrize("width", [360, 1280])
def test_the_sheet_never_scrolls_sideways(sheet, width):
    sheet.set_viewport_size({"width": width, "height": 740})
    head = sheet.locator(".sheet-group__head", has_text=SHARED).locator(".points")

    assert "điểm cơ quan thẩm định chấm" in head.inner_text()
    assert sheet.evaluate("document.documentElement.scrollWidth") == width


def test_points_of_a_group_stay_on_one_line_on_a_phone(sheet):
    sheet.set_viewport_size({"width": 360, "height": 740})
    points = sheet.locator(".sheet-group__head .points").first

    line = points.evaluate("e => parseFloat(getComputedStyle(e).lineHeight)")
    assert points.bounding_box()["height"] < 1.5 * line
