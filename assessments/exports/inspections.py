"""Excel of the inspections of a year."""

from collections.abc import Iterable

from assessments.models import Round
from assessments.presenters.inspections import InspectionLine
from core.spreadsheets import Column, Sheet, dated, write_workbook

INSPECTION_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("kind", "Hình thức", width=12),
    Column("subject", "Nội dung", width=48),
    Column("team", "Thành phần đoàn", width=36),
    Column("planned_on", "Ngày dự kiến", kind="date", width=12),
    Column("state", "Trạng thái", width=22),
    Column("visited_on", "Ngày làm việc", kind="date", width=12),
    Column("reference", "Số kết luận", width=16),
    Column("concluded_on", "Ngày kết luận", kind="date", width=12),
    Column("shortcomings", "Số hạn chế", kind="count", width=10),
    Column("mended", "Đã khắc phục", kind="count", width=10),
    Column("overdue", "Quá hạn", kind="count", width=10),
)


def inspections_workbook(round_: Round, lines: Iterable[InspectionLine]) -> bytes:
    """The year's inspections exactly as the screen shows them to the same person."""
    heading = dated(f"Kiểm tra, giám sát năm {round_.year}")
    rows = [inspection_cells(line) for line in lines]
    return write_workbook([Sheet("Kiểm tra, giám sát", INSPECTION_COLUMNS, rows, heading)])


def inspection_cells(line: InspectionLine) -> tuple:
    """One inspection, in the order of INSPECTION_COLUMNS."""
    row = line.row
    return (
        row.unit.name, row.get_kind_display(), row.subject, row.team, row.planned_on,
        row.get_state_display(), row.visited_on, row.reference, row.concluded_on,
        line.shortcomings, line.mended, line.overdue,
    )  # fmt: skip
