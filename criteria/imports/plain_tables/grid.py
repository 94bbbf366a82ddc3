"""A table as it came: lines of cells, each with the place by which people find it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from openpyxl.utils import get_column_letter

from core.refusals import FileRefused
from core.spreadsheets import read_grid
from core.text import clean_line, fold
from criteria.imports.plain_tables.pasting import pasted_rows

MOST_LINES = 1000
MOST_CELLS = 12_000
MOST_PASTED = 200 * 1024  # bytes
MOST_TEXT = 400_000  # characters; the preview keeps the whole table until it is confirmed


@dataclass(frozen=True)
class Problem:
    """What is wrong, and the cell or the pasted line where."""

    place: str
    message: str


@dataclass(frozen=True)
class Cell:
    """What a cell holds: `kind` as core.inspection.cells has it, the text as written."""

    kind: str = "text"
    text: str = ""

    @property
    def line(self) -> str:
        """The text on one line."""
        return clean_line(self.text)

    @property
    def folded(self) -> str:
        """For comparing: without case, diacritics and spaces around."""
        return fold(self.text)


EMPTY = Cell()


@dataclass(frozen=True)
class Line:
    """One row of the table: cells by column, counted from 1; empty ones left out."""

    number: int
    cells: Mapping[int, Cell]
    sheet: str = ""

    def place(self, column: int | None = None) -> str:
        """ "Bảng!C5", or "dòng 5" of what was pasted."""
        if not self.sheet:
            return f"dòng {self.number}" + (f", cột {column}" if column else "")
        return (
            f"{self.sheet}!{get_column_letter(column or min(self.cells, default=1))}{self.number}"
        )

    @property
    def text(self) -> str:
        """All that the row says, for showing it to people."""
        shown = (c.line if c.kind != "formula" else "(công thức)" for c in self.cells.values())
        return " | ".join(text for text in shown if text)


@dataclass
class Grid:
    """Every filled row, in order."""

    lines: list[Line] = field(default_factory=list)
    source: str = ""


def grid_of_workbook(file: IO[bytes]) -> Grid:
    """The first visible sheet; raises FileRefused."""
    title, rows = read_grid(file, most_rows=MOST_LINES, most_cells=MOST_CELLS)
    lines = [
        Line(number, {place: Cell(kind, text) for place, kind, text in cells}, title)
        for number, cells in rows
    ]
    return _limited(Grid(lines, f"trang tính “{clean_line(title)}”"))


def grid_of_pasted(text: str) -> Grid:
    """What was copied out of a Word or Excel table; raises FileRefused."""
    if len(text.encode(errors="replace")) > MOST_PASTED:
        raise FileRefused("Nội dung dán quá dài: tối đa 200 kB. Hãy dùng tệp Excel.", "too_large")
    rows = pasted_rows(text)
    if len(rows) > MOST_LINES:
        raise FileRefused(
            f"Nội dung dán có quá nhiều dòng: tối đa {MOST_LINES} dòng.", "too_many_cells"
        )
    lines = [
        Line(
            number, {place: Cell(text=cell) for place, cell in enumerate(cells, 1) if cell.strip()}
        )
        for number, cells in rows
    ]
    return _limited(Grid(lines, "nội dung dán"))


def _limited(grid: Grid) -> Grid:
    grid.lines = [
        line
        for line in grid.lines
        if any(c.text.strip() for c in line.cells.values() if c.kind == "text")
        or any(c.kind != "text" for c in line.cells.values())
    ]
    if sum(len(cell.text) for line in grid.lines for cell in line.cells.values()) > MOST_TEXT:
        raise FileRefused(
            "Bảng có quá nhiều chữ: tối đa 400.000 ký tự. Hãy tách bảng hoặc bỏ bớt cột.",
            "too_large",
        )
    return grid
