"""A set printed from the browser: the set alone, with what its folds hold."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories import make_board_head, make_district, make_published_set
from tests.journeys.desks import session_cookie


@pytest.fixture
def page(page: Page, live_server, transactional_db) -> Page:
    """The reading page of a set in force, as it goes to the printer."""
    district = make_district()
    published = make_published_set(district)
    page.context.add_cookies([session_cookie(make_board_head(district), live_server.url)])
    page.goto(live_server.url + reverse("criteria:detail", args=[published.pk]))
    page.emulate_media(media="print")
    return page


def test_paper_carries_the_set_and_no_way_onward(page: Page):
    for gone in (".breadcrumb-nav", ".set-tools", ".filters", ".group-index", ".set-history"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".table-criteria details li").first).to_be_visible()
    expect(page.locator(".set-basis li").first).to_be_visible()
    assert page.locator("section > h2").first.evaluate("e => getComputedStyle(e).breakAfter") == (
        "avoid"
    )


def test_the_paper_without_a_number_is_named_as_such(page: Page):
    page.emulate_media(media="screen")

    expect(page.get_by_role("link", name="Phụ lục (PDF, chưa ghi số văn bản)")).to_be_visible()
