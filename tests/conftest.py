"""What every test gets: its own media directory, no network, no waiting."""

import os
import shutil
import socket
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from core import triggers
from core.moved_days import moved_days
from criteria.definitions import forget_definitions
from recognition.categories import renamings

TESTS = Path(__file__).parent
BROWSER_TESTS = (TESTS / "journeys", TESTS / "browser")
# Thorough rather than quick: the whole run has them, `make test-fast` leaves them out.
SLOW_TESTS = (TESTS / "access", TESTS / "paper", TESTS / "core" / "test_pdf.py")
LOOPBACK = {"127.0.0.1", "::1", "localhost"}

hypothesis_settings.register_profile("fast", max_examples=25, deadline=None)
hypothesis_settings.register_profile("ci", max_examples=200, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium, and what takes long, by where it lives."""
    for item in items:
        if any(place in item.path.parents for place in BROWSER_TESTS):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
        if any(place in (item.path, *item.path.parents) for place in SLOW_TESTS):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True, scope="session")
def closed_network() -> None:
    """Refuse every connection that leaves this machine: tests depend on nobody else."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise RuntimeError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path: Path) -> Path:
    """Give each test an empty storage, so that files never leak from one to another."""
    place = tmp_path / "media"
    settings.MEDIA_ROOT = str(place)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(place)}},
    }
    return place


@pytest.fixture(autouse=True)
def no_memory_of_earlier_tests() -> None:
    """Keys are used again after a rollback: definitions of one test are wrong in the next.

    No day is moved and nothing is renamed until a test says so, and asking costs it no query.
    """
    forget_definitions()
    cache.clear()
    moved_days.remember({})
    renamings.remember({})


@pytest.fixture(autouse=True, scope="session")
def tables_can_be_emptied() -> None:
    """Take the guarding triggers away while a test that commits empties the tables after itself."""
    teardown = TransactionTestCase._fixture_teardown

    def emptied(self: TransactionTestCase) -> None:
        triggers.remove(triggers.registered(), connection)
        try:
            teardown(self)
        finally:
            triggers.install(triggers.registered(), connection)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
    yield
    patch.undo()


# Browser: Debian's Chromium, since no download may happen during set-up or tests.


def find_chromium() -> str:
    """Return the browser's path; its absence is a failure, never a silent skip."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("Chromium was not found. Run: apt-get install chromium", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {
        **browser_type_launch_args,
        "executable_path": find_chromium(),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(scope="session", autouse=True)
def async_safe_orm() -> None:
    """Playwright's synchronous interface runs an event loop in the test's own thread."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
