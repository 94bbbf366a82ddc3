"""Comparing a file on the public page: in the visitor's browser, nothing is sent."""

import pytest
from playwright.sync_api import Page, expect

from core.uploads import open_stored
from recognition.models import Decision
from tests.factories import make_district, make_letterhead, make_settled_assessment
from tests.recognition.conftest import issued


@pytest.fixture
def decision(transactional_db) -> Decision:
    """A decision in force, really printed."""
    organiser = make_district()
    make_letterhead(organiser)
    make_settled_assessment(organiser)
    return issued(organiser)


def choose(page: Page, content: bytes) -> None:
    file = {"name": "quyet-dinh.pdf", "mimeType": "application/pdf", "buffer": content}
    page.get_by_label("Chọn tệp PDF").set_input_files(file)


def test_a_chosen_file_is_compared_without_being_sent(page: Page, live_server, decision):
    sent = []
    page.goto(f"{live_server.url}/xac-minh/{decision.verification_code}/")
    # The page's own pictures may still be on their way.
    page.on("request", lambda asked: "/static/" in asked.url or sent.append(asked.url))
    with open_stored(decision.document.sha256) as file:
        content = file.read()

    choose(page, content)
    expect(page.get_by_text("Đúng là văn bản đã ban hành")).to_be_visible()
    choose(page, content + b"\n")
    expect(page.get_by_text("Không trùng với văn bản đã ban hành")).to_be_visible()

    assert sent == []
