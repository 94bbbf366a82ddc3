"""Dates and numbers as printed: HD 05-HD/VPTW, phần II (days below 10, months below 3)."""

from datetime import date

import pytest

from core.party_dates import (
    citation_date,
    long_date,
    party_number,
    party_symbol,
    place_and_date,
    state_number,
)

DATES = [
    (date(2026, 12, 5), "ngày 05 tháng 12 năm 2026", "05/12/2026"),
    (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026", "03/02/2026"),
    (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026", "31/01/2026"),
    (date(2026, 3, 15), "ngày 15 tháng 3 năm 2026", "15/3/2026"),
    (date(2026, 5, 27), "ngày 27 tháng 5 năm 2026", "27/5/2026"),
    (date(2026, 9, 9), "ngày 09 tháng 9 năm 2026", "09/9/2026"),
    (date(2026, 10, 10), "ngày 10 tháng 10 năm 2026", "10/10/2026"),
]


@pytest.mark.parametrize(("day", "long", "_"), DATES)
def test_long_date_pads_days_below_10_and_months_below_3(day, long, _):
    assert long_date(day) == long


@pytest.mark.parametrize(("day", "_", "short"), DATES)
def test_citation_date_follows_the_same_zeros(day, _, short):
    assert citation_date(day) == short


def test_dateline_starts_with_the_place():
    assert place_and_date("Yên Thế", DATES[0][0]) == "Yên Thế, ngày 05 tháng 12 năm 2026"


@pytest.mark.parametrize(("number", "printed"), [(7, "Số 07-QĐ/HU"), (10, "Số 10-QĐ/HU")])
def test_party_number_has_no_colon(number, printed):
    assert party_number(number, "QĐ", "HU") == printed


def test_party_symbol_is_the_number_without_its_word():
    assert party_symbol(128, "TTr", "BDVHU") == "128-TTr/BDVHU"


def test_state_number_has_a_colon_and_the_slash_first():
    assert state_number(7, "QĐ", "UBND") == "Số: 07/QĐ-UBND"
