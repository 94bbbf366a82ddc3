"""People, their passwords and their roles."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core import audit
from organisation import actions
from organisation.models import Unit, User
from organisation.roles import EXCLUSIVE_ROLES, Role
from tests.factories import make_district, make_person
from tests.organisation.actions.cases import TODAY, UNIT_REASON

pytestmark = pytest.mark.django_db


def kinds_of(row):
    return list(audit.history(row).values_list("kind", flat=True))


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
