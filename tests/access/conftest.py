"""One world for a whole module: built once, every question asked in a savepoint of its own."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.conf import urls
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseForbidden as Refused
from django.http import HttpResponseNotFound
from django.test import client, override_settings

from assessments.actions import consolidation, handovers
from core import downloads
from criteria.definitions import forget_definitions
from recognition.actions import decisions, notices
from tests.access.builder import Builder
from tests.access.calls import Caller
from tests.access.world import World

WITHOUT_COUNTING = "zeal.middleware.zeal_middleware"


@pytest.fixture(scope="module")
def files_place(tmp_path_factory) -> Path:
    """The storage that the files of the world live in."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True, scope="module")
def quick_settings(files_place: Path) -> Iterator[None]:
    """The world's storage; no counting of queries, which other tests do and which costs time."""
    storages = {
        **django_settings.STORAGES,
        "default": {
            **django_settings.STORAGES["default"],
            "OPTIONS": {"location": str(files_place)},
        },
    }
    middleware = [name for name in django_settings.MIDDLEWARE if name != WITHOUT_COUNTING]
    with override_settings(MEDIA_ROOT=str(files_place), STORAGES=storages, MIDDLEWARE=middleware):
        yield


@pytest.fixture(autouse=True)
def media_root(files_place: Path) -> Path:
    """Instead of a fresh storage for each test."""
    return files_place


@pytest.fixture(autouse=True)
def no_memory_of_earlier_tests() -> None:
    """The world outlives the test, and so do its definitions."""
    cache.clear()


@pytest.fixture(autouse=True, scope="module")
def short_answers() -> Iterator[None]:
    """Thousands of refusals are asked for on purpose: without log lines, pages and their copies.

    A refusal is its bare reason; the pages that show it are tested in test_error_pages.
    """
    logging.disable(logging.CRITICAL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "handler403", lambda _request, exception: Refused(str(exception)))
        patch.setattr(urls, "handler404", lambda _request, exception: HttpResponseNotFound())
        patch.setattr(client, "store_rendered_templates", lambda *_, **__: None)
        yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True, scope="module")
def unprinted() -> Iterator[None]:
    """Stands in for the printer: who may print is the question here, not what is printed."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (decisions, notices, consolidation, handovers, downloads):
            patch.setattr(module, "render_pdf", lambda *_: b"%PDF-1.7 a paper")
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, quick_settings, unprinted) -> Iterator[World]:
    """Everything that can be asked about, rolled back when the module ends."""
    forget_definitions()
    with django_db_blocker.unblock(), transaction.atomic():
        yield Builder().build()
        transaction.set_rollback(True)
    forget_definitions()


@pytest.fixture(scope="module")
def caller(world: World) -> Caller:
    """Everybody signed in, once for the whole module."""
    return Caller(world.people.values())
