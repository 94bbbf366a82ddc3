"""Excel files of what the lists show, and the empty files to fill in."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from core.spreadsheets import Sheet, write_workbook
from organisation.columns import (
    ACTIVE_COLUMN,
    LAST_LOGIN_COLUMN,
    MERGED_COLUMN,
    PASSWORD_COLUMN,
    PEOPLE_SHEET,
    UNITS_SHEET,
    letterhead_columns,
    person_columns,
    unit_columns,
)
from organisation.models import Letterhead, Unit, User
from organisation.roles import Role

TEMPLATE_NOTE = "Dòng đầu dưới tiêu đề là ví dụ: xoá đi trước khi nộp. Không đổi tên các cột."


def units_workbook(units: Iterable[Unit]) -> bytes:
    """Units with the columns of the import, so that the file can be edited and read back."""
    rows = (
        (
            unit.name, unit.short_name, unit.kind.name, unit.official_code, unit.parent,
            unit.valid_from, unit.valid_to, unit.merged_into,
        )
        for unit in units
    )  # fmt: skip
    return write_workbook([Sheet(UNITS_SHEET, [*unit_columns(), MERGED_COLUMN], rows)])


def people_workbook(people: Iterable[User]) -> bytes:
    """People, a row for each role held today (`roles_now`); read back by the import."""
    columns = [*person_columns(), ACTIVE_COLUMN, LAST_LOGIN_COLUMN]
    return write_workbook([Sheet(PEOPLE_SHEET, columns, _person_rows(people))])


def letterheads_workbook(letterheads: Iterable[Letterhead]) -> bytes:
    """Letterheads as the list shows them, with every line that is printed."""
    rows = (
        (
            letterhead.unit, letterhead.get_format_display(), letterhead.parent_line,
            letterhead.issuer_line, letterhead.symbol, letterhead.place, letterhead.author,
            letterhead.authority_line, letterhead.signatory_title, letterhead.signatory_name,
            letterhead.archive_line, letterhead.valid_from, letterhead.valid_to,
        )
        for letterhead in letterheads
    )  # fmt: skip
    return write_workbook([Sheet("Thể thức văn bản", letterhead_columns(), rows)])


def passwords_workbook(passwords: Mapping[User, str]) -> bytes:
    """Initial passwords to be cut into slips; made once and kept nowhere."""
    columns = [c for c in person_columns() if c.name in ("full_name", "position", "username")]
    rows = ((p.full_name, p.position, p.username, text) for p, text in passwords.items())
    sheet = Sheet("Mật khẩu ban đầu", [*columns, PASSWORD_COLUMN], rows)
    return write_workbook([sheet])


def units_template() -> bytes:
    """An empty file of units with one example row."""
    columns = unit_columns()
    kind = next(iter(columns[2].choices), "Xã, thị trấn")
    example = (
        "Đảng bộ xã Ví Dụ", "Ví Dụ", kind, "", "", date(2026, 1, 1), None,
    )  # fmt: skip
    return write_workbook([Sheet(UNITS_SHEET, columns, [example], [TEMPLATE_NOTE])])


def people_template() -> bytes:
    """An empty file of people with one example row."""
    example = (
        "Nguyễn Thị Ví Dụ", "Phó Bí thư Đảng uỷ xã", "", "vidu@example.vn", "0912 345 678",
        Role.UNIT_EDITOR.label, "Đảng bộ xã Ví Dụ",
    )  # fmt: skip
    return write_workbook([Sheet(PEOPLE_SHEET, person_columns(), [example], [TEMPLATE_NOTE])])


def _person_rows(people: Iterable[User]) -> Iterator[tuple]:
    for person in people:
        own = (person.full_name, person.position, person.username, person.email, person.phone)
        account = (person.is_active, person.last_login)
        for assignment in person.roles_now:
            yield (*own, assignment.get_role_display(), assignment.unit, *account)
        if not person.roles_now:
            yield (*own, None, None, *account)
