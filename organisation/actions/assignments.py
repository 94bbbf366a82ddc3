"""Roles given and taken away."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core import audit
from core.permissions import require
from organisation import checks
from organisation.actions.records import words_of
from organisation.models import RoleAssignment, Unit, User
from organisation.permissions import can_assign_role, can_end_role
from organisation.roles import Role


@transaction.atomic
def assign_role(
    person: User,
    role: Role,
    unit: Unit,
    *,
    by: User,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleAssignment:
    """Give a person a role at a unit, from today and without end unless told otherwise."""
    person = User.objects.select_for_update().get(pk=person.pk)
    require(can_assign_role(by, person, role))
    assignment = RoleAssignment(
        user=person, unit=unit, role=role, valid_to=valid_to,
        valid_from=valid_from or timezone.localdate(),
    )  # fmt: skip
    checks.require_sound_assignment(assignment)
    assignment.save()
    audit.record("role.assigned", person, by=by, after=words_of(assignment), unit=unit)
    return assignment


@transaction.atomic
def end_role(
    assignment: RoleAssignment, *, by: User, last_day: date | None = None
) -> RoleAssignment:
    """Take a role away: at once, or after `last_day`; what was done under it stays."""
    assignment = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    require(can_end_role(by, assignment))
    today = timezone.localdate()
    if last_day and last_day < today:
        raise ValidationError("Ngày cuối giữ vai trò không thể ở quá khứ.")
    assignment.valid_to = last_day or max(today, assignment.valid_from) - timedelta(days=1)
    assignment.save(update_fields=["valid_to"])
    before, person, unit = words_of(assignment), assignment.user, assignment.unit
    audit.record("role.ended", person, by=by, before=before, unit=unit)
    return assignment
