"""Every change to units, people, roles and letterheads."""

from datetime import date, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from core import audit
from core.permissions import require
from organisation.models import Letterhead, RoleAssignment, Unit, User
from organisation.permissions import (
    can_assign_role,
    can_disable,
    can_manage_letterheads,
    can_manage_people,
    can_manage_units,
)
from organisation.roles import Role

INITIAL_PASSWORD_LENGTH = 12
# Letters and digits that nobody confuses when a password is read out over the telephone.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"


@transaction.atomic
def save_unit(unit: Unit, *, by: User) -> Unit:
    """Create a unit, or change its name, kind, code, parent or dates."""
    require(can_manage_units(by))
    before = _stored_values(unit)
    if unit.pk and unit.parent_id in _below(unit):
        raise ValidationError({"parent": "Đơn vị không thể trực thuộc chính nó hoặc cấp dưới."})
    unit.save()
    kind = "unit.changed" if before else "unit.created"
    audit.record(kind, unit, by=by, before=before, after=_values(unit), unit=unit)
    return unit


@transaction.atomic
def merge_unit(unit: Unit, into: Unit, *, on: date, reason: str, by: User) -> Unit:
    """End `unit` the day before `on` and link it to the unit that absorbs it.

    Its files and results stay with it; roles held there end on the same day.
    """
    require(can_manage_units(by))
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.pk == into.pk:
        raise ValidationError("Đơn vị không thể sáp nhập vào chính nó.")
    if unit.merged_into_id:
        raise ValidationError(f"{unit} đã được sáp nhập vào {unit.merged_into}.")
    if not into.is_valid_on(on):
        raise ValidationError(f"{into} không tồn tại vào ngày {on:%d/%m/%Y}.")
    last_day = on - timedelta(days=1)
    if last_day < unit.valid_from:
        raise ValidationError("Ngày sáp nhập phải sau ngày thành lập của đơn vị.")
    unit.valid_to, unit.merged_into = last_day, into
    unit.save(update_fields=["valid_to", "merged_into"])
    RoleAssignment.objects.filter(unit=unit, valid_to=None).update(valid_to=last_day)
    audit.record("unit.merged", unit, by=by, after=str(into), note=reason, unit=unit)
    return unit


@transaction.atomic
def create_person(person: User, *, by: User) -> str:
    """Create an account; returns the initial password, shown once and changed at first login."""
    require(can_manage_people(by))
    password = new_password()
    person.username = person.username.strip().lower()
    person.must_change_password = True
    person.set_password(password)
    person.save()
    audit.record("person.created", person, by=by, after={"username": person.username})
    return password


@transaction.atomic
def change_person(person: User, *, by: User) -> User:
    """Change name, position, telephone or e-mail address."""
    require(can_manage_people(by))
    before = _stored_values(person)
    person.save(update_fields=["full_name", "position", "email", "phone"])
    audit.record("person.changed", person, by=by, before=before, after=_values(person))
    return person


@transaction.atomic
def disable_person(person: User, *, reason: str, by: User) -> User:
    """Close an account: no login any more, open sessions end at once."""
    person = User.objects.select_for_update().get(pk=person.pk)
    require(can_disable(by, person))
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    audit.record("person.disabled", person, by=by, note=reason)
    return person


@transaction.atomic
def enable_person(person: User, *, by: User) -> User:
    """Open a closed account again."""
    require(can_manage_people(by))
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record("person.enabled", person, by=by)
    return person


@transaction.atomic
def reset_password(person: User, *, by: User) -> str:
    """Give a new initial password, to be changed at the next login; open sessions end."""
    require(can_manage_people(by))
    password = new_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    end_sessions(person)
    audit.record("person.password_reset", person, by=by)
    return password


@transaction.atomic
def change_own_password(person: User, password: str) -> User:
    """Set the password that the person chose; every other session of theirs ends."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    audit.record("person.password_changed", person, by=person)
    return person


@transaction.atomic
def assign_role(
    person: User, role: Role, unit: Unit, *, by: User, valid_from: date | None = None
) -> RoleAssignment:
    """Give a person a role at a unit, from today unless told otherwise."""
    User.objects.select_for_update().get(pk=person.pk)
    person = User.objects.get(pk=person.pk)
    require(can_assign_role(by, person, role))
    if person.role_assignments.filter(unit=unit, role=role, valid_to=None).exists():
        raise ValidationError(f"{person} đang giữ vai trò này tại {unit}.")
    assignment = RoleAssignment.objects.create(
        user=person, unit=unit, role=role, valid_from=valid_from or timezone.localdate()
    )
    audit.record("role.assigned", person, by=by, after=str(assignment), unit=unit)
    return assignment


@transaction.atomic
def end_role(assignment: RoleAssignment, *, by: User) -> RoleAssignment:
    """Take a role away from now on; what was done under it stays."""
    require(can_disable(by, assignment.user))
    yesterday = timezone.localdate() - timedelta(days=1)
    assignment.valid_to = max(yesterday, assignment.valid_from - timedelta(days=1))
    assignment.save(update_fields=["valid_to"])
    audit.record("role.ended", assignment.user, by=by, before=str(assignment), unit=assignment.unit)
    return assignment


@transaction.atomic
def save_letterhead(letterhead: Letterhead, *, by: User) -> Letterhead:
    """Create or change what a unit prints; issued papers keep their own frozen copy."""
    require(can_manage_letterheads(by))
    before = _stored_values(letterhead)
    letterhead.save()
    kind = "letterhead.changed" if before else "letterhead.created"
    audit.record(
        kind, letterhead, by=by, before=before, after=_values(letterhead), unit=letterhead.unit
    )
    return letterhead


def new_password() -> str:
    """A random initial password (12 characters of 54, about 69 bits)."""
    return get_random_string(INITIAL_PASSWORD_LENGTH, PASSWORD_ALPHABET)


def end_sessions(person: User) -> int:
    """Delete every stored session of the person; returns how many there were."""
    stored = Session.objects.filter(expire_date__gte=timezone.now())
    theirs = [row.pk for row in stored if row.get_decoded().get("_auth_user_id") == str(person.pk)]
    return Session.objects.filter(pk__in=theirs).delete()[0]


def _below(unit: Unit) -> set[int]:
    """Keys of the unit and everything under it."""
    found, level = {unit.pk}, {unit.pk}
    while level:
        level = set(Unit.objects.filter(parent__in=level).values_list("pk", flat=True)) - found
        found |= level
    return found


NOT_FOR_THE_RECORD = {"id", "password", "search_key", "sort_key", "last_login"}


def _values(row: Any) -> dict[str, Any]:
    return {
        field.name: str(getattr(row, field.attname) or "")
        for field in row._meta.concrete_fields
        if field.name not in NOT_FOR_THE_RECORD
    }


def _stored_values(row: Any) -> dict[str, Any] | None:
    stored = type(row).objects.filter(pk=row.pk).first() if row.pk else None
    return _values(stored) if stored else None
