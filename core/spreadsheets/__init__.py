"""Excel in and out: rows read with their cell addresses, styled sheets written without formulas."""

from core.refusals import FileRefused
from core.spreadsheets.books import read_sheets
from core.spreadsheets.columns import Column
from core.spreadsheets.grids import GridRow, read_grid
from core.spreadsheets.headings import dated
from core.spreadsheets.layouts import Card, Table
from core.spreadsheets.reading import read_rows
from core.spreadsheets.records import Book, Problem, ProblemGroup, Reading, Record, grouped
from core.spreadsheets.writing import CardSheet, Sheet, write_workbook

__all__ = [
    "Book",
    "Card",
    "CardSheet",
    "Column",
    "FileRefused",
    "GridRow",
    "Problem",
    "ProblemGroup",
    "Reading",
    "Record",
    "Sheet",
    "Table",
    "dated",
    "grouped",
    "read_grid",
    "read_rows",
    "read_sheets",
    "write_workbook",
]
