"""The main menu on screens of every width: one line, nothing cut off."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from organisation.roles import Role
from tests.factories import make_assessment, make_board_head, make_head, make_person
from tests.journeys.desks import Desks
from tests.journeys.watching import Watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE = 50  # pixels: a second line of entries would make the menu 89 high
WIDTHS = (992, 1100, 1263, 1264, 1280)  # from where the menu is a row, around where icons join


@pytest.fixture
def desks(live_server, new_context) -> Iterator[Desks]:
    """Desks at the live server; whatever a page complained about fails the test."""
    watch = Watch(urlsplit(live_server.url).netloc)
    yield Desks(live_server.url, new_context, watch)
    assert watch.complaints == []


@pytest.fixture
def file():
    return make_assessment()


def menu_height(page: Page) -> float:
    return page.locator(".site-menu").bounding_box()["height"]


@pytest.mark.parametrize("role", ["board", "unit", "auditor"])
def test_the_menu_takes_one_line(desks: Desks, file, role):
    people = {
        "board": lambda: make_board_head(file.round.organiser),
        "unit": lambda: make_head(file.unit),
        "auditor": lambda: make_person(Role.AUDITOR, file.round.organiser),
    }
    page = desks.sit(people[role]())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        last = page.get_by_role("navigation", name="Danh mục chính").get_by_role("link").last

        assert menu_height(page) < LINE, width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        name = page.locator(".user-menu summary").bounding_box()
        assert last.bounding_box()["x"] + last.bounding_box()["width"] <= name["x"], width


def test_a_person_with_many_roles_gets_a_second_line_rather_than_a_cut(desks: Desks, file):
    person = make_board_head(file.round.organiser)
    for role in (Role.ADMINISTRATOR, Role.UNIT_HEAD):
        person.role_assignments.create(
            role=role, unit=file.unit if role == Role.UNIT_HEAD else file.round.organiser,
            valid_from=person.role_assignments.get(role=Role.BOARD_HEAD).valid_from,
        )  # fmt: skip
    page = desks.sit(person)
    page.set_viewport_size({"width": 992, "height": 700})

    expect(page.get_by_role("link", name="Bàn giao")).to_be_in_viewport()
    expect(page.locator(".user-menu summary")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 992
