"""Styled Excel files in which text is always text: no cell that we write is ever a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from core.calendar import VIETNAM
from core.spreadsheets.columns import Column
from core.text import clean_line, clean_text

LONGEST_TITLE = 31
LONGEST_CELL = 32_767

_NUMBER_FORMATS = {"count": "#,##0", "number": "#,##0.##", "points": "0.00", "date": "dd/mm/yyyy"}
_FORMULA_STARTS = tuple("=+-@|\t\r\n＝＋－＠")
_HEADER_FONT, _HEADING_FONT = Font(bold=True), Font(bold=True, size=13)
_HEADER_FILL = PatternFill("solid", fgColor="F2E3E3")
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows are sequences in the order of `columns`; `heading` lines stand above."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    heading: Sequence[str] = ()


def write_workbook(sheets: Iterable[Sheet]) -> bytes:
    """The bytes of an .xlsx file, its header rows styled and frozen."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(book, sheet)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _write_sheet(book: Workbook, sheet: Sheet) -> None:
    worksheet = book.create_sheet(_title(sheet.title))
    header_row = len(sheet.heading) + 1
    worksheet.freeze_panes = f"A{header_row + 1}"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_title_rows = f"{header_row}:{header_row}"
    for number, column in enumerate(sheet.columns, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
    for line in sheet.heading:
        worksheet.append([_styled(_text_cell(worksheet, line), font=_HEADING_FONT)])
    worksheet.append([_header_cell(worksheet, column) for column in sheet.columns])
    for row in sheet.rows:
        cells = zip(sheet.columns, row, strict=True)
        worksheet.append([_value_cell(worksheet, column, value) for column, value in cells])


def _title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "-", clean_line(title))[:LONGEST_TITLE].strip("' ") or "Sheet"


def _header_cell(worksheet, column: Column) -> WriteOnlyCell:
    cell = _text_cell(worksheet, column.header)
    return _styled(cell, font=_HEADER_FONT, fill=_HEADER_FILL, alignment=_CENTRED, border=_BOX)


def _value_cell(worksheet, column: Column, value: object) -> WriteOnlyCell:
    if isinstance(value, bool):
        value = "Có" if value else "Không"
    if value is None or isinstance(value, int | float | Decimal | date):
        cell = WriteOnlyCell(worksheet, _plain(value))
        cell.number_format = _NUMBER_FORMATS.get(column.kind, _default_format(value))
        return _styled(cell, border=_BOX)
    return _styled(_text_cell(worksheet, str(value)), alignment=_WRAPPED, border=_BOX)


def _plain(value):
    """Excel knows no time zones: an instant becomes the clock time in Viet Nam."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(VIETNAM).replace(tzinfo=None)
    return value


def _default_format(value: object) -> str:
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm"
    return _NUMBER_FORMATS["date"] if isinstance(value, date) else "General"


def _text_cell(worksheet, text: str) -> WriteOnlyCell:
    text = clean_text(text)[:LONGEST_CELL]
    cell = WriteOnlyCell(worksheet, text)
    # openpyxl takes a leading "=" for a formula and "#N/A" for an error.
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True
    return cell


def _styled(cell: WriteOnlyCell, **styles) -> WriteOnlyCell:
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell
