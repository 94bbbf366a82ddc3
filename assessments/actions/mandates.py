"""The board lets one of its people type for a unit ("nhập thay"), and ends it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.mandates import forget
from assessments.models import Assessment, EntryMandate
from assessments.notifications import reports as notifications
from assessments.permissions.mandates import can_end, can_grant
from core import audit
from core.permissions import require
from organisation.models import User

LEAST_REASON = 10  # characters


@transaction.atomic
def grant(file: Assessment, person: User, *, reason: str, by: User) -> EntryMandate:
    """Let `person` type for the unit of `file` in its round; the unit reads who and why.

    A mandate that holds already is answered again. Raises PermissionDenied, ValidationError.
    """
    file = Assessment.objects.locked("unit", "round").get(pk=file.pk)
    require(can_grant(by, file, person))
    if len(reason.strip()) < LEAST_REASON:
        raise ValidationError({"reason": "Cần viết ít nhất 10 ký tự để đơn vị biết vì sao."})
    known = file.entry_mandates.filter(person=person, ended_at=None).first()
    if known:
        return known
    mandate = EntryMandate.objects.create(
        assessment=file, person=person, reason=reason, granted_by=by
    )
    forget(person)
    notifications.mandate_granted(mandate)
    audit.record("mandate.granted", file, by=by, after=str(person), note=reason, unit=file.unit)
    return mandate


@transaction.atomic
def end(mandate: EntryMandate, *, by: User) -> EntryMandate:
    """From now on the person types no longer for the unit; what was typed stays marked."""
    rows = EntryMandate.objects.select_for_update(of=("self",))
    mandate = rows.select_related("assessment__unit", "assessment__round", "person").get(
        pk=mandate.pk
    )
    require(can_end(by, mandate))
    mandate.ended_at, mandate.ended_by = timezone.now(), by
    mandate.save(update_fields=["ended_at", "ended_by"])
    forget(mandate.person)
    notifications.mandate_ended(mandate)
    audit.record(
        "mandate.ended", mandate.assessment, by=by, before=str(mandate.person),
        unit=mandate.assessment.unit,
    )  # fmt: skip
    return mandate
