"""A district with a kind of units, its administrator, and that person's browser."""

import pytest

from tests.factories import make_district, make_kind
from tests.organisation.imports.cases import PARENT
from tests.organisation.people import make_administrator


@pytest.fixture
def district():
    make_kind("commune")
    return make_district(PARENT)


@pytest.fixture
def administrator(district):
    return make_administrator(district)
