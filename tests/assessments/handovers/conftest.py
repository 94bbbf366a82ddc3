"""A sheet of a unit, an administrator, and a printer that only notes what it is given."""

import pytest

from assessments.actions import handovers as actions
from organisation.models import User
from organisation.roles import Role
from tests import factories
from tests.assessments.handovers.cases import PAPER


@pytest.fixture(autouse=True)
def printed(monkeypatch) -> list[dict]:
    """Stands in for the printer and remembers what was printed; paper: tests/paper."""
    contexts: list[dict] = []

    def print_(_template: str, context: dict) -> bytes:
        contexts.append(context)
        return PAPER

    monkeypatch.setattr(actions, "render_pdf", print_)
    return contexts


@pytest.fixture
def file():
    """An open file of a commune."""
    return factories.make_assessment()


@pytest.fixture
def administrator(file) -> User:
    return factories.make_person(Role.ADMINISTRATOR, file.round.organiser)
