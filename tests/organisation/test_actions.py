"""Units, people, roles, letterheads: allowed, refused with a reason, and all or nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core import audit
from core.event_words import declared_kinds
from core.models import AuditEvent
from core.versions import StaleVersion
from organisation import actions
from organisation.freshness import last_change
from organisation.models import RoleAssignment, Unit, UnitKind, User
from organisation.roles import EXCLUSIVE_ROLES, Role
from tests.factories import (
    LONG_AGO,
    make_district,
    make_editor,
    make_kind,
    make_letterhead,
    make_person,
    make_unit,
)
from tests.organisation.people import make_administrator

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
OTHERS = sorted(set(Role) - {Role.ADMINISTRATOR})


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def administrator(district):
    return make_administrator(district)


def new_unit(**fields):
    values = {"kind": make_kind(), "name": "Đảng bộ xã Mới", "short_name": "Mới"}
    return Unit(**{**values, "valid_from": LONG_AGO, **fields})


def kinds_of(row):
    return list(audit.history(row).values_list("kind", flat=True))


# Each action: its sisters are `allowed`, `nobody else`, `atomic`.

UNIT_REASON = "Nghị quyết sắp xếp đơn vị"


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


# Units


def test_a_unit_cannot_belong_to_what_is_below_it(district, administrator):
    child = make_unit(district)
    district.parent = child

    with pytest.raises(ValidationError, match="trực thuộc chính nó"):
        actions.save_unit(district, by=administrator)


def test_a_name_is_taken_in_any_spelling(district, administrator):
    make_unit(district, name="Đảng bộ xã Hoà Bình")

    with pytest.raises(ValidationError, match="Đã có đơn vị tên này"):
        actions.save_unit(new_unit(name="Đảng bộ xã Hòa Bình", parent=district), by=administrator)


def test_a_code_is_free_again_after_its_unit_has_ended(district, administrator):
    old = make_unit(district)
    Unit.objects.filter(pk=old.pk).update(official_code="07246", valid_to=date(2025, 6, 30))

    unit = actions.save_unit(
        new_unit(official_code="07246", valid_from=date(2025, 7, 1)), by=administrator
    )

    assert unit.pk


def test_a_code_belongs_to_one_living_unit(district, administrator):
    Unit.objects.filter(pk=make_unit(district).pk).update(official_code="07246")

    with pytest.raises(ValidationError, match="Mã này đang là của"):
        actions.save_unit(new_unit(official_code="07246"), by=administrator)


def test_a_change_says_what_was_and_what_is(district, administrator):
    unit = make_unit(district, name="Đảng bộ xã Cũ")
    unit.name = "Đảng bộ xã Mới"

    actions.save_unit(unit, by=administrator)

    event = audit.history(unit).first()
    assert (event.before, event.after) == ({"name": "Đảng bộ xã Cũ"}, {"name": "Đảng bộ xã Mới"})


def test_a_stale_form_changes_nothing(district, administrator):
    unit = actions.save_unit(new_unit(), by=administrator)
    seen = last_change(unit)
    mine, theirs = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=unit.pk)
    theirs.short_name = "Của người kia"
    actions.save_unit(theirs, by=administrator, seen=seen)

    mine.short_name = "Của tôi"
    with pytest.raises(StaleVersion):
        actions.save_unit(mine, by=administrator, seen=seen)

    assert Unit.objects.get(pk=unit.pk).short_name == "Của người kia"


def test_merging_ends_roles_and_moves_what_was_below(district, administrator):
    unit, into = make_unit(district), make_unit(district)
    editor, child = make_editor(unit), make_unit(unit)

    actions.merge_unit(unit, into, on=TODAY(), reason=UNIT_REASON, by=administrator)

    unit.refresh_from_db()
    child.refresh_from_db()
    assert (unit.merged_into, unit.valid_to) == (into, TODAY() - timedelta(days=1))
    assert User.objects.get(pk=editor.pk).current_roles == ()
    assert child.parent == into


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda unit, into: {"into": unit}, "chính nó"),
        (lambda unit, into: {"on": unit.valid_from}, "sau ngày thành lập"),
        (lambda unit, into: {"on": date(2019, 1, 1)}, "không tồn tại"),
        (lambda unit, into: {"into": make_unit(unit)}, "đang trực thuộc"),
    ],
)
def test_impossible_mergers_are_refused(district, administrator, change, words):
    unit, into = make_unit(district), make_unit(district)
    values = {"into": into, "on": TODAY(), "reason": UNIT_REASON} | change(unit, into)

    with pytest.raises(ValidationError, match=words):
        actions.merge_unit(unit, **values, by=administrator)


def test_a_unit_is_merged_once(district, administrator):
    unit, into = make_unit(district), make_unit(district)
    actions.merge_unit(unit, into, on=TODAY(), reason=UNIT_REASON, by=administrator)

    with pytest.raises(ValidationError, match="đã được sáp nhập"):
        actions.merge_unit(unit, into, on=TODAY(), reason=UNIT_REASON, by=administrator)


# People and roles


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "có dấu"), ("username", "ab"), ("email", "khong-phai-thu"),
        ("phone", "gọi tôi"),
    ],
)  # fmt: skip
def test_a_person_is_checked_by_field(administrator, field, value):
    person = User(full_name="Trần Văn Khoá", **{"username": "khoatv", field: value})

    with pytest.raises(ValidationError) as refusal:
        actions.create_person(person, by=administrator)

    assert list(refusal.value.message_dict) == [field]


def test_user_names_and_addresses_are_taken_in_any_case(administrator):
    taken = make_person()
    again = User(full_name="X", username=taken.username.upper(), email=taken.email.upper())

    with pytest.raises(ValidationError) as refusal:
        actions.create_person(again, by=administrator)

    assert set(refusal.value.message_dict) == {"username", "email"}


def test_an_empty_user_name_is_made_from_the_name(administrator):
    names = []
    for _ in range(2):
        person = User(full_name="Nguyễn Thị Hoà")
        actions.create_person(person, by=administrator)
        names.append(person.username)

    assert names == ["hoant", "hoant2"]


def test_the_initial_password_works_and_must_be_changed(administrator):
    person = User(full_name="Nguyễn Thị Hoà")

    password = actions.create_person(person, by=administrator)

    assert person.check_password(password)
    assert person.must_change_password


def test_passwords_are_issued_only_to_people_who_never_logged_in(administrator):
    used, unused = make_person(), make_person()
    User.objects.filter(pk=used.pk).update(last_login=timezone.now())

    given = actions.issue_initial_passwords(
        User.objects.filter(pk__in=[used.pk, unused.pk]), by=administrator
    )

    assert list(given) == [unused]
    assert User.objects.get(pk=used.pk).password == used.password


def test_nobody_gives_or_takes_their_own_role(district, administrator):
    own = administrator.role_assignments.get()

    with pytest.raises(PermissionDenied, match="tự giao"):
        actions.assign_role(administrator, Role.ADMINISTRATOR, make_district(), by=administrator)
    with pytest.raises(PermissionDenied, match="tự kết thúc"):
        actions.end_role(own, by=administrator)


def test_nobody_locks_or_resets_themselves(administrator):
    with pytest.raises(PermissionDenied, match="tự khoá"):
        actions.disable_person(administrator, reason=UNIT_REASON, by=administrator)
    with pytest.raises(PermissionDenied, match="tự đổi"):
        actions.reset_password(administrator, by=administrator)


@pytest.mark.parametrize("exclusive", sorted(EXCLUSIVE_ROLES))
@pytest.mark.parametrize("first", [True, False])
def test_exclusive_roles_stand_alone(district, administrator, exclusive, first):
    held, wanted = (exclusive, Role.OFFICER) if first else (Role.OFFICER, exclusive)
    person = make_person(held, district)

    with pytest.raises(PermissionDenied, match="kiêm nhiệm"):
        actions.assign_role(person, Role(wanted), district, by=administrator)


def test_a_role_promised_for_later_excludes_too(district, administrator):
    person = make_person()
    later = TODAY() + timedelta(days=30)
    actions.assign_role(person, Role.AUDITOR, district, by=administrator, valid_from=later)

    with pytest.raises(PermissionDenied, match="kiêm nhiệm"):
        actions.assign_role(person, Role.OFFICER, district, by=administrator)


def test_the_same_role_is_not_given_twice(district, administrator):
    person = make_person(Role.OFFICER, district)

    with pytest.raises(ValidationError, match="đã giữ vai trò"):
        actions.assign_role(person, Role.OFFICER, district, by=administrator)


def test_a_role_ends_at_once_or_after_a_day(district, administrator):
    person = make_person(Role.OFFICER, district)
    tomorrow = TODAY() + timedelta(days=1)

    held = actions.end_role(person.role_assignments.get(), by=administrator, last_day=tomorrow)
    assert User.objects.get(pk=person.pk).current_roles
    actions.end_role(held, by=administrator)

    assert User.objects.get(pk=person.pk).current_roles == ()


def test_a_role_cannot_end_in_the_past(district, administrator):
    held = make_person(Role.OFFICER, district).role_assignments.get()

    with pytest.raises(ValidationError, match="quá khứ"):
        actions.end_role(held, by=administrator, last_day=TODAY() - timedelta(days=1))


def test_a_role_needs_a_unit_that_exists(district, administrator):
    Unit.objects.filter(pk=district.pk).update(valid_to=TODAY() - timedelta(days=1))

    with pytest.raises(ValidationError, match="không tồn tại"):
        actions.assign_role(
            make_person(), Role.OFFICER, Unit.objects.get(pk=district.pk), by=administrator
        )


def test_disabling_deletes_the_stored_sessions(client, administrator, django_user_model):
    person = make_person()
    client.force_login(person)
    assert client.session.exists(client.session.session_key)

    actions.disable_person(person, reason=UNIT_REASON, by=administrator)

    assert not client.session.exists(client.session.session_key)


# Letterheads


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), True),
        (date(2021, 1, 1), date(2022, 1, 1), False),
        (date(2022, 6, 1), date(2022, 7, 1), False),
        (date(2023, 1, 1), None, True),
        (date(2021, 1, 1), None, False),
    ],
)
def test_letterheads_of_a_unit_never_overlap(district, administrator, since, until, fits):
    present = make_letterhead(district, valid_from=date(2022, 1, 1), valid_to=date(2022, 12, 31))
    another = type(present).objects.get(pk=present.pk)
    another.pk, another.valid_from, another.valid_to = None, since, until

    if fits:
        assert actions.save_letterhead(another, by=administrator).pk
    else:
        with pytest.raises(ValidationError, match="Trùng thời gian"):
            actions.save_letterhead(another, by=administrator)


# A fresh installation


def founder():
    return User(username="QuanTri", full_name="Nguyễn Thị Hoà")


def test_the_first_administrator_comes_with_a_unit():
    person = founder()

    password = actions.found_installation(person, unit_name="Huyện uỷ X", kind_name="Huyện")

    assert person.check_password(password)
    assert person.username == "quantri"
    assert kinds_of(person) == ["role.assigned", "person.created"]


def test_later_administrators_are_appointed(administrator):
    with pytest.raises(ValidationError, match="Đã có người quản trị"):
        actions.found_installation(founder(), unit_name="Huyện uỷ X", kind_name="Huyện")

    assert not User.objects.filter(username="quantri").exists()
