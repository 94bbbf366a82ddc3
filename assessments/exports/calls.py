"""Excel of the call list."""

from collections.abc import Iterable

from django.utils import timezone

from assessments.models import Round
from assessments.presenters.follow_up import LateUnit
from assessments.presenters.overview import NOBODY_ASSIGNED
from core.calendar import format_date
from core.spreadsheets import Column, Sheet, dated, write_workbook

CALL_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("late", "Đang chậm", kind="lines", width=40),
    Column("person", "Người cần gọi", kind="lines", width=34),
    Column("phone", "Điện thoại", kind="lines", width=18),
    Column("officer", "Chuyên viên", width=24),
    Column("contact", "Liên hệ gần nhất", kind="lines", width=36),
    Column("called", "Đã gọi", width=10),
    Column("note", "Ghi chú", width=30),
)


def calls_workbook(round_: Round, lines: Iterable[LateUnit]) -> bytes:
    """The call list, with two empty columns to fill in while calling."""
    heading = dated(f"Danh sách gọi điện: {round_.title}")
    rows = [call_line(line) for line in lines]
    return write_workbook([Sheet("Gọi điện", CALL_COLUMNS, rows, heading)])


def call_line(line: LateUnit) -> tuple:
    """One late unit, in the order of CALL_COLUMNS."""
    late = (
        f"{duty.step.label}: hạn {format_date(duty.due_on)}, quá {duty.days_late} ngày"
        for duty in line.late
    )
    contact = line.contact
    last = f"{timezone.localtime(contact.at):%d/%m/%Y} {contact.words}" if contact else ""
    return (
        line.unit.name,
        "\n".join(late),
        "\n".join(f"{person.user} ({person.role})" for person in line.people),
        "\n".join(person.user.phone for person in line.people),
        str(line.officer or NOBODY_ASSIGNED),
        "\n".join(filter(None, (last, contact.note if contact else ""))),
        "",
        "",
    )
