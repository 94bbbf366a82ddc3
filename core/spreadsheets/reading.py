"""From an Excel file to typed records with cell addresses, and every problem at once."""

from collections.abc import Sequence
from typing import IO

from openpyxl.utils import get_column_letter

from core.file_inspection import look_inside, measured_copy, require_signature
from core.refusals import FileRefused
from core.spreadsheets.columns import Column
from core.spreadsheets.records import Problem, Reading, Record
from core.text import clean_line

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 10_000
MOST_CELLS = 50_000
# The header may stand below a title and a few lines of explanation.
_HEADER_WITHIN_ROWS = 20


def read_rows(
    file: IO[bytes],
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
    with measured_copy(file, MOST_BYTES) as copy:
        require_signature(copy.path, "xlsx")
        found = look_inside("core.inspection.cells", copy.path, arguments)
    title, rows = found["sheet"], found["rows"]
    header_row, headers = find_header(rows, columns)
    _require_each_once([column.header for _, column in headers], columns)
    places = dict(headers)
    reading = Reading()
    for number, cells in rows:
        if number > header_row:
            add_record(reading, title, number, cells, places)
    return reading


def find_header(rows: list, columns: Sequence[Column]) -> tuple[int, list[tuple[int, Column]]]:
    """The number of the row that holds most headers (0: none does), and what stands where."""
    wanted = {normal_header(column.header): column for column in columns}
    best, headers = 0, list[tuple[int, Column]]()
    for number, cells in rows:
        if number > _HEADER_WITHIN_ROWS:
            break
        matches = [
            (place, wanted[normal_header(t)]) for place, _, t in cells if normal_header(t) in wanted
        ]
        if len(matches) > len(headers):
            best, headers = number, matches
    return best, headers


def header_faults(found: list[str], columns: Sequence[Column]) -> tuple[list[str], list[str]]:
    """Headers that are missing, and those that stand there more than once."""
    missing = [c.header for c in columns if c.header not in found and not c.may_be_absent]
    return missing, sorted({header for header in found if found.count(header) > 1})


def _require_each_once(found: list[str], columns: Sequence[Column]) -> None:
    missing, twice = header_faults(found, columns)
    if missing:
        raise FileRefused(f"Thiếu cột {named(missing)}. Hãy dùng đúng mẫu.", "columns_missing")
    if twice:
        raise FileRefused(f"Cột {named(twice)} có hai lần. Hãy bỏ bớt một cột.", "columns_twice")


def named(texts: Sequence[str]) -> str:
    """“một”, “hai”: names as they stand in a message."""
    return ", ".join(f"“{text}”" for text in texts)


def normal_header(header: str) -> str:
    """The header as it is compared."""
    return clean_line(header).casefold()


def add_record(
    reading: Reading, sheet: str, row: int, cells: list, places: dict[int, Column]
) -> None:
    """Read one row into `reading`; nothing where all the cells that people fill in are empty.

    People cannot empty locked cells, so a row in which only these are left counts as removed.
    """
    filled = {place: (kind, text) for place, kind, text in cells if kind != "text" or text.strip()}
    if not any(place in filled for place, column in places.items() if not column.is_locked):
        return
    addresses = {c.name: f"{get_column_letter(place)}{row}" for place, c in places.items()}
    values = {}
    for place, column in places.items():
        try:
            values[column.name] = value_of(column, filled.get(place))
        except ValueError as error:
            reading.problems.append(Problem(sheet, addresses[column.name], str(error)))
    reading.records.append(Record(sheet, row, values, addresses))


def value_of(column: Column, cell: tuple[str, str] | None) -> object:
    """What a cell (None: an empty one) says; raises ValueError with a message for people."""
    if cell is not None:
        return column.value_of(*cell)
    if column.required:
        raise ValueError(f"Chưa nhập “{column.header}”.")
    return None
