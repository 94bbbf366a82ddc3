"""Excel of how far the files of a round are."""

from collections.abc import Iterable

from assessments.models import Round
from assessments.presenters.overview import OverviewRow
from core.spreadsheets import Column, Sheet, dated, write_workbook

OVERVIEW_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("kind", "Loại đơn vị", width=18),
    Column("state", "Trạng thái", width=24),
    Column("officer", "Chuyên viên", width=24),
    Column("due_on", "Hạn nộp", kind="date", width=12),
    Column("extended", "Gia hạn", width=10),
    Column("self_total", "Điểm tự chấm", kind="points", width=12),
    Column("self_class", "Tự xếp loại", width=14),
    Column("appraised_total", "Điểm thẩm định", kind="points", width=12),
    Column("appraised_class", "Xếp loại thẩm định", width=14),
    Column("gap", "Chênh lệch", kind="points", width=12),
    Column("holder", "Đang chờ", width=26),
    Column("days", "Số ngày chờ", kind="count", width=10),
    Column("version", "Phiên bản bộ tiêu chí", kind="count", width=12),
)


def overview_workbook(round_: Round, rows: Iterable[OverviewRow]) -> bytes:
    """The overview of a round exactly as the screen shows it to the same person."""
    heading = dated(round_.title)
    lines = [overview_line(row) for row in rows]
    return write_workbook([Sheet("Tiến độ", OVERVIEW_COLUMNS, lines, heading)])


def overview_line(row: OverviewRow) -> tuple:
    """One unit, in the order of OVERVIEW_COLUMNS."""
    return (
        row.file.unit_name,
        row.file.unit.kind.name,
        row.file.get_state_display(),
        row.officer_name,
        row.file.due_on,
        "Có" if row.extension else "",
        row.self_total,
        row.self_class,
        row.appraised_total,
        row.appraised_class,
        row.gap,
        row.holder_name,
        row.waiting.days,
        row.file.criteria_set.version,
    )
