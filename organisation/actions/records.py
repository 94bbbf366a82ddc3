"""What an audit event says about a row before and after."""

from typing import Any

from django.db.models import Model

NOT_FOR_THE_RECORD = {"id", "password", "search_key", "sort_key", "last_login"}


def values_of(row: Model) -> dict[str, str]:
    """The row's columns as text, without secrets and derived keys."""
    return {
        field.name: str(getattr(row, field.attname) or "")
        for field in row._meta.concrete_fields
        if field.name not in NOT_FOR_THE_RECORD
    }


def stored_values_of(row: Model) -> dict[str, str] | None:
    """The same of the row as the database has it, locked; None for a new one."""
    stored = type(row).objects.select_for_update().filter(pk=row.pk).first() if row.pk else None
    return values_of(stored) if stored else None


def changes(before: dict[str, str], after: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the columns that differ, before and after."""
    names = [name for name in after if before.get(name) != after[name]]
    return {n: before.get(n) for n in names}, {n: after[n] for n in names}
