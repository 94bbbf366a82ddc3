"""A new draft out of an existing set: for a later year, for other units, to correct it.

Keys go along, so that a comparison knows every part again; the copy remembers its origin.
"""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from core.permissions import require
from criteria.actions import contents
from criteria.definitions import SetDefinition, definition_of
from criteria.models import CriteriaSet
from criteria.permissions import can_copy, can_correct
from organisation.models import UnitKind, User

SHORTEST_REASON = 10  # characters


@transaction.atomic
def copy_to_year(criteria_set: CriteriaSet, *, year: int, title: str, by: User) -> CriteriaSet:
    """A draft for a later year. Raises PermissionDenied, ValidationError."""
    require(can_copy(by, criteria_set))
    require_later(criteria_set, year)
    definition = replace(definition_of(criteria_set), year=year, title=title)
    return _copy(criteria_set, definition, by)


@transaction.atomic
def copy_to_kind(criteria_set: CriteriaSet, *, kind: UnitKind, title: str, by: User) -> CriteriaSet:
    """A draft for another kind of unit. Raises PermissionDenied, ValidationError."""
    require(can_copy(by, criteria_set))
    if kind == criteria_set.unit_kind:
        raise ValidationError("Chọn loại đơn vị khác với bộ gốc.")
    definition = replace(definition_of(criteria_set), unit_kind=kind.code, title=title)
    return _copy(criteria_set, definition, by)


@transaction.atomic
def start_version(criteria_set: CriteriaSet, *, reason: str, by: User) -> CriteriaSet:
    """A draft that shall replace a published set, which itself never changes.

    Raises PermissionDenied, ValidationError.
    """
    require(can_correct(by, criteria_set))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ValidationError(f"Nêu lý do, ít nhất {SHORTEST_REASON} ký tự.")
    return _copy(criteria_set, definition_of(criteria_set), by, reason)


def require_later(criteria_set: CriteriaSet, year: int) -> None:
    """Raise ValidationError unless the year comes after the set's own."""
    if year <= criteria_set.year:
        raise ValidationError(f"Năm áp dụng phải sau năm {criteria_set.year}.")


def _copy(
    origin: CriteriaSet, definition: SetDefinition, by: User, reason: str = ""
) -> CriteriaSet:
    """The draft; its event names the origin. At the origin, which units read, nothing is told."""
    return contents.create(
        definition, organiser=origin.organiser, by=by, origin=origin, reason=reason
    )
