"""The small demonstration, laid once for all tests of a module."""

import pytest

from danvan.demo.story import Wish
from tests.danvan.demo.telling import TODAY, told


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker, tmp_path_factory):
    """Three communes and an agency in the current year; the directory of the stored files."""
    media = tmp_path_factory.mktemp("small")
    with django_db_blocker.unblock(), told(Wish(1, TODAY, small=True), media):
        yield media
