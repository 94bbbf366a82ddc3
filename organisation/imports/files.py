"""An uploaded file as plain rows that can wait between preview and confirmation."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from tablib import Dataset

from core.spreadsheets import Column, Problem, Record, read_rows

MOST_ROWS = 1000


@dataclass(frozen=True)
class FileRow:
    """One row: texts by column name (dates as ISO), its number and the addresses of its cells.

    A column that the file lacks is not among the values: nothing is known about it.
    """

    number: int
    values: dict[str, str]
    cells: dict[str, str]

    def cell(self, name: str) -> str:
        """Address of the column's cell, or of the row's beginning."""
        return self.cells.get(name, f"A{self.number}")


@dataclass
class FileContent:
    """Rows fit for the checks of the import, and what was wrong with single cells."""

    sheet: str = ""
    rows: list[FileRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """Fingerprint of the rows: what is confirmed must be what was previewed."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    def as_json(self) -> dict:
        """The rows as they are kept in the session."""
        rows = [[row.number, row.values, row.cells] for row in self.rows]
        return {"sheet": self.sheet, "rows": rows}

    def dataset(self) -> Dataset:
        """The rows for django-import-export, each with the number of its line."""
        headers = list(self.rows[0].values) if self.rows else []
        rows = [(row.number, *(row.values[name] for name in headers)) for row in self.rows]
        return Dataset(*rows, headers=["number", *headers])

    @classmethod
    def from_json(cls, stored: dict) -> "FileContent":
        """What as_json kept."""
        return cls(stored["sheet"], [FileRow(*row) for row in stored["rows"]])


def read_file(file: BinaryIO, columns: Sequence[Column]) -> FileContent:
    """Read an .xlsx file in the sandbox; raises FileRefused for one that cannot be used at all."""
    reading = read_rows(file, columns, most_rows=MOST_ROWS)
    wrong = {problem.cell for problem in reading.problems}
    sound = [record for record in reading.records if not wrong & set(record.cells.values())]
    sheet = reading.records[0].sheet if reading.records else ""
    return FileContent(sheet, [_row(record) for record in sound], reading.problems)


def _row(record: Record) -> FileRow:
    values = {name: _text(record.values.get(name)) for name in record.cells}
    return FileRow(record.row, values, record.cells)


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
