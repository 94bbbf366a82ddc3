"""The district whose board runs the year, and the head of that board."""

import pytest

from tests.factories import make_board_head, make_district


@pytest.fixture
def district(db):
    return make_district()


@pytest.fixture
def head(district):
    return make_board_head(district)
