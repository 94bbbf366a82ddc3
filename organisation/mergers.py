"""Whose records count for a unit, and who goes on for a unit that is no more.

The one place that follows mergers, over any number of steps: A went into B, which went into C. A
merger counts for what falls due on a day when the last day of the merged unit lies before it, so
that a unit that merges at New Year still answers for the old year itself.

Mergers are few and the tables are asked by key: each question is one statement, or a part of the
statement in which it stands.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from organisation.roles import Permission, roles_with

_FAMILY = """
WITH RECURSIVE family (id) AS (
  SELECT id FROM organisation_unit WHERE id IN ({keys})
  UNION
  SELECT u.id FROM family f JOIN organisation_unit u ON u.merged_into_id = f.id
  WHERE u.valid_to < %s
)
SELECT id FROM family
"""
_LINE = """
WITH RECURSIVE line (id, at_id, is_last) AS (
  SELECT u.id, u.id, CASE WHEN {stays} THEN 1 ELSE 0 END FROM organisation_unit u
  WHERE u.id IN ({keys})
  UNION
  SELECT l.id, u.id, CASE WHEN {stays} THEN 1 ELSE 0 END FROM line l
  JOIN organisation_unit o ON o.id = l.at_id
  JOIN organisation_unit u ON u.id = o.merged_into_id
  WHERE l.is_last = 0
)
"""
_STAYS = "u.merged_into_id IS NULL OR u.valid_to >= %s"
_ROLES = """
WITH RECURSIVE held (role, unit_id) AS (
  SELECT role, unit_id FROM organisation_roleassignment
  WHERE user_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
  UNION
  SELECT h.role, u.id FROM held h JOIN organisation_unit u ON u.merged_into_id = h.unit_id
  WHERE h.role IN ({roles}) AND u.valid_to < %s
)
SELECT role, unit_id FROM held
"""


def family(units: int | Collection[int], by: date | None = None) -> RawSQL:
    """The units and all that had merged into them by a day (today): for `unit__in=`."""
    keys = _listed(units)
    return RawSQL(_FAMILY.format(keys=_places(keys)), (*keys, _stored(by)))


def going_on(units: int | Collection[int], by: date | None = None) -> RawSQL:
    """The units, and whatever they had gone into by a day (today): for `unit__in=`."""
    keys, day = _listed(units), _stored(by)
    return RawSQL(f"{_line(keys)} SELECT at_id FROM line", (day, *keys, day))


def heirs(units: Iterable[int], by: date | None = None) -> dict[int, int]:
    """Unit → who goes on for it, of those that had merged by a day (today); one query."""
    keys, day = _listed(list(units)), _stored(by)
    statement = f"{_line(keys)} SELECT id, at_id FROM line WHERE is_last = 1 AND id <> at_id"
    return dict(_rows(statement, (day, *keys, day)))


def roles_of(person: int) -> tuple[tuple[str, int], ...]:
    """(role, unit) pairs in force today; one query.

    Who speaks for a unit speaks for all that merged into it, under their old names: from the day
    after their last one, since roles there end with it.
    """
    today = _stored(None)
    unit_roles = sorted(roles_with(Permission.OWN_FILES_VIEW))
    statement = _ROLES.format(roles=_places(unit_roles))
    return tuple(_rows(statement, (person, today, today, *unit_roles, today)))


def _line(keys: Collection[int]) -> str:
    return _LINE.format(keys=_places(keys), stays=_STAYS)


def _rows(statement: str, parameters: Collection[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _listed(units: int | Collection[int]) -> list[int]:
    return [units] if isinstance(units, int) else sorted(units)


def _places(values: Collection[Any]) -> str:
    """Places for the values of a list, which may be empty."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def _stored(day: date | None) -> Any:
    return connection.ops.adapt_datefield_value(day or timezone.localdate())
