"""What the registration at the start of the year leaves on the unit's file."""

from datetime import date

from django.db import transaction

from assessments.models import Assessment, Round
from core import audit
from organisation.models import Unit, User


@transaction.atomic
def record_registration(round_: Round, unit: Unit, on: date, *, by: User) -> None:
    """Keep the day on which the unit first registered; the veto on late registration reads it.

    The caller has asked for the permission. A later hand-in changes nothing.
    """
    files = Assessment.objects.select_for_update(of=("self",))
    file = files.filter(round=round_, unit=unit, registered_on=None).first()
    if file is None:
        return
    file.registered_on = on
    file.save(update_fields=["registered_on"])
    audit.record("assessment.registered", file, by=by, after=on, unit=unit)
