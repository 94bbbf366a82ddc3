"""The people and files that the tests of this app share."""

from datetime import date

from core.spreadsheets import Sheet, write_workbook
from organisation.columns import person_columns, unit_columns
from organisation.roles import Role
from tests.factories import make_district, make_person


def make_administrator(unit=None):
    """An administrator at the unit."""
    return make_person(Role.ADMINISTRATOR, unit or make_district("Huyện uỷ quản trị"))


def units_file(*rows):
    """A file of units; a row is (name, short name, kind, code, parent, from, to)."""
    padded = [(*row, *(None,) * (7 - len(row))) for row in rows]
    return write_workbook([Sheet("Đơn vị", unit_columns(), padded)])


def people_file(*rows):
    """A file of people; a row is (name, position, user name, address, phone, role, unit)."""
    padded = [(*row, *(None,) * (7 - len(row))) for row in rows]
    return write_workbook([Sheet("Người dùng", person_columns(), padded)])


def unit_row(name, short_name="", kind="Xã, thị trấn", code="", parent="", since=None):
    """One row for units_file, valid since long ago."""
    return (name, short_name or name, kind, code, parent, since or date(2020, 1, 1))
