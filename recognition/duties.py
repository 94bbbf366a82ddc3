"""Duties of registering and of its approval, from the rows of registrations."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from assessments.duties import Duty, basis_of, void_after
from assessments.models import Assessment, Round
from assessments.workflow import Step
from recognition.models import UnitRegistration
from recognition.workflow import UnitRegistrationState

HANDED_IN = (UnitRegistrationState.SUBMITTED, UnitRegistrationState.APPROVED)


def registration_duties(round_: Round, units: frozenset[int] | None) -> Iterator[Duty]:
    """Registering by each unit, and the board's approval; one query beside the shared ones."""
    basis = basis_of(round_, units)
    rows = UnitRegistration.objects.filter(round=round_).order_by()
    if units is not None:
        rows = rows.filter(unit__in=units)
    found = {row.unit_id: row for row in rows}
    for file in basis.files:
        unit = file.unit
        due_on = basis.due_on(unit.pk, Step.REGISTRATION, round_.registration_due)
        yield from _registering(unit.pk, due_on, found.get(unit.pk), file)


def _registering(
    unit: int, due_on: date, row: UnitRegistration | None, file: Assessment
) -> list[Duty]:
    is_in = row is not None and row.state in HANDED_IN
    is_void = not is_in and void_after(file.unit.valid_to, due_on)
    is_approved = row is not None and row.state == UnitRegistrationState.APPROVED
    is_draft = row is None or row.state == UnitRegistrationState.DRAFT
    # Files from before registrations were kept as rows know the day only.
    known = file.registered_on if is_draft else None
    done_on = _day(row.first_submitted_at) if is_in else known
    return [
        Duty(
            unit, Step.REGISTRATION, "unit", due_on, done_on,
            "Đăng ký đơn vị và mô hình", is_begun=row is not None, is_void=is_void,
        ),
        Duty(
            unit, Step.REGISTRATION_APPROVAL, "board", None,
            _day(row.decided_at) if is_approved else None, "Duyệt bản đăng ký", is_void=is_void,
            is_blocked=row is None or not is_in, since=_day(row.submitted_at) if is_in else None,
        ),
    ]  # fmt: skip


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
