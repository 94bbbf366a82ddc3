"""How the states of what had to be mended are counted in a line of arithmetic."""

import pytest

from assessments.workflow import counted_remedies


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([], ""),
        (["done"], "1 đã khắc phục"),
        (["done", "reported", "open", "reported"],
         "1 chưa khắc phục, 2 đã báo khắc phục, chờ đánh giá, 1 đã khắc phục"),
    ],
)  # fmt: skip
def test_what_waits_to_be_judged_is_told_apart_from_what_is_mended(states, words):
    assert counted_remedies(states) == words
