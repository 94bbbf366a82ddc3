"""What an audit event says about a row before and after."""

from datetime import date
from typing import Any

from django.db.models import Field, Model

from core.calendar import format_date
from organisation.models import RoleAssignment

NOT_FOR_THE_RECORD = {"id", "password", "search_key", "sort_key", "last_login", "created_at"}


def values_of(row: Model) -> dict[str, str]:
    """The row's columns as people read them, without secrets and derived keys."""
    return {
        field.name: _words(field, row)
        for field in row._meta.concrete_fields
        if field.name not in NOT_FOR_THE_RECORD
    }


def stored_values_of(row: Model) -> dict[str, str] | None:
    """The same of the row as the database has it, locked; None for a new one."""
    stored = (
        type(row)._default_manager.select_for_update().filter(pk=row.pk).first() if row.pk else None
    )
    return values_of(stored) if stored else None


def changes(before: dict[str, str], after: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the columns that differ, before and after."""
    names = [name for name in after if before.get(name) != after[name]]
    return {n: before.get(n) for n in names}, {n: after[n] for n in names}


def words_of(assignment: RoleAssignment) -> str:
    """A role with its unit and dates, for the history of the person."""
    until = f" đến {format_date(assignment.valid_to)}" if assignment.valid_to else ""
    since = format_date(assignment.valid_from)
    return f"{assignment.get_role_display()}, {assignment.unit}, từ {since}{until}"


def _words(field: Field, row: Model) -> str:
    value = getattr(row, field.name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return format_date(value)
    return "" if value is None else str(value)
