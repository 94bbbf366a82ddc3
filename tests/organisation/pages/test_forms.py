"""Units, people, roles and letterheads are changed in the browser."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from organisation.models import Letterhead, RoleAssignment, Unit, UnitKind, User
from organisation.roles import Role
from tests.factories import make_editor, make_letterhead, make_person, make_unit

pytestmark = pytest.mark.django_db


def unit_form(district, **fields):
    values = {
        "name": "Đảng bộ xã Mới", "short_name": "Mới", "kind": district.kind_id,
        "parent": district.pk, "valid_from": "01/01/2026",
    }  # fmt: skip
    return {**values, **fields}


def test_a_unit_is_added(admin_client, district):
    admin_client.post(reverse("organisation:unit-create"), unit_form(district))

    unit = Unit.objects.get(name="Đảng bộ xã Mới")
    assert (unit.parent, unit.valid_from) == (district, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Chưa nhập"), ("name", "x" * 201, "tối đa 200"),
        ("valid_from", "31/02/2026", "Không có ngày"), ("valid_to", "01/01/2019", "Ngày kết thúc"),
    ],
)  # fmt: skip
def test_a_wrong_field_of_a_unit_is_named(admin_client, district, field, value, words):
    form = unit_form(district, **{field: value})

    answer = admin_client.post(reverse("organisation:unit-create"), form)

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])


def test_a_name_of_composed_and_control_characters_is_cleaned(admin_client, district):
    name = "Đa\u0309ng bô\u0323 xa\u0303\u200b  Mơ\u0301i\x07"

    admin_client.post(reverse("organisation:unit-create"), unit_form(district, name=name))

    assert Unit.objects.filter(name="Đảng bộ xã Mới").exists()


def test_a_stale_unit_form_keeps_what_was_typed_and_shows_what_is(admin_client, district):
    unit = make_unit(district)
    place = reverse("organisation:unit-edit", args=[unit.pk])
    first = unit_form(district, seen="0", short_name="Người kia")
    admin_client.post(place, first)

    answer = admin_client.post(place, unit_form(district, seen="0", short_name="Của tôi"))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Người kia" in page
    assert "Của tôi" in page
    informed = unit_form(
        district, short_name="Của tôi", seen=answer.context["form"]["seen"].value()
    )
    assert admin_client.post(place, informed).status_code == 302


def test_merging_says_what_will_happen_before_it_does(admin_client, district):
    unit, into = make_unit(district), make_unit(district)
    make_editor(unit)
    place = reverse("organisation:unit-merge", args=[unit.pk])
    form = {"into": into.pk, "on": f"{timezone.localdate():%d/%m/%Y}", "reason": "Nghị quyết 1191"}

    page = admin_client.post(place, form).content.decode()
    unit.refresh_from_db()
    assert "1 vai trò tại đơn vị này kết thúc" in page
    assert unit.merged_into is None

    admin_client.post(place, {**form, "confirmed": "1"})
    unit.refresh_from_db()
    assert unit.merged_into == into


def test_kinds_are_added_and_renamed(admin_client):
    admin_client.post(reverse("organisation:kind-create"), {"name": "Phường", "position": "3"})
    kind = UnitKind.objects.get(name="Phường")
    place = reverse("organisation:kind-edit", args=[kind.pk])

    admin_client.post(place, {"name": "Phường, xã", "position": "3"})

    kind.refresh_from_db()
    assert (kind.name, kind.code) == ("Phường, xã", "phuong")
    assert admin_client.post(
        reverse("organisation:kind-create"), {"name": "phường, xã", "position": "1"}
    ).status_code in {302, 422}


def person_form(**fields):
    return {"full_name": "Nguyễn Thị Hoà", "email": "hoa@example.org", **fields}


def test_a_new_person_gets_a_role_and_a_password_shown_once(admin_client, district):
    form = person_form(role=Role.OFFICER, unit=district.pk)

    answer = admin_client.post(reverse("organisation:person-create"), form)

    person = User.objects.get(username="hoant")
    assert person.check_password(answer.context["password"])
    assert answer.context["password"] in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert person.current_roles == ((Role.OFFICER, district.pk),)


def test_every_wrong_field_of_a_person_is_named_at_once(admin_client):
    form = {"full_name": "", "email": "sai", "phone": "gọi tôi", "username": "có dấu"}

    answer = admin_client.post(reverse("organisation:person-create"), form)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(form)


def test_a_role_without_its_unit_is_refused(admin_client):
    form = person_form(role=Role.OFFICER)

    answer = admin_client.post(reverse("organisation:person-create"), form)

    assert "unit" in answer.context["form"].errors
    assert not User.objects.filter(email="hoa@example.org").exists()


def test_a_persons_particulars_are_changed(admin_client):
    person = make_person()
    place = reverse("organisation:person-edit", args=[person.pk])

    admin_client.post(place, person_form(position="Phó Bí thư", email="MOI@Example.org"))

    person.refresh_from_db()
    assert (person.position, person.email) == ("Phó Bí thư", "moi@example.org")


def test_disabling_asks_for_a_reason(admin_client):
    person = make_person()
    place = reverse("organisation:person-disable", args=[person.pk])

    assert admin_client.post(place, {"reason": "nghỉ"}).status_code == 422
    admin_client.post(place, {"reason": "Chuyển công tác từ hôm nay"})

    person.refresh_from_db()
    assert not person.is_active


def test_a_disabled_account_is_opened_again(admin_client):
    person = make_person()
    User.objects.filter(pk=person.pk).update(is_active=False)

    admin_client.post(reverse("organisation:person-enable", args=[person.pk]))

    person.refresh_from_db()
    assert person.is_active


def test_a_password_is_reset_and_shown_once(admin_client):
    person = make_person()
    place = reverse("organisation:person-password", args=[person.pk])

    password = admin_client.post(place).context["password"]

    person.refresh_from_db()
    assert person.check_password(password)
    assert password not in admin_client.get(person.get_absolute_url()).content.decode()


def test_roles_are_given_and_ended_on_the_persons_page(admin_client, district):
    person = make_person()
    form = {"role": Role.OFFICER, "unit": district.pk}
    admin_client.post(reverse("organisation:role-assign", args=[person.pk]), form)
    held = person.role_assignments.get()

    admin_client.post(reverse("organisation:role-end", args=[person.pk, held.pk]))

    assert not RoleAssignment.objects.active_on(timezone.localdate()).filter(user=person).exists()


def test_a_refused_role_is_explained_on_the_persons_page(admin_client, district):
    person = make_person(Role.OFFICER, district)
    form = {"role": Role.OFFICER, "unit": district.pk}

    answer = admin_client.post(reverse("organisation:role-assign", args=[person.pk]), form)

    assert answer.status_code == 422
    assert "đã giữ vai trò" in answer.content.decode()


def letterhead_form(unit, **fields):
    values = {
        "unit": unit.pk, "format": "hd05", "issuer_line": "HUYỆN UỶ YÊN THẾ", "symbol": "HU",
        "place": "Yên Thế", "author": "Ban Thường vụ", "signatory_title": "BÍ THƯ",
        "signatory_name": "Nguyễn Văn Mẫu", "archive_line": "Lưu Văn phòng",
        "valid_from": "27/05/2026",
    }  # fmt: skip
    return {**values, **fields}


def test_a_letterhead_is_previewed_then_saved(admin_client, district):
    place = reverse("organisation:letterhead-create")

    page = admin_client.post(place, letterhead_form(district, preview="1")).content.decode()
    assert "Số 07-QĐ/HU" in page
    assert not Letterhead.objects.exists()

    admin_client.post(place, letterhead_form(district))
    assert Letterhead.objects.get().valid_from == date(2026, 5, 27)


def test_a_letterhead_is_changed(admin_client, district):
    letterhead = make_letterhead(district)
    place = reverse("organisation:letterhead-edit", args=[letterhead.pk])

    admin_client.post(place, letterhead_form(district, symbol="HUYT", valid_from="01/01/2020"))

    letterhead.refresh_from_db()
    assert letterhead.symbol == "HUYT"
