"""Every change to letterheads."""

from django.db import transaction

from core import audit
from core.permissions import require
from organisation import checks
from organisation.actions.records import changes, stored_values_of, values_of
from organisation.freshness import require_fresh
from organisation.models import Letterhead, Unit, User
from organisation.permissions import can_manage_letterheads


@transaction.atomic
def save_letterhead(letterhead: Letterhead, *, by: User, seen: int | None = None) -> Letterhead:
    """Create or change what a unit prints; issued papers keep their own frozen copy."""
    require(can_manage_letterheads(by))
    unit = Unit.objects.select_for_update().get(pk=letterhead.unit_id)
    before = stored_values_of(letterhead)
    require_fresh(letterhead, seen)
    checks.require_sound_letterhead(letterhead)
    letterhead.save()
    if before is None:
        after = values_of(letterhead)
        audit.record("letterhead.created", letterhead, by=by, after=after, unit=unit)
    else:
        old, new = changes(before, values_of(letterhead))
        audit.record("letterhead.changed", letterhead, by=by, before=old, after=new, unit=unit)
    return letterhead
