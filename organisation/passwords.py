"""Initial passwords: made by us, read out or printed once, changed at the first login."""

from datetime import timedelta

from django.utils.crypto import get_random_string

INITIAL_PASSWORD_LENGTH = 12
# Letters and digits that nobody confuses when a password is read out over the telephone.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"
# A slip that lies in a drawer opens nothing any more; a new one is a click away.
INITIAL_PASSWORD_LIFETIME = timedelta(hours=72)


def new_password() -> str:
    """A random initial password (12 characters of 54, about 69 bits)."""
    return get_random_string(INITIAL_PASSWORD_LENGTH, PASSWORD_ALPHABET)
