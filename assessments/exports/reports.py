"""Excel of who sent which quarterly report."""

from collections.abc import Iterable

from assessments.figures import QUARTER_NAMES
from assessments.models import Round
from assessments.presenters.reports import ReportLine
from core.spreadsheets import Column, Sheet, dated, write_workbook

REPORT_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("kind", "Loại đơn vị", width=18),
    Column("officer", "Chuyên viên", width=24),
    Column("quarter", "Quý", width=8),
    Column("due_on", "Hạn gửi", kind="date", width=12),
    Column("sent_on", "Ngày gửi", kind="date", width=12),
    Column("late", "Số ngày muộn", kind="count", width=10),
    Column("words", "Tình trạng", width=24),
    Column("state", "Bước", width=18),
)


def reports_workbook(round_: Round, lines: Iterable[ReportLine]) -> bytes:
    """Who sent which quarter's report and when: one row per unit and quarter on the screen."""
    heading = dated(f"Báo cáo quý năm {round_.year}")
    rows = [
        (
            line.unit.name, line.unit.kind.name, str(line.officer or ""),
            QUARTER_NAMES[cell.quarter], cell.due_on, cell.sent_on,
            cell.days_late if cell.sent_on else None, cell.words, cell.state_words,
        )
        for line in lines
        for cell in line.cells
    ]  # fmt: skip
    return write_workbook([Sheet("Báo cáo quý", REPORT_COLUMNS, rows, heading)])
