"""The main pages of every role: accessible, narrow enough, light enough, without inline code."""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import TransactionTestCase
from playwright.sync_api import Page

from recognition.actions import decisions
from tests.access import policy
from tests.access.builder import Builder
from tests.access.world import GUEST, World
from tests.browser.main_pages import (
    FILES_AND_PIECES,
    PAGES,
    add_complete_files,
    addresses,
    name_rounds_apart,
)
from tests.journeys.desks import Desks
from tests.journeys.watching import Watch

MOST_BYTES = 80_000  # compressed, everything included: design 7
WIDTHS = (1280, 360)
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE)
_weights: dict[str, int] = {}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """One district with everything in every state, for all tests of this module."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(decisions, "render_pdf", lambda *_: b"%PDF-1.7 a decision")
        built = Builder().build()
        add_complete_files(built)
        name_rounds_apart()
        yield built
        TransactionTestCase()._fixture_teardown()


@pytest.fixture
def _django_db_helper(world) -> None:
    """In place of the helper that empties the tables after each test: the world stays."""


@pytest.fixture
def desks(live_server, new_context, settings, world) -> Iterator[Desks]:
    """Desks at the live server; whatever a page complained about fails the test."""
    # Nine rounds are under way in this world, each a section of the home page with its queries.
    rounds = {"model": "assessments.Round", "field": "*"}
    settings.ZEAL_ALLOWLIST = [*settings.ZEAL_ALLOWLIST, rounds]
    watch = Watch(urlsplit(live_server.url).netloc)
    yield Desks(live_server.url, new_context, watch)
    assert watch.complaints == []


def test_no_page_of_the_workshop_is_left_out():
    looked_at = {route for pages in PAGES.values() for route, *_ in pages}
    workshop = {
        line.route
        for line in policy.lines()
        if line.method == "GET" and line.route.startswith(("criteria:", "assessments:move-version"))
    }

    assert workshop - looked_at == FILES_AND_PIECES


@pytest.mark.parametrize("role", PAGES)
def test_main_pages_are_accessible_narrow_and_light(desks, world, role):
    page = desks.visitor() if role == GUEST else desks.sit(world.people[role])
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))

    problems = {}
    for path in addresses(world, role):
        requests.clear()
        if found := problems_of(page, desks.address + path, requests):
            problems[path] = found

    assert problems == {}


def problems_of(page: Page, address: str, requests: list[str]) -> list[str]:
    """Everything that is wrong with the page at the address, in words."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    answer = page.goto(address)
    if answer.status != 200:
        return [f"status {answer.status}"]
    found = [f"inline: {part}" for part in INLINE.findall(answer.text())]
    for width in WIDTHS:
        found += [f"{width}: {problem}" for problem in problems_at(page, width)]
    weight = sum(weigh(page, url) for url in {plain(url) for url in requests})
    return [*found, f"{weight} bytes"] if weight > MOST_BYTES else found


def problems_at(page: Page, width: int) -> list[str]:
    """What axe finds at this width, and whether the page is wider than the window."""
    page.set_viewport_size({"width": width, "height": 900})
    violations = Axe().run(page).response["violations"]
    found = [f"{v['id']} {v['nodes'][0]['target']}" for v in violations]
    actual = page.evaluate("document.documentElement.scrollWidth")
    return [*found, f"scrolls to {actual}"] if actual > width else found


def plain(address: str) -> str:
    """The address without the part that only the browser looks at."""
    return address.partition("#")[0]


def weigh(page: Page, address: str) -> int:
    """Bytes that the line carries: files are kept compressed by brotli, pages go out as gzip."""
    if "/static/" not in address:
        return len(gzip.compress(page.request.get(address).body(), 6))
    if address not in _weights:
        _weights[address] = len(brotli.compress(page.request.get(address).body()))
    return _weights[address]
