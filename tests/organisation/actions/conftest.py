"""A district and its administrator."""

import pytest

from tests.factories import make_district
from tests.organisation.people import make_administrator


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def administrator(district):
    return make_administrator(district)
