"""The unit's side of a registration: begin it, say what it aims at, hand it in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.actions.registrations import record_registration
from assessments.actions.reports import is_on_behalf
from assessments.deadlines import due_on
from assessments.models import Round
from assessments.workflow import Step
from core import audit
from core.calendar import today
from core.confirmations import Statement, require_shown
from core.permissions import require
from core.versions import require_version
from organisation.models import Unit, User
from recognition import notifications
from recognition.confirmations import registration_statement
from recognition.models import ModelRegistration, UnitRegistration
from recognition.permissions.registrations import (
    answers_for,
    can_begin,
    can_fill_registration,
    can_hand_in,
)
from recognition.registrations import UNFINISHED, missing, with_targets
from recognition.workflow import (
    REGISTRATION_WORKFLOW,
    UNIT_REGISTRATION_WORKFLOW,
    UnitRegistrationState,
)

SENDING = (
    "state", "due_on", "first_submitted_at", "submitted_at", "submitted_by", "entered_on_behalf",
)  # fmt: skip


@transaction.atomic
def begin(round_: Round, unit: Unit, *, by: User) -> UnitRegistration:
    """An empty registration of the unit; the one that is there when somebody was quicker."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    require(can_begin(by, round_, unit))
    registration, is_new = UnitRegistration.objects.get_or_create(
        round=round_, unit=unit,
        defaults={
            "due_on": due_on(round_, unit.pk, Step.REGISTRATION),
            "entered_on_behalf": is_on_behalf(by, unit.pk),
        },
    )  # fmt: skip
    if is_new:
        audit.record("unit_registration.begun", registration, by=by, unit=unit)
    return registration


@transaction.atomic
def change(
    registration: UnitRegistration,
    *,
    title_sought: str,
    pledge: str,
    by: User,
    version: int | None = None,
) -> UnitRegistration:
    """Say what the unit aims at and what it pledges."""
    registration = locked(registration)
    require(can_fill_registration(by, registration))
    require_version(registration, version)
    before = {"title_sought": registration.title_sought, "pledge": registration.pledge}
    after = {"title_sought": title_sought, "pledge": pledge}
    registration.title_sought, registration.pledge = title_sought, pledge
    mark_typed(registration, by)
    save(registration, "title_sought", "pledge", "entered_on_behalf")
    audit.record(
        "unit_registration.changed", registration, by=by, before=before, after=after,
        unit=registration.unit_id,
    )  # fmt: skip
    return registration


@transaction.atomic
def submit(
    registration: UnitRegistration, *, seen: Statement | None = None, by: User
) -> UnitRegistration:
    """Hand the registration in with all its models; the board and the unit's officer are told.

    Lateness is judged by the first time. What was handed in already (two people at once, a
    second click) stays as it is. Raises OtherThanShown where the page that was confirmed (`seen`)
    said something else, ValidationError with everything that is missing.
    """
    registration = locked(registration)
    if _is_in_already(by, registration):
        return registration
    require(can_hand_in(by, registration))
    models = list(with_targets(registration.model_registrations.all()))
    require_shown(registration_statement(registration, models), seen)
    _require_complete(registration, models)
    before, now = registration.state, timezone.now()
    if registration.first_submitted_at is None:
        registration.first_submitted_at = now
        day = due_on(registration.round, registration.unit_id, Step.REGISTRATION)
        registration.due_on = day
    registration.state = UNIT_REGISTRATION_WORKFLOW.target("submit", before)
    registration.submitted_at, registration.submitted_by = now, by
    mark_typed(registration, by)
    save(registration, *SENDING)
    _register_models(registration)
    record_registration(registration.round, registration.unit, today(), by=by)
    notifications.registration_submitted(registration)
    audit.record(
        "unit_registration.submitted", registration, by=by,
        before=UnitRegistrationState(before).label, after=registration.get_state_display(),
        unit=registration.unit_id,
    )  # fmt: skip
    return registration


def locked(registration: UnitRegistration) -> UnitRegistration:
    """The row with unit and round, until the transaction ends."""
    rows = UnitRegistration.objects.select_for_update(of=("self",))
    return rows.select_related("round", "unit").get(pk=registration.pk)


def mark_typed(registration: UnitRegistration, by: User) -> bool:
    """Mark, for good, what somebody of the board types for the unit; whether that is new."""
    is_new = not registration.entered_on_behalf and is_on_behalf(by, registration.unit_id)
    registration.entered_on_behalf = registration.entered_on_behalf or is_new
    return is_new


def save(registration: UnitRegistration, *fields: str) -> None:
    """Save the named columns and count the write (the row is locked)."""
    registration.version += 1
    registration.save(update_fields=[*fields, "version"])


def _is_in_already(by: User, registration: UnitRegistration) -> bool:
    handed_in = registration.state == UnitRegistrationState.SUBMITTED
    return handed_in and answers_for(by, registration)


def _require_complete(registration: UnitRegistration, models: list[ModelRegistration]) -> None:
    faults = missing(registration, models)
    if faults:
        raise ValidationError(
            [f"{fault.model}: {fault.words}" if fault.model else fault.words for fault in faults]
        )


def _register_models(registration: UnitRegistration) -> None:
    """Every model that is not approved yet is registered; its first day stays."""
    rows = list(registration.model_registrations.filter(state__in=UNFINISHED))
    for row in rows:
        row.state = REGISTRATION_WORKFLOW.target("register", row.state)
        row.registered_on = row.registered_on or today()
        row.decision_note = ""
    ModelRegistration.objects.bulk_update(rows, ["state", "registered_on", "decision_note"])
