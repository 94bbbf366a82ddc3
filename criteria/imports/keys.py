"""Keys of rows that people have added: new things, never taken for ones that were there before."""

import secrets
from collections.abc import Container

from criteria.models import KEY_LENGTH
from criteria.set_documents import key_from

_KEY_BYTES = 4


def fresh_key() -> str:
    """A key that nothing has."""
    return secrets.token_hex(_KEY_BYTES)


def key_named_after(label: str, taken: Container[str]) -> str:
    """A readable key for an option or a counted item, unlike those `taken` in its part."""
    return key_unlike(key_from(label).replace("-", "_"), taken)


def key_unlike(key: str, taken: Container[str]) -> str:
    """The key, numbered if it is among those `taken`: the codes "D" and "Đ" both suggest "d"."""
    free, number = key, 1
    while free in taken:
        number += 1
        free = f"{key[: KEY_LENGTH - 4]}_{number}"
    return free
