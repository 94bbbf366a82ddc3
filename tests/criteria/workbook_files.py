"""Workbooks of criteria sets as people leave them: exported, then worked on."""

import io
from collections.abc import Callable, Mapping

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from criteria.definitions import SetDefinition
from criteria.exports import set_workbook
from criteria.imports.incoming import Incoming
from criteria.imports.workbooks import read_workbook
from criteria.set_documents import definition_from
from tests.factories import small_document

KINDS = {"commune": "Xã, thị trấn", "agency": "Cơ quan"}
INFORMATION, CONTENTS, PARTS = "Thông tin", "Nhóm và tiêu chí", "Cách tính điểm"
STEPS, VETOES, BANDS = "Mức điểm", "Điều kiện loại trừ", "Xếp loại"


def small_set() -> SetDefinition:
    """Two groups of two criteria, as tests.factories.small_document has them."""
    return definition_from(small_document())


def exported(definition: SetDefinition | None = None) -> bytes:
    """The workbook of a set."""
    return set_workbook(definition or small_set(), KINDS)


def worked_on(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after somebody's work on it."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def typed(content: bytes, cells: Mapping[tuple[str, str], object]) -> bytes:
    """The workbook with other values in some cells: (sheet, address) → value."""

    def change(book: Workbook) -> None:
        for (sheet, address), value in cells.items():
            book[sheet][address] = value

    return worked_on(content, change)


def column(sheet: Worksheet, header: str) -> str:
    """The letter of the column with this header."""
    return next(cell.column_letter for cell in sheet[1] if cell.value == header)


def address(content: bytes, sheet: str, header: str, row: int) -> tuple[str, str]:
    """Sheet and address of a cell named by its header."""
    worksheet = load_workbook(io.BytesIO(content))[sheet]
    return sheet, f"{column(worksheet, header)}{row}"


def read(content: bytes) -> Incoming:
    """What the import makes of the file."""
    return read_workbook(io.BytesIO(content), KINDS)


def complaints(content: bytes) -> list[str]:
    """Every problem with its place."""
    return [str(problem) for problem in read(content).problems]
