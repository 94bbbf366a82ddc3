"""Every test of reports stands in the third quarter."""

import pytest
import time_machine

from tests.assessments.report_cases import TODAY


@pytest.fixture(autouse=True)
def summer():
    """Stand in the third quarter."""
    with time_machine.travel(TODAY, tick=False):
        yield
