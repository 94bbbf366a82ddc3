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
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_LOOKS = {
    "heading": {"font": Font(bold=True, size=13)},
    "header": {
        "font": Font(bold=True),
        "fill": PatternFill("solid", fgColor="F2E3E3"),
        "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
        "border": _BOX,
    },
    "text": {"alignment": Alignment(vertical="top", wrap_text=True), "border": _BOX},
    "number": {"alignment": Alignment(vertical="top"), "border": _BOX},
}


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
    cells = _Cells(worksheet)
    for line in sheet.heading:
        worksheet.append([cells.text(line, "heading")])
    worksheet.append([cells.text(column.header, "header") for column in sheet.columns])
    for row in sheet.rows:
        pairs = zip(sheet.columns, row, strict=True)
        worksheet.append([cells.value(column, value) for column, value in pairs])


def _title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "-", clean_line(title))[:LONGEST_TITLE].strip("' ") or "Sheet"


class _Cells:
    """The cells of one sheet; each look is worked out once, since styling is what takes time."""

    def __init__(self, worksheet):
        self.worksheet = worksheet
        self._styles: dict[tuple, object] = {}

    def value(self, column: Column, value: object) -> WriteOnlyCell:
        if isinstance(value, bool):
            value = "Có" if value else "Không"
        if value is not None and not isinstance(value, int | float | Decimal | date):
            return self.text(str(value), "text")
        cell = WriteOnlyCell(self.worksheet, _plain(value))
        number_format = _NUMBER_FORMATS.get(column.kind, _default_format(value))
        return self._styled(cell, "number", number_format=number_format)

    def text(self, text: str, look: str) -> WriteOnlyCell:
        text = clean_text(text)[:LONGEST_CELL]
        cell = WriteOnlyCell(self.worksheet, text)
        # openpyxl takes a leading "=" for a formula and "#N/A" for an error.
        cell.data_type = "s"
        return self._styled(cell, look, quotePrefix=text.startswith(_FORMULA_STARTS))

    def _styled(self, cell: WriteOnlyCell, look: str, **more: object) -> WriteOnlyCell:
        key = (look, *more.values())
        if key not in self._styles:
            for name, style in (_LOOKS[look] | more).items():
                setattr(cell, name, style)
            self._styles[key] = cell._style
        cell._style = self._styles[key]
        return cell


def _plain(value):
    """Excel knows no time zones: an instant becomes the clock time in Viet Nam."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(VIETNAM).replace(tzinfo=None)
    return value


def _default_format(value: object) -> str:
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm"
    return _NUMBER_FORMATS["date"] if isinstance(value, date) else "General"
