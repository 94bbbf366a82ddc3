"""Units and people from Excel: what the preview says is what happens, or nothing does."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from zeal import zeal_ignore

from core.models import AuditEvent
from core.spreadsheets import FileRefused
from organisation import actions
from organisation.columns import unit_columns
from organisation.exports import people_template, units_template, units_workbook
from organisation.imports import previews
from organisation.imports.files import FileContent, read_file
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role
from tests.corpus import row, text_cell, xlsx
from tests.factories import make_district, make_kind, make_letterhead, make_person, make_unit
from tests.organisation.people import make_administrator, people_file, unit_row, units_file

pytestmark = pytest.mark.django_db
PARENT = "Huyện uỷ Yên Thế"


@pytest.fixture
def district():
    make_kind("commune")
    return make_district(PARENT)


@pytest.fixture
def administrator(district):
    return make_administrator(district)


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


def content_of(file, kind):
    return read_file(SimpleUploadedFile("t.xlsx", file), kind.columns())


def previewed(file, by, kind=previews.UNITS):
    return previews.preview(kind, content_of(file, kind), by=by)


def carried_out(file, by, kind=previews.UNITS):
    return previews.carry_out(kind, content_of(file, kind), by=by)


def cells(outcome):
    return [problem.cell for problem in outcome.problems]


# Units


def test_new_changed_and_unchanged_units_are_told_apart(district, administrator):
    make_unit(district, name="Đảng bộ xã Đồng Tâm")
    make_unit(district, name="Đảng bộ xã An Thượng")
    file = units_file(
        unit_row("Đảng bộ xã Mới", "Mới", parent=PARENT),
        unit_row("Đảng bộ xã Đồng Tâm", "Đồng Tâm", code="07299", parent=PARENT),
        unit_row("Đảng bộ xã An Thượng", "An Thượng", parent=PARENT),
    )

    outcome = previewed(file, administrator)

    assert [line.outcome for line in outcome.lines] == ["new", "changed", "unchanged"]
    assert [(c.label, c.before, c.after) for c in outcome.lines[1].changes] == [("Mã", "", "07299")]


def test_the_preview_leaves_nothing_behind(administrator):
    before = (Unit.objects.count(), AuditEvent.objects.count())

    previewed(units_file(unit_row("Đảng bộ xã Mới")), administrator)

    assert (Unit.objects.count(), AuditEvent.objects.count()) == before


def test_confirming_saves_through_the_action(administrator):
    outcome = carried_out(units_file(unit_row("Đảng bộ xã Mới", parent=PARENT)), administrator)

    unit = Unit.objects.get(name="Đảng bộ xã Mới")
    assert outcome.created == [unit.pk]
    assert unit.parent.name == PARENT
    assert AuditEvent.objects.get().kind == "unit.created"


@pytest.mark.parametrize(
    "spelt", ["Đảng bộ xã Hòa Bình", "đảng bộ xã hoà bình", "Đảng bộ  xã Ho\u00e0 B\u0069\u0300nh"]
)
def test_other_spellings_of_a_name_are_the_same_unit(district, administrator, spelt):
    unit = make_unit(district, name="Đảng bộ xã Hoà Bình")

    outcome = carried_out(units_file(unit_row(spelt, "Hoà Bình", parent=PARENT)), administrator)

    unit.refresh_from_db()
    assert [line.outcome for line in outcome.lines] == ["unchanged"]
    assert unit.name == "Đảng bộ xã Hoà Bình"


def test_a_different_tone_is_a_different_unit(district, administrator):
    make_unit(district, name="Đảng bộ xã Hồng Kỳ")

    outcome = previewed(units_file(unit_row("Đảng bộ xã Hồng Kỵ")), administrator)

    assert [line.outcome for line in outcome.lines] == ["new"]


def test_a_parent_may_stand_in_an_earlier_row(administrator):
    file = units_file(
        unit_row("Đảng bộ xã Mới", parent=PARENT), unit_row("Chi bộ A", parent="Đảng bộ xã Mới")
    )

    carried_out(file, administrator)

    assert Unit.objects.get(name="Chi bộ A").parent.name == "Đảng bộ xã Mới"


def test_every_problem_is_named_by_its_cell_at_once(administrator):
    file = units_file(
        unit_row("Đảng bộ xã Một", kind="Loại lạ"),
        unit_row("Đảng bộ xã Hai", parent="Không có"),
        (*unit_row("Đảng bộ xã Ba"), date(2019, 1, 1)),
        unit_row("Đảng bộ xã Bốn"),
        unit_row("Đảng bộ xã Bốn"),
    )

    assert cells(previewed(file, administrator)) == ["C2", "E3", "G4", "A6"]


def test_one_bad_row_keeps_every_row_out(administrator):
    file = units_file(unit_row("Đảng bộ xã Tốt"), unit_row("Đảng bộ xã Hỏng", parent="Không có"))

    outcome = carried_out(file, administrator)

    assert cells(outcome) == ["E3"]
    assert not Unit.objects.filter(name__contains="xã").exists()
    assert not AuditEvent.objects.exists()


def test_a_missing_column_erases_nothing(district, administrator):
    unit = make_unit(district, name="Đảng bộ xã Đồng Tâm")
    content = content_of(units_file(unit_row(unit.name, "Tâm Đồng")), previews.UNITS)
    for line in content.rows:
        del line.values["parent"]

    previews.carry_out(previews.UNITS, content, by=administrator)

    unit.refresh_from_db()
    assert (unit.short_name, unit.parent) == ("Tâm Đồng", district)


def test_the_export_reads_back_unchanged(district, administrator):
    make_unit(district, name="Đảng bộ xã Đồng Tâm")
    units = Unit.objects.select_related("kind", "parent", "merged_into")

    outcome = previewed(units_workbook(units), administrator)

    assert outcome.problems == []
    assert {line.outcome for line in outcome.lines} == {"unchanged"}


# People


def people_preview(administrator, *rows):
    return previewed(people_file(*rows), administrator, previews.PEOPLE)


def test_a_person_comes_with_a_role_and_without_a_usable_password(district, administrator):
    file = people_file(("Nguyễn Thị Hoà", "", "", "", "", Role.OFFICER.label, PARENT))

    carried_out(file, administrator, previews.PEOPLE)

    person = User.objects.get(username="hoant")
    assert person.current_roles == ((Role.OFFICER, district.pk),)
    assert not person.has_usable_password()


def test_a_known_person_gets_the_missing_role(district, administrator):
    person = make_person()
    rows = (person.full_name, "", person.username.upper(), "", "", Role.OFFICER.label, PARENT)

    outcome = carried_out(people_file(rows), administrator, previews.PEOPLE)

    assert [line.outcome for line in outcome.lines] == ["changed"]
    assert person.role_assignments.get().unit == district
    again = people_preview(administrator, rows)
    assert [line.outcome for line in again.lines] == ["unchanged"]


def test_an_empty_cell_keeps_what_is_known(administrator):
    person = make_person()

    outcome = people_preview(administrator, (person.full_name, "", person.username))

    assert [line.outcome for line in outcome.lines] == ["unchanged"]


def test_a_person_with_two_roles_has_two_rows(district, administrator):
    make_unit(district, name="Đảng bộ xã Đồng Tâm")
    own = ("Nguyễn Thị Hoà", "", "hoant", "", "")
    file = people_file(
        (*own, Role.UNIT_EDITOR.label, "Đồng Tâm"), (*own, Role.UNIT_HEAD.label, "Đồng Tâm")
    )

    carried_out(file, administrator, previews.PEOPLE)

    assert RoleAssignment.objects.filter(user__username="hoant").count() == 2


@pytest.mark.parametrize(
    ("cells_of_row", "problem"),
    [
        (("A B", "", "có dấu"), "C2"),
        (("A B", "", "", "sai"), "D2"),
        (("A B", "", "", "", "gọi tôi"), "E2"),
        (("A B", "", "", "", "", "Lãnh tụ", PARENT), "F2"),
        (("A B", "", "", "", "", Role.OFFICER.label, ""), "G2"),
        (("A B", "", "", "", "", Role.OFFICER.label, "Không có"), "G2"),
        (("", "Bí thư"), "A2"),
    ],
)
def test_a_wrong_cell_of_a_person_is_named(administrator, cells_of_row, problem):
    assert cells(people_preview(administrator, cells_of_row)) == [problem]


def test_nobody_imports_a_role_for_themselves(district, administrator):
    line = (administrator.full_name, "", administrator.username, "", "", Role.OFFICER.label, PARENT)

    outcome = people_preview(administrator, line)

    assert "tự giao vai trò" in outcome.problems[0].message


def test_exclusive_roles_are_refused_in_files_too(district, administrator):
    auditor = make_person(Role.AUDITOR, district)
    line = (auditor.full_name, "", auditor.username, "", "", Role.OFFICER.label, PARENT)

    assert "kiêm nhiệm" in people_preview(administrator, line).problems[0].message


# Files


@pytest.mark.parametrize(
    "file",
    [
        b"", b"PK\x03\x04 broken", b"%PDF-1.7", xlsx(row(1, text_cell("A1", "Cột lạ"))),
        xlsx("", {"xl/vbaProject.bin": b"macro"}),
    ],
)  # fmt: skip
def test_hostile_and_foreign_files_are_refused(file):
    with pytest.raises(FileRefused):
        content_of(file, previews.UNITS)


def test_formulas_are_refused_by_cell(district):
    headers = "".join(
        text_cell(f"{place}1", column.header)
        for place, column in zip("ABCDEFG", unit_columns(), strict=True)
    )
    formula = '<c r="A2"><f>1+1</f><v>2</v></c>'

    content = content_of(xlsx(row(1, headers) + row(2, formula)), previews.UNITS)

    assert "A2" in [problem.cell for problem in content.problems]
    assert content.rows == []


def test_content_survives_the_wait_in_the_session(district):
    content = content_of(units_file(unit_row("Đảng bộ xã Mới")), previews.UNITS)

    again = FileContent.from_json(content.as_json())

    assert again.sha256 == content.sha256
    assert again.rows == content.rows


@pytest.mark.parametrize("template", [units_template, people_template])
def test_templates_hold_the_columns_and_one_example(district, tmp_path, template):
    path = tmp_path / "mau.xlsx"
    path.write_bytes(template())

    sheet = load_workbook(path).active

    assert sheet.max_row == 3
    assert sheet["A2"].value in {"Tên đơn vị", "Họ và tên"}


# Pages


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
