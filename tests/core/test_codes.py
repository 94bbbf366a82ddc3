"""Verification codes: random, readable, forgiving to those who type them."""

import pytest

from core.codes import ALPHABET, new_code, parse_code


def test_a_code_is_four_groups_of_seven():
    assert [len(group) for group in new_code().split("-")] == [7] * 4
    assert set(new_code()) <= {*ALPHABET, "-"}


def test_codes_do_not_repeat():
    assert len({new_code() for _ in range(1000)}) == 1000


def test_a_code_reads_itself():
    code = new_code()

    assert parse_code(code) == code


@pytest.mark.parametrize(
    "typed",
    [
        "7q2m9fxa7q2m9fxa7q2m9fxa0110",
        " 7Q2M 9FXA 7Q2M 9FXA 7Q2M 9FXA OilO ",
        "7Q2M-9FXA–7Q2M9FXA7Q2M9FXA0110",
    ],
)
def test_spelling_by_hand_is_forgiven(typed):
    assert parse_code(typed) == "7Q2M9FX-A7Q2M9F-XA7Q2M9-FXA0110"


@pytest.mark.parametrize("text", ["", "7Q2M", "U" * 28, "7Q2M9FXA7Q2M9FXA7Q2M9FXA01101", "Ω" * 28])
def test_what_cannot_be_a_code_is_none(text):
    assert parse_code(text) == ""
