"""The sandbox child that reads one sheet of an Excel file: core.spreadsheets is its other half.

Answers with plain values only: `{"sheet": title, "rows": [[row, [[column, type, text], …]], …]}`,
rows and columns counted from 1, empty cells left out, `type` one of CELL_TYPES.
"""

import datetime
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from core.inspection.office import inspect_package
from core.refusals import FileRefused
from core.sandbox_child import serve

CELL_TYPES = ("text", "number", "date", "flag", "formula", "error")
LONGEST_TEXT = 10_000
_MOST_COLUMNS = 256
_TYPES = {"f": "formula", "e": "error", "b": "flag", "d": "date", "n": "number"}


def read_cells(path: Path, sheet: str | None, most_rows: int, most_cells: int) -> dict:
    """Every filled cell of `sheet` (None: the first visible one); raises FileRefused."""
    inspect_package(path, "xlsx")
    # openpyxl warns of what it leaves out (drop-down lists, themes); values are what we read.
    warnings.simplefilter("ignore", UserWarning)
    with path.open("rb") as file:  # given a path, openpyxl would insist on an extension
        worksheet = _chosen(load_workbook(file, read_only=True, keep_links=False), sheet)
        # The file's own claim about its size may be a lie.
        worksheet.reset_dimensions()
        return {
            "sheet": worksheet.title,
            "rows": list(filled_rows(worksheet, most_rows, most_cells)),
        }


def _chosen(book, title: str | None):
    for worksheet in book.worksheets:
        wanted = worksheet.sheet_state == "visible" if title is None else _same(worksheet, title)
        if wanted:
            return worksheet
    said = f"tên “{title}”" if title else "nào đang hiện"
    raise FileRefused(f"Tệp Excel không có trang tính {said}.", "sheet_missing")


def _same(worksheet, title: str) -> bool:
    return normal_title(worksheet.title) == normal_title(title)


def normal_title(title: str) -> str:
    """The title as it is compared: Unicode form, case and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


def filled_rows(worksheet, most_rows: int, most_cells: int) -> Iterator[list]:
    """`[row, [[column, type, text], …]]` of each row with content; raises FileRefused."""
    count = 0
    for number, row in enumerate(worksheet.iter_rows(), start=1):
        cells = [_plain(cell) for cell in row if cell.value is not None]
        if not cells:
            continue
        count += len(cells)
        if number > most_rows or len(row) > _MOST_COLUMNS or count > most_cells:
            raise FileRefused(
                f"Bảng quá lớn: tối đa {most_rows} dòng, {_MOST_COLUMNS} cột và "
                f"{most_cells} ô có nội dung.",
                "too_many_cells",
            )
        yield [number, cells]


def _plain(cell) -> list:
    kind = _TYPES.get(cell.data_type, "text")
    if kind == "date":
        return [cell.column, *_plain_date(cell.value)]
    text = "" if kind == "formula" else str(cell.value)
    return [cell.column, kind, text[: LONGEST_TEXT + 1]]


def _plain_date(value: object) -> tuple[str, str]:
    if isinstance(value, datetime.datetime):
        return "date", value.date().isoformat()
    return ("date", value.isoformat()) if isinstance(value, datetime.date) else ("text", str(value))


if __name__ == "__main__":
    serve(read_cells)
