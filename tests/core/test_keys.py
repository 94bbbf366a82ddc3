"""Keys from forms: plain short digits, or nothing."""

import pytest

from core.keys import parse_key


def test_a_plain_key_is_read():
    assert parse_key("120") == 120


@pytest.mark.parametrize("text", [None, "", "abc", "-1", "1.5", "²", "١٢", "9" * 10, "9" * 5000])
def test_anything_else_is_no_key(text):
    assert parse_key(text) is None
