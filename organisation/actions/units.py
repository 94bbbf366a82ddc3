"""Every change to units and their kinds."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from core import audit
from core.permissions import require
from core.text import fold
from organisation import checks
from organisation.actions.records import changes, stored_values_of, values_of
from organisation.freshness import require_fresh
from organisation.models import RoleAssignment, Unit, UnitKind, User
from organisation.permissions import can_manage_units


@transaction.atomic
def save_unit(unit: Unit, *, by: User, seen: int | None = None) -> Unit:
    """Create a unit, or change its name, kind, code, parent or dates.

    `seen`: what freshness.last_change said when the form was opened.
    """
    require(can_manage_units(by))
    before = stored_values_of(unit)
    require_fresh(unit, seen)
    checks.require_sound_unit(unit)
    unit.save()
    if before is None:
        audit.record("unit.created", unit, by=by, after=values_of(unit), unit=unit)
    else:
        old, new = changes(before, values_of(unit))
        audit.record("unit.changed", unit, by=by, before=old, after=new, unit=unit)
    return unit


@transaction.atomic
def merge_unit(unit: Unit, into: Unit, *, on: date, reason: str, by: User) -> Unit:
    """End `unit` the day before `on` and link it to the unit that absorbs it.

    Its files and results stay with it; roles held there end on the same day; units directly
    under it come under `into`.
    """
    require(can_manage_units(by))
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    checks.require_mergeable(unit, into, on)
    last_day = on - timedelta(days=1)
    unit.valid_to, unit.merged_into = last_day, into
    unit.save(update_fields=["valid_to", "merged_into"])
    RoleAssignment.objects.lasting_beyond(last_day).filter(unit=unit).update(valid_to=last_day)
    for child in unit.children.lasting_beyond(last_day).select_for_update():
        _move(child, into, by=by)
    audit.record("unit.merged", unit, by=by, after=str(into), note=reason, unit=unit)
    return unit


@transaction.atomic
def save_unit_kind(kind: UnitKind, *, by: User, seen: int | None = None) -> UnitKind:
    """Create a kind of unit, or change its name or place in lists; its code never changes."""
    require(can_manage_units(by))
    before = stored_values_of(kind)
    require_fresh(kind, seen)
    if UnitKind.objects.exclude(pk=kind.pk).filter(name__iexact=kind.name).exists():
        raise ValidationError({"name": "Đã có loại đơn vị này."})
    kind.code = kind.code or _free_code(kind.name)
    kind.save()
    event = "unit_kind.changed" if before else "unit_kind.created"
    audit.record(event, kind, by=by, before=before and before["name"], after=kind.name)
    return kind


def _move(child: Unit, parent: Unit, *, by: User) -> None:
    before = str(child.parent)
    child.parent = parent
    child.save(update_fields=["parent"])
    old, new = {"parent": before}, {"parent": str(parent)}
    audit.record("unit.changed", child, by=by, before=old, after=new, unit=child)


def _free_code(name: str) -> str:
    base = slugify(fold(name))[:30] or "loai"
    taken = set(UnitKind.objects.filter(code__startswith=base).values_list("code", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (base, *numbered) if code not in taken)
