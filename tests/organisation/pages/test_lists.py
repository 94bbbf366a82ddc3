"""Who opens the pages of units and people, and what their lists show."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisation.models import RoleAssignment, Unit, User
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
