"""People and their roles come from a workbook, and files that cannot be taken."""

import pytest
from openpyxl import load_workbook

from core.spreadsheets import FileRefused
from organisation.columns import unit_columns
from organisation.exports import people_template, units_template
from organisation.imports import previews
from organisation.imports.files import FileContent
from organisation.models import RoleAssignment, User
from organisation.roles import Role
from tests.factories import make_person, make_unit
from tests.made_files.packages import row, text_cell, xlsx
from tests.organisation.imports.cases import PARENT, carried_out, cells, content_of, previewed
from tests.organisation.people import people_file, unit_row, units_file

pytestmark = pytest.mark.django_db


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
