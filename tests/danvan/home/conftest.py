"""A district with a year under way."""

import pytest

from assessments.models import Round
from tests.factories import make_district, make_open_round


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def round_(district) -> Round:
    return make_open_round(district)
