"""A district with one unit, and its planned year."""

import pytest
from django.utils import timezone

from assessments.calendars import proposed_calendar
from assessments.models import Round
from organisation.models import Unit
from tests.factories import make_published_set, make_round, make_unit


@pytest.fixture
def unit(district) -> Unit:
    return make_unit(district)


@pytest.fixture
def planned(district, unit) -> Round:
    year = timezone.localdate().year
    return make_round(district, make_published_set(district), **proposed_calendar(year))
