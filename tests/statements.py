"""How many statements a request may take."""

from django.db import connection


def within(count: int) -> int:
    """`count`, and on PostgreSQL one more: the lock of the audit chain is a statement there."""
    return count + (connection.vendor == "postgresql")
