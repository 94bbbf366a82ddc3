"""A spring with every deadline ahead."""

from datetime import datetime

import pytest
import time_machine

from assessments.models import Assessment
from core.calendar import VIETNAM
from tests.assessments.deadlines.cases import YEAR
from tests.factories import make_assessment

BEGINNING = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)


@pytest.fixture
def file(district) -> Assessment:
    return make_assessment(district)


@pytest.fixture
def spring():
    with time_machine.travel(BEGINNING, tick=False):
        yield


@pytest.fixture
def early(spring, district) -> Assessment:
    """A file of a year that has just been opened."""
    return make_assessment(district, **YEAR)
