"""The one parser of numbers, and how numbers are shown."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import (
    NumberError,
    format_count,
    format_number,
    format_percent,
    format_points,
    parse_count,
    parse_number,
    parse_points,
)

NEVER_NUMBERS = [
    "", " ", "٣", "９．５", "1_000", "1e1", "+5", "-1", "−1", "5\u200b", "O.5", "1/2", "0x10",
    "NaN", "=1+1", "1,2,3", "1.2.3", "..", ",", "1,", ",5", "9" * 40, None, True, b"5", [],
    float("nan"), float("inf"), -0.01, 1e308, Decimal("NaN"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "points"),
    [("9,5", "9.5"), ("9.5", "9.5"), (" 9,50 ", "9.50"), ("\u00a010", "10"), ("0", "0")]
    + [(9.5, "9.5"), (10, "10"), (Decimal("7.25"), "7.25"), (0.1, "0.1"), (10.0, "10")],
)
def test_parse_points(value, points):
    assert parse_points(value) == Decimal(points)


@pytest.mark.parametrize(
    ("value", "count"),
    [("1.250", 1250), ("1250", 1250), (" 1 250 ", 1250), ("1.234.567", 1234567), ("007", 7)]
    + [("0", 0), (1250, 1250), (1250.0, 1250), (Decimal("1250.00"), 1250)],
)
def test_parse_count(value, count):
    assert parse_count(value) == count


@pytest.mark.parametrize(
    ("value", "number"),
    [("12.345,67", "12345.67"), ("12345,67", "12345.67"), ("12 345,67", "12345.67")]
    + [("12.5", "12.5"), ("12.50", "12.5"), ("1.250", "1250"), ("0,25", "0.25"), ("0.25", "0.25")]
    + [(12.5, "12.5"), (1.25, "1.25"), (Decimal("0.50"), "0.5"), (98, "98")],
)
def test_parse_number(value, number):
    assert parse_number(value) == Decimal(number)


@pytest.mark.parametrize("parse", [parse_points, parse_count, parse_number])
@pytest.mark.parametrize("value", NEVER_NUMBERS)
def test_every_parser_refuses_what_is_no_number_in_words(parse, value):
    with pytest.raises(NumberError, match=r"^[A-ZĐÔ].+[.]$"):
        parse(value)


@pytest.mark.parametrize("value", ["9,555", "9.995", "12345", 9.995, 12.3456789, "1 250"])
def test_points_have_two_decimals_at_most(value):
    with pytest.raises(NumberError, match="Ví dụ: 9,5"):
        parse_points(value)


@pytest.mark.parametrize("value", ["1.25", "1,250", "1,5", "0.250", "12.50", "1.2500", 1.25, 0.5])
def test_a_count_that_could_be_a_fraction_is_refused(value):
    with pytest.raises(NumberError, match="1250 hoặc 1.250"):
        parse_count(value)


@pytest.mark.parametrize("value", ["1,250", "0,001", 1.2345])
def test_a_quantity_has_no_more_decimals_than_allowed(value):
    with pytest.raises(NumberError, match="tối đa 2 chữ số sau dấu phẩy"):
        parse_number(value)


def test_a_quantity_may_allow_more_decimals():
    assert parse_number("0,125", places=3) == Decimal("0.125")


@pytest.mark.parametrize("value", ["0.250", "1,250.5", "1.25.000", "1.2345", "12.34,5"])
def test_a_quantity_with_doubtful_marks_is_refused(value):
    with pytest.raises(NumberError, match="12.345,67"):
        parse_number(value)


def test_format_points_shows_two_decimals_half_up():
    assert [format_points(Decimal(p)) for p in ("9.5", "0", "0.005", "1234.565")] == [
        "9,50", "0,00", "0,01", "1.234,57",
    ]  # fmt: skip


def test_format_count_groups_thousands():
    assert [format_count(n) for n in (0, 999, 1250, 1234567)] == ["0", "999", "1.250", "1.234.567"]


def test_format_number_drops_needless_zeros():
    numbers = [Decimal("12345.60"), Decimal("100"), 100, Decimal("-0.001"), Decimal("0.005")]
    assert [format_number(n) for n in numbers] == ["12.345,6", "100", "100", "0", "0,01"]


def test_format_percent_takes_a_ratio():
    assert format_percent(Decimal(1234) / Decimal(1250)) == "98,72 %"
    assert format_percent(Decimal(1)) == "100 %"


@given(st.text(alphabet="0123456789., -+eE_٣９x\u00a0", max_size=12))
def test_parsers_read_or_refuse_and_never_fail_otherwise(text):
    for parse in (parse_points, parse_count, parse_number):
        with suppress(NumberError):
            assert parse(text) >= 0


@given(st.integers(0, 10**12 - 1))
def test_a_count_is_read_as_it_is_shown(count):
    assert parse_count(format_count(count)) == count


@given(st.decimals(0, 10**9, places=2))
def test_a_quantity_is_read_as_it_is_shown(number):
    assert parse_number(format_number(number)) == number


@given(st.integers(0, 999_99))
def test_points_are_read_as_excel_keeps_them(cents):
    assert parse_points(cents / 100) == Decimal(cents) / 100
