"""Codes that nobody can guess and anybody can read aloud or type from paper. No Django."""

import re
import secrets

# Crockford's base 32: no I, L, O, U, so nothing is taken for 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP_LENGTH, GROUPS = 7, 4  # 28 characters of 5 bits: 140 random bits

_ALIKE = str.maketrans("ILO", "110")
_GAPS = re.compile(r"[\s\-–]+")


def new_code() -> str:
    """A fresh random code, "7Q2M9FX-A3BC4DE-…", safe in an address."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH * GROUPS)))


def parse_code(text: str) -> str:
    """The code that was typed, in its own spelling; "" when the text cannot be one."""
    plain = _GAPS.sub("", text).upper().translate(_ALIKE)
    if len(plain) != GROUP_LENGTH * GROUPS or set(plain) - set(ALPHABET):
        return ""
    return _grouped(plain)


def _grouped(plain: str) -> str:
    return "-".join(re.findall(f".{{{GROUP_LENGTH}}}", plain))
