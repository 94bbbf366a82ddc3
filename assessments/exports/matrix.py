"""Excel of the matrix: units against the steps of the year."""

from collections.abc import Iterable

from assessments.models import Round
from assessments.presenters.matrix import Cell, MatrixRow
from assessments.presenters.overview import NOBODY_ASSIGNED
from assessments.workflow import Step
from core.calendar import format_date
from core.spreadsheets import Column, Sheet, dated, write_workbook

MATRIX_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("kind", "Loại đơn vị", width=18),
    Column("officer", "Chuyên viên", width=24),
    *(Column(step.value, step.label, width=18) for step in Step),
    Column("holder", "Đang chờ", width=26),
    Column("days", "Số ngày chờ", kind="count", width=10),
)


def matrix_workbook(round_: Round, rows: Iterable[MatrixRow]) -> bytes:
    """Units against the steps of the year, as the screen shows them."""
    heading = dated(f"Tiến độ: {round_.title}")
    lines = [matrix_line(row) for row in rows]
    return write_workbook([Sheet("Tiến độ", MATRIX_COLUMNS, lines, heading)])


def matrix_line(row: MatrixRow) -> tuple:
    """One unit, in the order of MATRIX_COLUMNS."""
    officer = str(row.officer) if row.officer else NOBODY_ASSIGNED
    by_step = {cell.step: cell for cell in row.cells}
    words = (_cell_words(by_step.get(step)) for step in Step)
    unit = row.file.unit
    return (row.file.unit_name, unit.kind.name, officer, *words, row.holder, row.days_waiting)


def _cell_words(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return f"{cell.look.word} ({format_date(cell.look.day)})" if cell.look.day else cell.look.word
