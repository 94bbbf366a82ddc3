"""The next code of a series, and the code of a part whose whole is renumbered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.numbering import LONGEST, next_code, renamed, to_roman


@pytest.mark.parametrize(
    ("siblings", "taken", "first", "expected"),
    [
        ([], [], "I", "I"),
        ([], ["i"], "I", "II"),
        (["I", "II", "VII"], [], "I", "VIII"),
        (["I", "II"], ["III"], "I", "IV"),
        (["A", "B"], [], "I", "C"),
        (["1", "2"], [], "I", "3"),
        (["I.1", "I.5"], [], "I.1", "I.6"),
        (["I.5", "I.1"], [], "I.1", "I.6"),
        (["I.1", "II.7"], [], "I.1", "II.8"),
        (["T1", "T4"], [], "T1", "T5"),
        (["L1", "L7"], ["L8"], "L1", "L9"),
        (["TC09"], [], "TC1", "TC10"),
        (["Khác"], ["1"], "I", "2"),
        (["Z"], [], "I", "26"),
        (["ABCDEFGH99"], [], "x", "1"),
    ],
)
def test_next_code(siblings, taken, first, expected):
    assert next_code(siblings, [*siblings, *taken], first) == expected


@given(st.lists(st.text(max_size=LONGEST), max_size=8), st.text(max_size=LONGEST + 3))
def test_next_code_is_short_and_free_whatever_was_there(siblings, first):
    code = next_code(siblings, [*siblings, first], first)

    assert len(code) <= LONGEST
    assert code.casefold() not in {taken.casefold() for taken in siblings}


@pytest.mark.parametrize(
    ("code", "expected"),
    [("I.3", "VIII.3"), ("I3", "VIII3"), ("II.1", "II.1"), ("T1", "T1")],
)
def test_renamed(code, expected):
    assert renamed(code, "I", "VIII") == expected


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (90, "XC")]
)
def test_to_roman(number, written):
    assert to_roman(number) == written
