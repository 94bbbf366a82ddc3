"""Browsers for the journeys, all watched."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.desks import Desks
from tests.journeys.watching import Watch

# Milliseconds: two cores print a decision while four browsers wait.
expect.set_options(timeout=15_000)


@pytest.fixture
def desks(live_server, new_context, settings) -> Desks:
    """Desks at the live server; whatever a page complained about fails the test."""
    settings.PUBLIC_URL = live_server.url
    watch = Watch(urlsplit(live_server.url).netloc)
    yield Desks(live_server.url, new_context, watch)
    assert watch.complaints == []
