"""A sheet of a unit, an administrator, and a printer that only notes what it is given."""

import pytest

from assessments.actions import handovers as actions
from organisation.models import User
from organisation.roles import Role
from tests import factories
from tests.assessments.printing import note_papers


@pytest.fixture(autouse=True)
def printed(monkeypatch) -> list[dict]:
    return note_papers(monkeypatch, actions)


@pytest.fixture
def file():
    """An open file of a commune."""
    return factories.make_assessment()


@pytest.fixture
def administrator(file) -> User:
    return factories.make_person(Role.ADMINISTRATOR, file.round.organiser)
