"""What makes a sheet fit to be filled in by people: drop-down lists, notes, locked cells."""

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from core.spreadsheets.columns import Column
from core.spreadsheets.layouts import CARD_HEADERS

UNLOCKED = Protection(locked=False)
LIST_TITLE = "Danh mục"
# Rows below the last one in which lists and notes already work.
SPARE_ROWS = 300
_LONGEST_PROMPT, _LONGEST_PROMPT_TITLE = 255, 32
_LINE_HEIGHT, _MOST_LINES = 15, 24
_NOTE_WIDTH, _NOTE_LINE_HEIGHT, _NOTE_LINE_CHARS = 260, 18, 38


class Lists:
    """The choices of all sheets, each list once; drop-downs point at them.

    A list written into the validation itself may hold 255 characters and no comma.
    """

    def __init__(self) -> None:
        self.columns: list[Column] = []

    def reference(self, column: Column) -> str:
        """Where the choices of the column stand, as a validation names it."""
        labels = list(column.choices)
        known = [list(listed.choices) for listed in self.columns]
        if labels not in known:
            self.columns.append(column)
            known.append(labels)
        letter = get_column_letter(known.index(labels) + 1)
        return f"{quote_sheetname(LIST_TITLE)}!${letter}$2:${letter}${len(labels) + 1}"

    def rows(self) -> list[list[str]]:
        """The lists side by side, below their headers."""
        lists = [list(column.choices) for column in self.columns]
        height = max((len(labels) for labels in lists), default=0)
        return [[labels[i] if i < len(labels) else "" for labels in lists] for i in range(height)]


def protect(worksheet) -> None:
    """Lock what is locked, without a password: against slips, not against people."""
    protection = worksheet.protection
    protection.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows"):
        setattr(protection, name, False)  # False: not forbidden
    protection.autoFilter = protection.sort = False


def unlock_columns(worksheet, columns: Sequence[Column]) -> None:
    """Let people type below the last row, except in locked columns."""
    for number, column in enumerate(columns, start=1):
        if not column.is_locked:
            worksheet.column_dimensions[get_column_letter(number)].protection = UNLOCKED


def add_validations(
    worksheet, columns: Sequence[Column], first_row: int, last_row: int, lists: Lists
) -> None:
    """Lists and prompts for the cells of each column, and for some rows more."""
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        _add(worksheet, column, f"{letter}{first_row}:{letter}{last_row + SPARE_ROWS}", lists)


def add_field_validations(worksheet, cells: Mapping[str, Column], lists: Lists) -> None:
    """The same for single cells: address → column."""
    for address, column in cells.items():
        _add(worksheet, column, address, lists)


def _add(worksheet, column: Column, area: str, lists: Lists) -> None:
    if not column.choices and not column.note:
        return
    rule = DataValidation(sqref=area, allow_blank=True, showInputMessage=bool(column.note))
    if column.note:
        rule.promptTitle = column.header[:_LONGEST_PROMPT_TITLE]
        rule.prompt = column.note[:_LONGEST_PROMPT]
    if column.choices:
        rule.type, rule.formula1 = "list", lists.reference(column)
        rule.showErrorMessage, rule.errorTitle = True, "Không có trong danh sách"
        rule.error = "Hãy chọn một giá trị trong danh sách thả xuống."
    worksheet.data_validations.append(rule)


def set_height(worksheet, row: int, columns: Sequence[Column], values: Sequence[object]) -> None:
    """Room for the longest text of the row: not every program makes it when it opens the file."""
    pairs = zip(columns, values, strict=True)
    lines = max(
        (_line_count(value, column.width) for column, value in pairs if isinstance(value, str)),
        default=1,
    )
    if lines > 1:
        worksheet.row_dimensions[row].height = _LINE_HEIGHT * min(lines, _MOST_LINES) + 2


def _line_count(text: str, width: int) -> int:
    if len(text) < width and "\n" not in text:
        return 1
    return sum(-(-len(line) // max(width - 1, 1)) or 1 for line in text.split("\n"))


def note(text: str) -> Comment:
    """A cell comment large enough for its text."""
    lines = sum(len(line) // _NOTE_LINE_CHARS + 1 for line in text.splitlines())
    return Comment(text, "Dân vận khéo", height=_NOTE_LINE_HEIGHT * (lines + 1), width=_NOTE_WIDTH)


def card_columns(fields: Iterable[Column]) -> list[Column]:
    """The three columns that a card is written in."""
    width = max((len(column.header) for column in fields), default=10)
    name, value, explanation = CARD_HEADERS
    return [
        Column("name", name, width=max(16, width + 2), is_locked=True),
        Column("value", value, width=70),
        Column("explanation", explanation, width=60, is_locked=True),
    ]
