"""Excel in and out: rows read with their cell addresses, styled sheets written without formulas."""

from core.refusals import FileRefused
from core.spreadsheets.columns import Column
from core.spreadsheets.grids import GridRow, read_grid
from core.spreadsheets.reading import read_rows
from core.spreadsheets.records import Problem, ProblemGroup, Reading, Record, grouped
from core.spreadsheets.writing import Sheet, write_workbook

__all__ = [
    "Column",
    "FileRefused",
    "GridRow",
    "Problem",
    "ProblemGroup",
    "Reading",
    "Record",
    "Sheet",
    "grouped",
    "read_grid",
    "read_rows",
    "write_workbook",
]
