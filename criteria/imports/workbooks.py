"""The edited workbook of a set, read back: sheets → records → definition, all problems at once."""

from collections.abc import Mapping
from typing import IO

from core.spreadsheets import Book, Problem, read_sheets
from criteria.columns import sheets
from criteria.imports.building import Builder
from criteria.imports.incoming import Incoming
from criteria.imports.spots import judged

MOST_ROWS = 4_000


def read_workbook(file: IO[bytes], kinds: Mapping[str, str]) -> Incoming:
    """The set in an .xlsx file; `kinds` is code → name of the kinds of units.

    Raises FileRefused for a file that cannot be read as a workbook at all.
    """
    book = read_sheets(file, sheets.layouts(kinds), most_rows=MOST_ROWS)
    if _is_incomplete(book):
        # What refers to a sheet that is not there would only repeat that it is not there.
        return Incoming(problems=book.problems, remarks=book.remarks)
    builder = Builder(book)
    definition = builder.build()
    problems, advice = judged(definition, builder)
    problems = _in_order([*book.problems, *builder.problems, *problems])
    return Incoming(definition, builder.reference, problems, _in_order(advice), book.remarks)


def _is_incomplete(book: Book) -> bool:
    readings = book.readings.values()
    return any(reading.problems and not reading.records for reading in readings)


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Sheet by sheet, row by row; what is said twice of one cell once."""
    titles = [sheets.INFORMATION, sheets.CONTENTS, sheets.PARTS, sheets.STEPS, sheets.VETOES]

    def place(problem: Problem) -> tuple[int, int]:
        title = problem.sheet
        row = int(problem.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
        return (titles.index(title) if title in titles else len(titles), row)

    return sorted(dict.fromkeys(problems), key=place)
