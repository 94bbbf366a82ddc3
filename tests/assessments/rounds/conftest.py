"""An open year."""

import pytest

from assessments.models import Round
from tests.factories import make_open_round


@pytest.fixture
def round_(district) -> Round:
    return make_open_round(district)
