"""Every action on units, people and letterheads: who may, what is recorded, all or nothing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from core import audit
from core.event_words import declared_kinds
from core.models import AuditEvent
from organisation import actions
from organisation.models import RoleAssignment, Unit, UnitKind, User
from organisation.roles import Role
from tests.factories import LONG_AGO, make_letterhead, make_person, make_unit
from tests.organisation.actions.cases import TODAY, UNIT_REASON, new_unit

pytestmark = pytest.mark.django_db
OTHERS = sorted(set(Role) - {Role.ADMINISTRATOR})


def every_action(by, district):
    """Each action on fresh rows, ready to be called; with the event it leaves."""
    unit, other = make_unit(district), make_unit(district)
    person, closed = make_person(), make_person()
    User.objects.filter(pk=closed.pk).update(is_active=False)
    held = RoleAssignment.objects.create(
        user=person, unit=unit, role=Role.UNIT_EDITOR, valid_from=LONG_AGO
    )
    head = make_letterhead(other)
    fresh = User(username="moi-toanh", full_name="Người Mới")
    renamed = Unit.objects.get(pk=unit.pk)
    renamed.name = "Đảng bộ xã Đổi Tên"
    person.position = "Phó Bí thư"
    return {
        "unit.created": lambda: actions.save_unit(new_unit(), by=by),
        "unit.changed": lambda: actions.save_unit(renamed, by=by),
        "unit.merged": lambda: actions.merge_unit(
            unit, other, on=TODAY(), reason=UNIT_REASON, by=by
        ),
        "unit_kind.created": lambda: actions.save_unit_kind(UnitKind(name="Phường"), by=by),
        "unit_kind.changed": lambda: actions.save_unit_kind(unit.kind, by=by),
        "person.created": lambda: actions.create_person(fresh, by=by),
        "person.changed": lambda: actions.change_person(person, by=by),
        "person.disabled": lambda: actions.disable_person(person, reason=UNIT_REASON, by=by),
        "person.enabled": lambda: actions.enable_person(closed, by=by),
        "person.password_reset": lambda: actions.reset_password(person, by=by),
        "person.unlocked": lambda: actions.unlock_person(person, by=by),
        "role.assigned": lambda: actions.assign_role(person, Role.OFFICER, district, by=by),
        "role.ended": lambda: actions.end_role(held, by=by),
        "letterhead.changed": lambda: actions.save_letterhead(head, by=by),
        "letterhead.created": lambda: actions.save_letterhead(
            copy_of(head, valid_from=date(2027, 1, 1)), by=by
        ),
    }


def copy_of(letterhead, **fields):
    letterhead.valid_to = date(2026, 12, 31)
    letterhead.save()
    again = type(letterhead).objects.get(pk=letterhead.pk)
    again.pk, again.valid_to = None, None
    for name, value in fields.items():
        setattr(again, name, value)
    return again


EVENTS = [
    "unit.created", "unit.changed", "unit.merged", "unit_kind.created", "unit_kind.changed",
    "person.created", "person.changed", "person.disabled", "person.enabled",
    "person.password_reset", "person.unlocked", "role.assigned", "role.ended",
    "letterhead.changed", "letterhead.created",
]  # fmt: skip


@pytest.mark.parametrize("kind", EVENTS)
def test_the_administrator_may_and_the_event_says_who(kind, district, administrator):
    every_action(administrator, district)[kind]()

    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.kind, event.actor_id) == (kind, administrator.pk)


def test_every_event_has_words():
    words = declared_kinds()

    assert {*EVENTS, "person.password_changed"} <= words


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_may(role, district):
    stranger = make_person(role, district)

    for action in every_action(stranger, district).values():
        with pytest.raises(PermissionDenied):
            action()

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("kind", EVENTS)
def test_nothing_changes_when_the_event_cannot_be_written(
    kind, district, administrator, monkeypatch
):
    action = every_action(administrator, district)[kind]
    before = snapshot()
    monkeypatch.setattr(audit, "record", broken)

    with pytest.raises(RuntimeError):
        action()

    assert snapshot() == before


def broken(*args, **kwargs):
    raise RuntimeError("the trail is broken")


def snapshot():
    tables = (Unit, UnitKind, User, RoleAssignment)
    return [list(table.objects.order_by("pk").values()) for table in tables]
