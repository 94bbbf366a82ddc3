"""The first unit and the first administrator of a fresh installation."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core import audit
from organisation import checks
from organisation.actions.records import values_of, words_of
from organisation.models import RoleAssignment, Unit, UnitKind, User
from organisation.passwords import INITIAL_PASSWORD_LIFETIME, new_password
from organisation.roles import Role
from organisation.user_names import normal_username


@transaction.atomic
def found_installation(person: User, *, unit_name: str, kind_name: str) -> str:
    """Create the organising unit (unless it exists) and its administrator.

    Only while nobody is administrator: later ones are appointed by an administrator. Returns
    the initial password, to be changed at first login.
    """
    today = timezone.localdate()
    administrators = RoleAssignment.objects.active_on(today).filter(role=Role.ADMINISTRATOR)
    if administrators.filter(user__is_active=True).exists():
        raise ValidationError("Đã có người quản trị. Hãy nhờ người đó thêm người quản trị mới.")
    unit = Unit.objects.filter(name=unit_name).first() or _first_unit(unit_name, kind_name)
    password = _create(person)
    assignment = RoleAssignment.objects.create(
        user=person, unit=unit, role=Role.ADMINISTRATOR, valid_from=today
    )
    audit.record("role.assigned", person, by=None, after=words_of(assignment), unit=unit)
    return password


def _first_unit(name: str, kind_name: str) -> Unit:
    kind = UnitKind.objects.filter(name=kind_name).first()
    kind = kind or UnitKind.objects.create(code="organiser", name=kind_name)
    today = timezone.localdate()
    unit = Unit.objects.create(kind=kind, name=name, short_name=name[:120], valid_from=today)
    audit.record("unit.created", unit, by=None, after=values_of(unit), unit=unit)
    return unit


def _create(person: User) -> str:
    password = new_password()
    person.username = normal_username(person.username)
    person.set_password(password)
    person.must_change_password = True
    person.initial_password_until = timezone.now() + INITIAL_PASSWORD_LIFETIME
    checks.require_sound_person(person)
    person.save()
    audit.record("person.created", person, by=None, after={"username": person.username})
    return password
