"""The small demonstration, laid once for all tests of a module."""

import pytest

from danvan.demo.story import Wish
from tests.danvan.demo.telling import TODAY, told


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker, tmp_path_factory):
    """Three communes and an agency in the current year."""
    with (
        django_db_blocker.unblock(),
        told(Wish(1, TODAY, small=True), tmp_path_factory.mktemp("small")) as lines,
    ):
        yield lines
