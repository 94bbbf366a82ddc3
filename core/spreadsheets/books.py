"""Several sheets of one Excel file, read in one child: every problem of every sheet at once."""

from collections.abc import Sequence
from typing import IO

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from core.file_inspection import look_inside, measured_copy, require_signature
from core.spreadsheets.columns import Column
from core.spreadsheets.layouts import Card, Layout, Table
from core.spreadsheets.reading import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_ROWS,
    add_record,
    find_header,
    header_faults,
    named,
    normal_header,
    value_of,
)
from core.spreadsheets.records import Book, Problem, Reading, Record

_MOST_NAMED_STRANGERS = 8


def read_sheets(
    file: IO[bytes],
    layouts: Sequence[Layout],
    *,
    most_rows: int = MOST_ROWS,
    most_cells: int = MOST_CELLS,
) -> Book:
    """What the sheets named by `layouts` hold, whatever their order; other sheets are left alone.

    Missing sheets and columns, mistyped and merged cells are problems of the book; hidden sheets
    and rows are read like others and remarked on. Raises FileRefused for a file that is no sound
    .xlsx or too large.
    """
    titles = [layout.title for layout in layouts]
    arguments = {"sheets": titles, "most_rows": most_rows, "most_cells": most_cells}
    with measured_copy(file, MOST_BYTES) as copy:
        require_signature(copy.path, "xlsx")
        found = look_inside("core.inspection.sheets", copy.path, arguments)
    book = Book()
    for layout in layouts:
        sheet = found["sheets"].get(layout.title)
        book.readings[layout.title] = _reading(layout, sheet, found["others"])
        book.remarks += _remarks(sheet) if sheet else []
    return book


def _reading(layout: Layout, sheet: dict | None, others: list[str]) -> Reading:
    if sheet is None:
        there = f" Tệp có trang tính lạ: {named(others[:_MOST_NAMED_STRANGERS])}." if others else ""
        text = f"Thiếu trang tính “{layout.title}”.{there} Hãy giữ tên trang tính như tệp mẫu."
        return Reading(problems=[Problem(layout.title, "A1", text)])
    return _table(layout, sheet) if isinstance(layout, Table) else _card(layout, sheet)


def _table(layout: Table, sheet: dict) -> Reading:
    reading = Reading()
    header_row, headers = find_header(sheet["rows"], layout.columns)
    reading.problems += _header_problems(layout, sheet, header_row, headers)
    places = dict(headers)
    reading.problems += _merged_problems(sheet, header_row, set(places))
    if not reading.problems:
        for number, cells in sheet["rows"]:
            if number > header_row:
                add_record(reading, sheet["sheet"], number, cells, places)
    return reading


def _header_problems(
    layout: Table, sheet: dict, header_row: int, headers: list[tuple[int, Column]]
) -> list[Problem]:
    missing, twice = header_faults([column.header for _, column in headers], layout.columns)
    strangers = _strangers(sheet, header_row, {place for place, _ in headers})
    hint = f" Cột lạ trong tệp: {', '.join(strangers)}; có thể đã bị đổi tên." if strangers else ""
    at = f"A{header_row or 1}"
    problems = [
        Problem(sheet["sheet"], at, f"Thiếu cột “{header}”.{hint} Hãy giữ tên cột như tệp mẫu.")
        for header in missing
    ]
    for place, column in headers:
        if column.header in twice:
            address, text = (
                f"{get_column_letter(place)}{header_row}",
                f"Cột “{column.header}” có hai",
            )
            problems.append(Problem(sheet["sheet"], address, f"{text} lần. Hãy bỏ bớt một cột."))
    return problems


def _strangers(sheet: dict, header_row: int, known: set[int]) -> list[str]:
    cells: list = next((cells for number, cells in sheet["rows"] if number == header_row), [])
    found = [
        f"“{text[:40]}” ({get_column_letter(place)}{header_row})"
        for place, _, text in cells
        if place not in known and text.strip()
    ]
    return found[:_MOST_NAMED_STRANGERS]


def _merged_problems(sheet: dict, header_row: int, places: set[int]) -> list[Problem]:
    found = []
    for reference in sheet["merged"]:
        left, _top, right, bottom = range_boundaries(reference)
        if bottom > header_row and places & set(range(left, right + 1)):
            text = (
                f"Các ô {reference} đang gộp nên chỉ ô đầu có nội dung. Hãy bỏ gộp ô "
                "(Merge & Center) rồi điền từng ô."
            )
            found.append(Problem(sheet["sheet"], reference.partition(":")[0], text))
    return found


def _card(layout: Card, sheet: dict) -> Reading:
    title = sheet["sheet"]
    rows = dict(_named_rows(sheet["rows"]))
    reading = Reading(problems=_merged_problems(sheet, 0, {1, 2}))
    values: dict[str, object] = {}
    cells: dict[str, str] = {}
    for column in layout.fields:
        row, cell = rows.get(normal_header(column.header), (0, None))
        if not row and not column.may_be_absent:
            text = f"Thiếu dòng “{column.header}” ở cột A. Hãy giữ tên các mục như tệp mẫu."
            reading.problems.append(Problem(title, "A1", text))
            continue
        cells[column.name] = f"B{row or 1}"
        try:
            values[column.name] = value_of(column, cell if row else None)
        except ValueError as error:
            reading.problems.append(Problem(title, cells[column.name], str(error)))
    reading.records.append(Record(title, 1, values, cells))
    return reading


def _named_rows(rows: list):
    """Normal name of each row → its number and its value cell; the first of a name counts."""
    for number, cells in reversed(rows):
        by_place = {place: (kind, text) for place, kind, text in cells}
        if 1 in by_place:
            kind, text = by_place.get(2, ("text", ""))
            filled = kind != "text" or text.strip()
            yield normal_header(by_place[1][1]), (number, (kind, text) if filled else None)


def _remarks(sheet: dict) -> list[str]:
    remarks = []
    if sheet["is_hidden"]:
        remarks.append(f"Trang tính “{sheet['sheet']}” đang ẩn; vẫn được đọc như trang khác.")
    filled = {number for number, _ in sheet["rows"]}
    if hidden := [str(row) for row in sheet["hidden_rows"] if row in filled]:
        shown = ", ".join(hidden[:20]) + ("…" if len(hidden) > 20 else "")
        remarks.append(
            f"Trang tính “{sheet['sheet']}” có dòng ẩn ({shown}); vẫn được đọc như dòng khác."
        )
    return remarks
