"""Rows of targets that were added before the line broke are there when the form is opened again."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_assessment, make_editor, make_registration
from tests.journeys.conftest import desks  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TARGETS = ("Số hộ hiến đất", "Chiều dài đường", "Số ngày công", "Số đèn")


def test_more_rows_than_the_page_begins_with_come_back(desks):  # noqa: F811
    file = make_assessment()
    row = make_registration(file)
    path = f"{row.get_absolute_url()}mo-hinh/them/"
    page = desks.sit(make_editor(file.unit), path)
    page.get_by_label("Tên mô hình, điển hình").fill("Đường hoa")
    page.get_by_label("Lĩnh vực").select_option("society")
    for _ in TARGETS[2:]:
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.get_by_role("button", name="Thêm mục tiêu").click()
    expect(_rows(page)).to_have_count(len(TARGETS))
    for place, words in enumerate(TARGETS):
        _rows(page).nth(place).fill(words)
    desks.watch.expect("net::ERR_FAILED")
    page.route(f"**{path}", lambda route: route.abort())

    page.get_by_role("button", name="Lưu mô hình").click()
    page.wait_for_timeout(500)
    page.unroute(f"**{path}")
    page.goto(desks.address + path)

    expect(page.get_by_text("Lần gửi trước không đến được máy chủ")).to_be_visible()
    expect(_rows(page)).to_have_count(len(TARGETS))
    for place, words in enumerate(TARGETS):
        expect(_rows(page).nth(place)).to_have_value(words)
    page.get_by_role("button", name="Lưu mô hình").click()
    expect(page.get_by_role("heading", name="Đường hoa")).to_be_visible()
    assert row.model_registrations.get().targets.count() == len(TARGETS)


def _rows(page: Page):
    return page.locator("[name^=targets-][name$=-text]")
