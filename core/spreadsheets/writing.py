"""Styled Excel files in which text is always text: no cell that we write is ever a formula."""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from core.calendar import VIETNAM
from core.spreadsheets.columns import Column
from core.spreadsheets.editing import (
    LIST_TITLE,
    UNLOCKED,
    Lists,
    add_field_validations,
    add_validations,
    card_columns,
    note,
    protect,
    set_height,
    unlock_columns,
)
from core.text import clean_line, clean_text

LONGEST_TITLE = 31
LONGEST_CELL = 32_767
A4 = 9  # of the paper sizes that the format numbers

_NUMBER_FORMATS = {"count": "#,##0", "number": "#,##0.##", "points": "0.00", "date": "dd/mm/yyyy"}
_FORMULA_STARTS = tuple("=+-@|\t\r\n＝＋－＠")
_FONT = "Calibri"  # what a new workbook has
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_LOOKS = {
    "heading": {"font": Font(name=_FONT, bold=True, size=13)},
    "header": {
        "font": Font(name=_FONT, size=11, bold=True),
        "fill": PatternFill("solid", fgColor="F2E3E3"),
        "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
        "border": _BOX,
    },
    "text": {"alignment": Alignment(vertical="top", wrap_text=True), "border": _BOX},
    "label": {
        "font": Font(name=_FONT, size=11, bold=True),
        "alignment": Alignment(vertical="top", wrap_text=True),
        "border": _BOX,
    },
    "number": {"alignment": Alignment(vertical="top"), "border": _BOX},
}
_FURTHER = {
    "heading": {
        "font": Font(name=_FONT, size=11, bold=True),
        "fill": PatternFill("solid", fgColor="FBF3F3"),
    },
    "left": {"alignment": Alignment(horizontal="left", vertical="top", wrap_text=True)},
}
# What people must not change looks it.
_LOCKED = {
    "font": Font(name=_FONT, size=11, color="808080"),
    "fill": PatternFill("solid", fgColor="F2F2F2"),
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows are sequences in the order of `columns`; `heading` lines stand above.

    One that `is_editable` comes with drop-down lists and notes, its locked columns protected.
    The first `frozen` columns stay in view; rows that say so are shown as headings of those below.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    heading: Sequence[str] = ()
    is_editable: bool = False
    frozen: int = 0
    is_heading: Callable[[Sequence[object]], bool] = lambda row: False


@dataclass(frozen=True)
class CardSheet:
    """One record on a sheet to be edited: a field a row, with its note beside it."""

    title: str
    fields: Sequence[Column]
    values: Sequence[object]
    heading: Sequence[str] = ()


def write_workbook(sheets: Iterable[Sheet | CardSheet]) -> bytes:
    """The bytes of an .xlsx file, its header rows styled and frozen.

    The choices of drop-down lists stand on a sheet of their own at the end.
    """
    book = Workbook(write_only=True)
    lists = Lists()
    for sheet in sheets:
        if isinstance(sheet, Sheet):
            _write_sheet(book, sheet, lists)
        else:
            _write_card(book, sheet, lists)
    if lists.columns:
        columns = [replace(column, kind="text", width=34) for column in lists.columns]
        _write_sheet(book, Sheet(LIST_TITLE, columns, lists.rows()), lists)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _write_sheet(book: Workbook, sheet: Sheet, lists: Lists) -> None:
    worksheet = _opened(book, sheet.title, sheet.columns, sheet.heading, sheet.frozen)
    if sheet.is_editable:
        unlock_columns(worksheet, sheet.columns)
    cells = _Cells(worksheet, is_editable=sheet.is_editable)
    _append_top(worksheet, cells, sheet.columns, sheet.heading)
    first = number = len(sheet.heading) + 2
    for number, row in enumerate(sheet.rows, start=first):
        set_height(worksheet, number, sheet.columns, row)
        look = "heading" if sheet.is_heading(row) else ""
        pairs = zip(sheet.columns, row, strict=True)
        worksheet.append([cells.value(column, value, look) for column, value in pairs])
    if sheet.is_editable:
        add_validations(worksheet, sheet.columns, first, number, lists)
        protect(worksheet)


def _write_card(book: Workbook, sheet: CardSheet, lists: Lists) -> None:
    columns = card_columns(sheet.fields)
    worksheet = _opened(book, sheet.title, columns, sheet.heading)
    cells = _Cells(worksheet, is_editable=True)
    _append_top(worksheet, cells, columns, sheet.heading)
    _name, _value, explanation = columns
    fields: dict[str, Column] = {}
    for field, value in zip(sheet.fields, sheet.values, strict=True):
        row = len(sheet.heading) + 2 + len(fields)
        fields[f"B{row}"] = field
        set_height(worksheet, row, columns, [field.header, value, field.note])
        worksheet.append([
            cells.text(field.header, "label"), cells.value(field, value, "left"),
            cells.value(explanation, field.note),
        ])  # fmt: skip
    add_field_validations(worksheet, fields, lists)
    protect(worksheet)


def _opened(
    book: Workbook, title: str, columns: Sequence[Column], heading: Sequence[str], frozen: int = 0
):
    worksheet = book.create_sheet(_title(title))
    header_row = len(heading) + 1
    worksheet.freeze_panes = f"{get_column_letter(frozen + 1)}{header_row + 1}"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_title_rows = f"{header_row}:{header_row}"
    for number, column in enumerate(columns, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
    return worksheet


def _append_top(
    worksheet, cells: "_Cells", columns: Sequence[Column], heading: Sequence[str]
) -> None:
    for line in heading:
        worksheet.append([cells.text(line, "heading")])
    set_height(worksheet, len(heading) + 1, columns, [column.header for column in columns])
    worksheet.append([cells.header(column) for column in columns])


def _title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "-", clean_line(title))[:LONGEST_TITLE].strip("' ") or "Sheet"


class _Cells:
    """The cells of one sheet; each look is worked out once, since styling is what takes time."""

    def __init__(self, worksheet, *, is_editable: bool = False):
        self.worksheet = worksheet
        self.is_editable = is_editable
        self._styles: dict[tuple, object] = {}

    def header(self, column: Column) -> WriteOnlyCell:
        """A header, with its note where people edit."""
        cell = self.text(column.header, "header")
        if self.is_editable and column.note:
            cell.comment = note(column.note)
        return cell

    def value(self, column: Column, value: object, look: str = "") -> WriteOnlyCell:
        """A value as its column has it, with a further `look` on top."""
        if isinstance(value, bool):
            value = "Có" if value else "Không"
        if value is not None and not isinstance(value, int | float | Decimal | date):
            return self.text(str(value), "text", **self._more(column, look))
        cell = WriteOnlyCell(self.worksheet, _plain(value))
        number_format = column.number_format or _NUMBER_FORMATS.get(
            column.kind, _default_format(value)
        )
        return self._styled(cell, "number", number_format=number_format, **self._more(column, look))

    def _more(self, column: Column, look: str) -> dict[str, object]:
        more = _FURTHER.get(look, {})
        if not self.is_editable:
            return more
        return more | (_LOCKED if column.is_locked else {"protection": UNLOCKED})

    def text(self, text: str, look: str, **more: object) -> WriteOnlyCell:
        text = clean_text(text)[:LONGEST_CELL]
        cell = WriteOnlyCell(self.worksheet, text)
        # openpyxl takes a leading "=" for a formula and "#N/A" for an error.
        cell.data_type = "s"
        return self._styled(cell, look, quotePrefix=text.startswith(_FORMULA_STARTS), **more)

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
