"""Every change to accounts."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from core import audit
from core.permissions import require
from organisation import checks, lockouts
from organisation.actions.assignments import assign_role
from organisation.actions.records import changes, stored_values_of, values_of
from organisation.freshness import require_fresh
from organisation.login_sessions import end_sessions
from organisation.models import Unit, User
from organisation.naming import free_username
from organisation.passwords import INITIAL_PASSWORD_LIFETIME, new_password
from organisation.permissions import can_disable, can_manage_people, can_reset_password
from organisation.roles import Role
from organisation.user_names import normal_username

PASSWORD_FIELDS = ["password", "must_change_password", "initial_password_until"]


@transaction.atomic
def create_person(
    person: User,
    *,
    by: User,
    role: Role | None = None,
    unit: Unit | None = None,
    valid_from: date | None = None,
) -> str:
    """Create an account, with a role at a unit when given.

    Returns the initial password, shown once and changed at first login. An empty user name is
    made from the person's name.
    """
    password = new_password()
    _set_initial_password(person, password)
    _add(person, by=by, role=role, unit=unit, valid_from=valid_from)
    return password


@transaction.atomic
def create_person_without_password(
    person: User,
    *,
    by: User,
    role: Role | None = None,
    unit: Unit | None = None,
    valid_from: date | None = None,
) -> User:
    """Create an account that cannot be used until issue_initial_passwords; for imports."""
    person.set_unusable_password()
    person.must_change_password = True
    return _add(person, by=by, role=role, unit=unit, valid_from=valid_from)


@transaction.atomic
def change_person(person: User, *, by: User, seen: int | None = None) -> User:
    """Change name, position, telephone or e-mail address; nothing new leaves no event."""
    require(can_manage_people(by))
    before = stored_values_of(person)
    require_fresh(person, seen)
    checks.require_sound_person(person)
    old, new = changes(before, values_of(person))
    if not new:
        return person
    person.save(update_fields=["full_name", "position", "email", "phone"])
    audit.record("person.changed", person, by=by, before=old, after=new)
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
    person = User.objects.select_for_update().get(pk=person.pk)
    require(can_manage_people(by))
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record("person.enabled", person, by=by)
    return person


@transaction.atomic
def reset_password(person: User, *, by: User) -> str:
    """Give a new initial password, to be changed at the next login; open sessions end."""
    person = User.objects.select_for_update().get(pk=person.pk)
    require(can_reset_password(by, person))
    password = new_password()
    _set_initial_password(person, password)
    person.save(update_fields=PASSWORD_FIELDS)
    end_sessions(person)
    lockouts.unlock(person)
    audit.record("person.password_reset", person, by=by)
    return password


@transaction.atomic
def issue_initial_passwords(people: Iterable[User], *, by: User) -> dict[User, str]:
    """Give each person who has never logged in an initial password; others are left alone."""
    fresh = [person for person in people if person.last_login is None and person.pk != by.pk]
    return {person: reset_password(person, by=by) for person in fresh}


@transaction.atomic
def unlock_person(person: User, *, by: User) -> User:
    """Let a person who was locked out by guessing try again at once, from everywhere."""
    require(can_manage_people(by))
    lockouts.unlock(person)
    audit.record("person.unlocked", person, by=by)
    return person


@transaction.atomic
def change_own_password(person: User, password: str) -> User:
    """Set the password that the person chose; every other session of theirs ends."""
    person.set_password(password)
    person.must_change_password, person.initial_password_until = False, None
    person.save(update_fields=PASSWORD_FIELDS)
    audit.record("person.password_changed", person, by=person)
    return person


@transaction.atomic
def choose_mail(person: User, wants_mail: bool) -> User:
    """Say whether one's own messages also come by mail."""
    person = User.objects.select_for_update().get(pk=person.pk)
    before, person.wants_mail = person.wants_mail, wants_mail
    person.save(update_fields=["wants_mail"])
    words = {True: "Có", False: "Không"}
    audit.record(
        "person.mail_chosen", person, by=person, before={"wants_mail": words[before]},
        after={"wants_mail": words[wants_mail]},
    )  # fmt: skip
    return person


def _add(
    person: User, *, by: User, role: Role | None, unit: Unit | None, valid_from: date | None
) -> User:
    require(can_manage_people(by))
    person.username = normal_username(person.username) or free_username(person.full_name)
    checks.require_sound_person(person)
    person.save()
    audit.record("person.created", person, by=by, after={"username": person.username})
    if role and unit:
        assign_role(person, role, unit, by=by, valid_from=valid_from)
    return person


def _set_initial_password(person: User, password: str) -> None:
    person.set_password(password)
    person.must_change_password = True
    person.initial_password_until = timezone.now() + INITIAL_PASSWORD_LIFETIME
