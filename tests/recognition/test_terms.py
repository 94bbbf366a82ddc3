"""Terms and numbers of decisions."""

from datetime import date

import pytest

from recognition.terms import holder_of, next_number, term_on
from tests.factories import make_settled_assessment
from tests.recognition.conftest import drafted, issued

pytestmark = pytest.mark.usefixtures("unprinted")


@pytest.mark.parametrize(
    ("day", "format", "term"),
    [
        (date(2025, 1, 15), "hd36", "2020 - 2025"),
        (date(2025, 6, 30), "hd36", "2020 - 2025"),
        (date(2025, 7, 1), "hd36", "2025 - 2030"),
        (date(2026, 12, 5), "hd05", "2025 - 2030"),
        (date(2029, 12, 31), "hd05", "2025 - 2030"),
        (date(2026, 1, 1), "nd30", "2026"),
    ],
)
def test_the_term_follows_the_date(day, format, term):
    assert term_on(day, format) == term


def test_the_next_number_follows_the_highest_of_the_term(organiser):
    make_settled_assessment(organiser)
    issued(organiser, number=11)

    assert next_number(organiser, "QĐ", "2025 - 2030") == 12
    assert next_number(organiser, "QĐ", "2020 - 2025") == 1
    assert next_number(organiser, "QC", "2025 - 2030") == 1


def test_a_number_has_at_most_one_holder(organiser):
    make_settled_assessment(organiser)
    first = issued(organiser, number=11)
    make_settled_assessment(organiser)
    second = drafted(organiser)

    assert holder_of(second, "2025 - 2030", 11) == first
    assert holder_of(second, "2025 - 2030", 12) is None
