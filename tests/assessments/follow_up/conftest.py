"""A year with a unit that is late."""

import pytest

from assessments.models import Round
from tests.assessments.round_cases import add_file
from tests.factories import make_board_head, make_district, make_editor, make_head, make_open_round


@pytest.fixture
def round_() -> Round:
    return make_open_round(make_district())


@pytest.fixture
def board(round_):
    return make_board_head(round_.organiser)


@pytest.fixture
def late(round_):
    """A unit that is late with everything, its head and its editor."""
    file = add_file(round_, name="Đảng bộ xã Đồng Kỳ")
    return file, make_head(file.unit), make_editor(file.unit)
