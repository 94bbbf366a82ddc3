"""From an Excel file to typed records with cell addresses, and every problem at once."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from openpyxl.utils import get_column_letter

from core.file_inspection import copy_measured, look_inside, require_signature
from core.refusals import FileRefused
from core.spreadsheets.columns import Column
from core.text import clean_line

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 10_000
MOST_CELLS = 50_000
# The header may stand below a title and a few lines of explanation.
_HEADER_WITHIN_ROWS = 20


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place; `cell` is an address such as "B7"."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.message}"


@dataclass(frozen=True)
class ProblemGroup:
    """Problems of one kind: the first place and how many there are."""

    message: str
    first: str
    count: int


@dataclass(frozen=True)
class Record:
    """One filled row: values by column name, None where a cell is empty."""

    sheet: str
    row: int
    values: dict[str, object]
    cells: dict[str, str]

    def problem(self, name: str, message: str) -> Problem:
        """A later checker's complaint about the column `name` of this row."""
        return Problem(self.sheet, self.cells.get(name, f"A{self.row}"), message)


@dataclass
class Reading:
    """What a file holds. Write its records only if there are no problems."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_rows(
    file: BinaryIO,
    columns: Sequence[Column],
    *,
    sheet: str | None = None,
    most_rows: int = MOST_ROWS,
    most_cells: int = MOST_CELLS,
) -> Reading:
    """The rows of `sheet` (None: the first visible one) below the row with the headers.

    Headers match whatever their order, case, spacing or Unicode form; further columns are left
    alone, hidden rows are read like others. Raises FileRefused when the file as a whole cannot
    be used: not a sound .xlsx, headers missing or twice, too large.
    """
    arguments = {"sheet": sheet, "most_rows": most_rows, "most_cells": most_cells}
    with tempfile.NamedTemporaryFile(prefix="danvan-sheet-") as copy:
        copy_measured(file, copy, MOST_BYTES)
        require_signature(Path(copy.name), "xlsx")
        found = look_inside("core.inspection.cells", Path(copy.name), arguments)
    title, rows = found["sheet"], found["rows"]
    header_row, places = _header(rows, columns)
    reading = Reading()
    for number, cells in rows:
        if number > header_row:
            _add_record(reading, title, number, cells, places)
    return reading


def grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """One line per kind of problem, in the order in which the kinds first appear."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.message, []).append(f"{problem.sheet}!{problem.cell}")
    return [ProblemGroup(message, found[0], len(found)) for message, found in places.items()]


def _header(rows: list, columns: Sequence[Column]) -> tuple[int, dict[int, Column]]:
    """The number of the header row, and which column of the sheet holds what."""
    wanted = {_normal(column.header): column for column in columns}
    best, headers = 0, []
    for number, cells in rows:
        if number > _HEADER_WITHIN_ROWS:
            break
        matches = [(place, wanted[_normal(t)]) for place, _, t in cells if _normal(t) in wanted]
        if len(matches) > len(headers):
            best, headers = number, matches
    _require_each_once([column.header for _, column in headers], columns)
    return best, dict(headers)


def _require_each_once(found: list[str], columns: Sequence[Column]) -> None:
    missing = [c.header for c in columns if c.header not in found and not c.may_be_absent]
    if missing:
        names = ", ".join(f"“{header}”" for header in missing)
        raise FileRefused(f"Thiếu cột {names}. Hãy dùng đúng mẫu.", "columns_missing")
    twice = sorted({header for header in found if found.count(header) > 1})
    if twice:
        names = ", ".join(f"“{header}”" for header in twice)
        raise FileRefused(f"Cột {names} có hai lần. Hãy bỏ bớt một cột.", "columns_twice")


def _normal(header: str) -> str:
    return clean_line(header).casefold()


def _add_record(
    reading: Reading, sheet: str, row: int, cells: list, places: dict[int, Column]
) -> None:
    filled = {place: (kind, text) for place, kind, text in cells if kind != "text" or text.strip()}
    if not filled.keys() & places.keys():
        return
    addresses = {c.name: f"{get_column_letter(place)}{row}" for place, c in places.items()}
    values = {}
    for place, column in places.items():
        try:
            values[column.name] = _value(column, filled.get(place))
        except ValueError as error:
            reading.problems.append(Problem(sheet, addresses[column.name], str(error)))
    reading.records.append(Record(sheet, row, values, addresses))


def _value(column: Column, cell: tuple[str, str] | None) -> object:
    if cell is not None:
        return column.value_of(*cell)
    if column.required:
        raise ValueError(f"Chưa nhập “{column.header}”.")
    return None
