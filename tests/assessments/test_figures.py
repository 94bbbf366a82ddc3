"""How figures add up: tables of cases."""

from decimal import Decimal as D

import pytest

from assessments import figures

FOUR = {1: D(12), 2: D(9), 3: D(15), 4: D(8)}


@pytest.mark.parametrize(
    ("nature", "quarters", "until", "expected"),
    [
        ("flow", FOUR, 4, D(44)),
        ("flow", FOUR, 2, D(21)),
        ("flow", {2: D(0)}, 4, D(0)),
        ("flow", {}, 4, None),
        ("flow", {3: D(5)}, 2, None),
        ("stock", FOUR, 4, D(8)),
        ("stock", {1: D(12), 3: D(18)}, 2, D(12)),
        ("rate", {1: D("3.12"), 2: D("2.97")}, 4, D("2.97")),
    ],
)
def test_cumulative_value_follows_from_the_nature(nature, quarters, until, expected):
    assert figures.cumulative(nature, quarters, until) == expected


@pytest.mark.parametrize(
    ("nature", "values", "expected"),
    [
        ("flow", [D(3), D(4)], D(7)),
        ("stock", [D(3), D(4)], D(7)),
        ("rate", [D(3), D(4)], D("3.50")),
        ("rate", [D(1), D(1), D(2)], D("1.33")),
        ("flow", [D(0)], D(0)),
        ("flow", [], None),
    ],
)
def test_values_of_merged_units_are_combined_by_nature(nature, values, expected):
    assert figures.combined(nature, values) == expected


@pytest.mark.parametrize(
    ("nature", "quarters", "expected"),
    [
        ("flow", FOUR, "Quý I 12 + II 9 + III 15 + IV 8 = 44"),
        (
            "flow",
            {2: D("0.50"), 1: D(1250)},
            "Quý I 1.250 + II 0,5 (chưa có quý III, IV) = 1.250,5",
        ),
        ("stock", {1: D(12), 3: D(18)}, "Quý III 18"),
        ("rate", {2: D("2.40")}, "Quý II 2,4"),
        ("flow", {}, ""),
    ],
)
def test_the_arithmetic_of_a_year_is_written_out(nature, quarters, expected):
    assert figures.year_working(nature, quarters) == expected


@pytest.mark.parametrize(
    ("quarters", "found", "words"),
    [
        (FOUR, (1, 2, 3, 4), "Quý I, II, III, IV = 4 quý"),
        ({1: D(2), 2: D(0), 4: D(1)}, (1, 4), "Quý I, IV (chưa có quý III) = 2 quý"),
        ({q: D(0) for q in FOUR}, (), "Không quý nào = 0 quý"),
    ],
)
def test_quarters_in_which_something_happened(quarters, found, words):
    assert figures.positive_quarters(quarters) == found
    assert figures.quarters_working(quarters) == words


@pytest.mark.parametrize(
    ("value", "last_year", "earlier", "expected"),
    [
        (D(120), D(12), {}, "gấp 10 lần cùng kỳ năm trước"),
        (D(119), D(12), {}, None),
        (D(1500), D(12), {}, "gấp 125 lần cùng kỳ năm trước"),
        (D(126), D(12), {}, "gấp 10,5 lần cùng kỳ năm trước"),
        (D(100), None, {1: D(10), 2: D(3)}, "gấp 10 lần quý cao nhất trước đó"),
        (D(100), D(50), {1: D(10)}, "gấp 10 lần quý cao nhất trước đó"),
        (D(99), D(50), {1: D(10)}, None),
        (D(100), D(0), {1: D(0)}, None),
        (D(100), None, {}, None),
        (D(0), D(12), {}, None),
        (None, D(12), {}, None),
    ],
)
def test_a_value_is_doubted_from_ten_times_on(value, last_year, earlier, expected):
    found = figures.doubt(value, last_year, earlier)

    assert (found.words if found else None) == expected


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [
        (D(15), D(10), D("0.5")),
        (D(5), D(10), D("-0.5")),
        (D(5), D(0), None),
        (D(5), None, None),
        (None, D(10), None),
    ],
)
def test_change_needs_a_base(value, before, expected):
    assert figures.change(value, before) == expected
