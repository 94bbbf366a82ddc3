"""How figures of quarterly reports add up, and the arithmetic that is shown."""

from decimal import Decimal

import pytest

from assessments.figures import of_quarter, of_year, quarters_with, quarters_working, year_working

FOUR = {1: Decimal(12), 2: Decimal(9), 3: Decimal(15), 4: Decimal(8)}


@pytest.mark.parametrize(
    ("nature", "values", "expected"),
    [
        ("flow", ["12", "3"], "15"),
        ("stock", ["12", "3"], "15"),
        ("rate", ["2.5", "3"], "2.75"),
        ("rate", ["1", "1", "2"], "1.33"),
        ("rate", ["1", "2", "2.005"], "1.67"),
        ("flow", ["0.5"], "0.5"),
    ],
)
def test_units_that_merged_add_up_in_a_quarter(nature, values, expected):
    assert of_quarter(nature, map(Decimal, values)) == Decimal(expected)


@pytest.mark.parametrize(
    ("nature", "quarters", "expected"),
    [
        ("flow", FOUR, 44),
        ("stock", FOUR, 8),
        ("rate", FOUR, 8),
        ("stock", {3: Decimal(15), 1: Decimal(12)}, 15),
        ("flow", {2: Decimal(0)}, 0),
        ("flow", {}, None),
        ("rate", {}, None),
    ],
)
def test_year_sums_flows_and_takes_the_last_of_anything_else(nature, quarters, expected):
    assert of_year(nature, quarters) == expected


@pytest.mark.parametrize(
    ("nature", "quarters", "expected"),
    [
        ("flow", FOUR, "Quý I 12 + II 9 + III 15 + IV 8 = 44"),
        ("flow", {2: Decimal("0.50"), 1: Decimal(1250)},
         "Quý I 1.250 + II 0,5 (chưa có quý III, IV) = 1.250,5"),
        ("stock", FOUR, "Quý IV 8"),
        ("rate", {1: Decimal("2.40")}, "Quý I 2,4"),
        ("flow", {}, ""),
    ],
)  # fmt: skip
def test_arithmetic_of_the_year_in_words(nature, quarters, expected):
    assert year_working(nature, quarters) == expected


@pytest.mark.parametrize(
    ("quarters", "found", "words"),
    [
        (FOUR, [1, 2, 3, 4], "Quý I, II, III, IV = 4 quý"),
        ({1: Decimal(2), 2: Decimal(0), 4: Decimal(1)}, [1, 4],
         "Quý I, IV (chưa có quý III) = 2 quý"),
        ({q: Decimal(0) for q in FOUR}, [], "Không quý nào = 0 quý"),
    ],
)  # fmt: skip
def test_quarters_in_which_something_happened(quarters, found, words):
    assert quarters_with(quarters) == found
    assert quarters_working(quarters) == words
