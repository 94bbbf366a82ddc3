"""Workbooks are uploaded, previewed, confirmed and exported in the browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from zeal import zeal_ignore

from organisation import actions
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role
from tests.factories import make_letterhead, make_person, make_unit
from tests.organisation.imports.cases import PARENT
from tests.organisation.people import people_file, unit_row, units_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


def upload(client, file, name="unit"):
    named = SimpleUploadedFile("danh-sach.xlsx", file)
    return client.post(reverse(f"organisation:{name}-import"), {"file": named})


def confirm(client, sha256, name="unit"):
    return client.post(reverse(f"organisation:{name}-import-confirm"), {"sha256": sha256})


def test_upload_preview_confirm(admin_client):
    page = upload(admin_client, units_file(unit_row("Đảng bộ xã Mới")))
    assert "Đảng bộ xã Mới" in page.content.decode()
    assert not Unit.objects.filter(name="Đảng bộ xã Mới").exists()

    confirm(admin_client, page.context["sha256"])

    assert Unit.objects.filter(name="Đảng bộ xã Mới").exists()


@pytest.fixture
def row_by_row():
    """An import locks and writes each row by itself, on purpose: no alarm about repetition."""
    with zeal_ignore():
        yield


def test_files_of_many_rows_go_all_the_way(admin_client, row_by_row):
    page = upload(admin_client, units_file(*(unit_row(f"Chi bộ {n}") for n in range(5))))
    confirm(admin_client, page.context["sha256"])
    people = [(f"Người Số {n}", "", "", "", "", "Chuyên viên Ban Dân vận", PARENT) for n in "ABCDE"]
    page = upload(admin_client, people_file(*people), "person")
    confirm(admin_client, page.context["sha256"], "person")

    assert Unit.objects.filter(name__startswith="Chi bộ").count() == 5
    assert RoleAssignment.objects.filter(role=Role.OFFICER).count() == 5


def test_confirming_twice_saves_once(admin_client):
    page = upload(admin_client, units_file(unit_row("Đảng bộ xã Mới")))
    confirm(admin_client, page.context["sha256"])

    answer = confirm(admin_client, page.context["sha256"])

    assert answer.headers["Location"] == reverse("organisation:unit-import")
    assert Unit.objects.filter(name="Đảng bộ xã Mới").count() == 1


def test_only_what_was_previewed_is_confirmed(admin_client):
    upload(admin_client, units_file(unit_row("Đảng bộ xã Mới")))

    confirm(admin_client, "0" * 64)

    assert not Unit.objects.filter(name="Đảng bộ xã Mới").exists()


def test_a_change_in_between_asks_for_another_look(admin_client, district, administrator):
    page = upload(admin_client, units_file(unit_row("Đảng bộ xã Mới")))
    district.short_name = "Yên Thế"
    actions.save_unit(district, by=administrator)

    answer = confirm(admin_client, page.context["sha256"])

    assert "Có người vừa sửa" in answer.content.decode()
    assert not Unit.objects.filter(name="Đảng bộ xã Mới").exists()
    confirm(admin_client, answer.context["sha256"])
    assert Unit.objects.filter(name="Đảng bộ xã Mới").exists()


def test_a_file_with_problems_cannot_be_confirmed(admin_client):
    page = upload(admin_client, units_file(unit_row("A"), unit_row("B", parent="Không có")))
    assert page.status_code == 422
    assert "Đơn vị!E3" in page.content.decode()

    confirm(admin_client, page.context["sha256"])

    assert not Unit.objects.filter(name="A").exists()


@pytest.mark.parametrize("file", [b"", b"khong phai excel"])
def test_a_refused_file_is_explained_beside_the_field(admin_client, file):
    answer = upload(admin_client, file)

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_passwords_of_imported_people_are_offered_once(admin_client, tmp_path):
    page = upload(admin_client, people_file(("Nguyễn Thị Hoà",)), "person")
    confirm(admin_client, page.context["sha256"], "person")
    place = reverse("organisation:initial-passwords")
    path = tmp_path / "mat-khau.xlsx"

    path.write_bytes(admin_client.post(place).content)
    sheet = load_workbook(path).active

    person = User.objects.get(username="hoant")
    assert person.check_password(sheet["D2"].value)
    assert "Không còn ai chờ mật khẩu" in admin_client.post(place).content.decode()


def test_lists_are_exported_as_shown(admin_client, district, tmp_path):
    make_unit(district, name="Đảng bộ xã Đồng Tâm")
    make_unit(district, name="Đảng bộ xã An Thượng")
    path = tmp_path / "don-vi.xlsx"

    path.write_bytes(
        admin_client.get(reverse("organisation:unit-export"), {"q": "dong tam"}).content
    )

    names = [cell.value for cell in load_workbook(path).active["A"]]
    assert names == ["Tên đơn vị", "Đảng bộ xã Đồng Tâm"]


def test_letterheads_are_exported_with_every_line(admin_client, district, tmp_path):
    make_letterhead(district)
    path = tmp_path / "the-thuc.xlsx"

    path.write_bytes(admin_client.get(reverse("organisation:letterhead-export")).content)

    line = [cell.value for cell in load_workbook(path).active[2]]
    assert line[:5] == [
        PARENT, "Đảng – HD 05-HD/VPTW (từ 27/5/2026)", "ĐẢNG BỘ TỈNH BẮC GIANG",
        "HUYỆN UỶ YÊN THẾ", "HU",
    ]  # fmt: skip


def test_no_exported_cell_is_a_formula(admin_client, district, tmp_path):
    Unit.objects.filter(pk=make_unit(district).pk).update(name='=HYPERLINK("x")', short_name="+1")
    path = tmp_path / "don-vi.xlsx"

    path.write_bytes(admin_client.get(reverse("organisation:unit-export")).content)

    types = {cell.data_type for line in load_workbook(path).active for cell in line}
    assert "f" not in types


def test_people_are_exported_with_a_row_for_each_role(admin_client, district, tmp_path):
    person = make_person(Role.OFFICER, district, name="Trần Văn Khoá")
    actions.assign_role(person, Role.CLERK, district, by=User.objects.get(pk=admin_pk(district)))
    path = tmp_path / "nguoi-dung.xlsx"

    path.write_bytes(admin_client.get(reverse("organisation:person-export")).content)

    names = [cell.value for cell in load_workbook(path).active["A"]]
    assert names.count("Trần Văn Khoá") == 2


def admin_pk(district):
    return district.role_assignments.get(role=Role.ADMINISTRATOR).user_id
