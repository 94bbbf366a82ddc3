"""Drafts under the first version of a set."""

import pytest

from assessments.models import Assessment
from tests.assessments.acting import fill
from tests.assessments.version_cases import make_files
from tests.assessments.versions.cases import fresh


@pytest.fixture
def file() -> Assessment:
    """A draft with 15 of 20 points by judgement and 40 by a ratio."""
    file = make_files()[0]
    fill(file, "I.1", numerator=98, denominator=100)
    fill(file, "II.1", points="15", explanation="Theo biên bản")
    return fresh(file)


@pytest.fixture
def files() -> list[Assessment]:
    """Two drafts; in the first 15 points by judgement and the choice "late"."""
    files = make_files(2)
    fill(files[0], "II.1", points="15", explanation="Theo biên bản")
    fill(files[0], "II.2", choice="late")
    return files
