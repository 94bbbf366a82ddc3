"""The administrator's pages: who opens them, what they show, how many questions they ask."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organisation.models import Letterhead, RoleAssignment, Unit, UnitKind, User
from organisation.roles import Permission, Role
from organisation.urls import LETTERHEADS, PEOPLE, UNITS
from organisation.views.lists import PAGE_SIZE
from tests.factories import make_district, make_editor, make_letterhead, make_person, make_unit
from tests.organisation.people import make_administrator

pytestmark = pytest.mark.django_db
READABLE = {
    "units", "unit-export", "unit", "kinds", "people", "person-export", "person", "roles",
    "letterheads", "letterhead-export", "letterhead",
}  # fmt: skip


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def admin_client(client, district):
    client.force_login(make_administrator(district))
    client.get(reverse("organisation:roles"))  # the first page writes the session
    return client


@pytest.fixture
def addresses(district):
    """Name and address of every route of these pages, for rows that exist."""
    person = make_editor(make_unit(district))
    held = person.role_assignments.get()
    rows = {
        "unit": held.unit_id, "kind": held.unit.kind_id, "person": person.pk, "role": person.pk,
        "letterhead": make_letterhead(district).pk,
    }  # fmt: skip
    given = {"pk": lambda name: rows[name.split("-")[0]], "assignment_pk": lambda name: held.pk}
    return {
        route.name: reverse(
            f"organisation:{route.name}",
            kwargs={key: given[key](route.name) for key in route.pattern.converters},
        )
        for route in UNITS + PEOPLE + LETTERHEADS
    }


def test_visitors_are_sent_to_the_login_page(client, addresses):
    for place in addresses.values():
        for answer in (client.get(place), client.post(place)):
            is_sent = answer.headers.get("Location", "").startswith("/tai-khoan/dang-nhap/")
            assert is_sent or answer.status_code == 405


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.AUDITOR}))
def test_only_administrators_and_auditors_open_these_pages(client, district, addresses, role):
    client.force_login(make_person(role, district))

    for place in addresses.values():
        for method in (client.get, client.post):
            assert method(place).status_code in {403, 404, 405}


def test_the_auditor_reads_and_changes_nothing(client, district, addresses):
    client.force_login(make_person(Role.AUDITOR, district))

    for name, place in addresses.items():
        assert client.get(place).status_code in ({200} if name in READABLE else {403, 405})
        assert client.post(place).status_code in {403, 405}


def test_the_administrator_opens_every_page(client, district, addresses):
    client.force_login(make_administrator(district))

    for place in addresses.values():
        assert client.get(place).status_code in {200, 405}


def test_an_auditor_sees_the_own_district_only(client, district):
    elsewhere = make_unit(make_district("Huyện uỷ khác"), name="Đảng bộ xã Nơi Khác")
    stranger = make_editor(elsewhere)
    head = make_letterhead(elsewhere)
    client.force_login(make_person(Role.AUDITOR, district))

    for row in (elsewhere, stranger, head):
        assert client.get(row.get_absolute_url()).status_code == 404
    assert elsewhere.name not in client.get(reverse("organisation:units")).content.decode()
    assert stranger.full_name not in client.get(reverse("organisation:people")).content.decode()


# Lists


def make_rows(district, number):
    for _ in range(number):
        unit = make_unit(district)
        make_editor(unit)
        make_letterhead(unit)


@pytest.mark.parametrize("name", ["units", "people", "letterheads", "kinds"])
def test_lists_ask_no_more_for_more_rows(admin_client, district, name):
    counts = []
    for number in (1, 2):
        make_rows(district, number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert admin_client.get(reverse(f"organisation:{name}")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("row", ["unit", "person"])
def test_pages_of_one_row_ask_no_more_for_more_parts(admin_client, district, row):
    counts = []
    for number in (1, 2):
        make_rows(district, number)
        person = User.objects.exclude(role_assignments__role=Role.ADMINISTRATOR).first()
        for _ in range(number):
            RoleAssignment.objects.create(
                user=person, unit=make_unit(district), role=Role.OFFICER,
                valid_from=date(2024, 1, 1),
            )  # fmt: skip
        place = (district if row == "unit" else person).get_absolute_url()
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(place).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("typed", ["dong tam", "ĐỒNG TÂM", "Đồng Tâm", "07299"])
def test_units_are_found_without_diacritics_and_by_code(admin_client, district, typed):
    unit = make_unit(district, name="Đảng bộ xã Đồng Tâm")
    Unit.objects.filter(pk=unit.pk).update(official_code="07299")
    make_unit(district, name="Đảng bộ xã An Thượng")

    page = admin_client.get(reverse("organisation:units"), {"q": typed}).content.decode()

    assert "Đảng bộ xã Đồng Tâm" in page
    assert "An Thượng" not in page


@pytest.mark.parametrize("typed", ["hoa", "0912345678", "0912 345", "Hoà"])
def test_people_are_found_by_name_and_telephone(admin_client, typed):
    person = make_person(name="Nguyễn Thị Hoà")
    person.phone = "0912 345 678"
    person.save()
    make_person(name="Trần Văn Bình")

    page = admin_client.get(reverse("organisation:people"), {"q": typed}).content.decode()

    assert "Nguyễn Thị Hoà" in page
    assert "Trần Văn Bình" not in page


def test_units_stand_below_the_unit_they_belong_to(admin_client, district):
    commune = make_unit(district, name="Đảng bộ xã Tiến Thắng")
    make_unit(commune, name="Chi bộ thôn A")
    make_unit(district, name="Đảng bộ xã An Thượng")

    page = admin_client.get(reverse("organisation:units")).context["page"]

    order = [(row.unit.short_name, row.depth) for row in page]
    assert order == [
        ("Huyện uỷ Yên Thế", 0), ("An Thượng", 1), ("Tiến Thắng", 1), ("Chi bộ thôn A", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("state", "shown"), [("", False), ("ended", True), ("all", True)])
def test_ended_units_are_shown_only_when_asked_for(admin_client, district, state, shown):
    unit = make_unit(district, name="Đảng bộ xã Ngày Xưa")
    Unit.objects.filter(pk=unit.pk).update(valid_to=date(2024, 1, 1))

    page = admin_client.get(reverse("organisation:units"), {"state": state}).content.decode()

    assert ("Ngày Xưa" in page) is shown


def test_disabled_people_are_shown_only_when_asked_for(admin_client):
    person = make_person(name="Người Đã Nghỉ")
    User.objects.filter(pk=person.pk).update(is_active=False)
    place = reverse("organisation:people")

    assert "Người Đã Nghỉ" not in admin_client.get(place).content.decode()
    assert "Người Đã Nghỉ" in admin_client.get(place, {"state": "disabled"}).content.decode()


def test_lists_come_in_pages_of_fifty(admin_client, district):
    Unit.objects.bulk_create(
        Unit(kind=district.kind, name=f"U{n}", short_name=f"U{n}", valid_from=date(2020, 1, 1))
        for n in range(PAGE_SIZE + 5)
    )

    page = admin_client.get(reverse("organisation:units"), {"page": "2"}).context["page"]

    assert len(page.object_list) == 6


@pytest.mark.parametrize(
    "query", [{"page": "x"}, {"sort": "password"}, {"kind": "99"}, {"q": "\x00"}, {"q": "a" * 5000}]
)
def test_strange_queries_are_answered(admin_client, query):
    assert admin_client.get(reverse("organisation:units"), query).status_code == 200


def test_the_role_table_shows_every_role_and_permission(admin_client):
    page = admin_client.get(reverse("organisation:roles")).content.decode()

    for entry in [*Role, *Permission]:
        assert entry.label in page


# Forms


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
