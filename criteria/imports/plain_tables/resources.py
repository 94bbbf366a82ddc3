"""The flat rows of a table through django-import-export: each cell by its widget, errors by row.

Nothing is saved: the rows are collected, and become a set only together (levels, building).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import RowResult
from import_export.widgets import Widget
from tablib import Dataset

from core.spreadsheets import Column
from criteria.imports.plain_tables.grid import EMPTY, Cell, Line, Problem
from criteria.imports.plain_tables.points import points_of

ROLES = ("code", "title", "points", "scoring", "evidence", "guidance")


@dataclass
class TableRow:
    """One row with its values; `line` is where it stands."""

    line: Line | None = None
    code: str = ""
    title: str = ""
    points: Decimal | None = None
    scoring: str = ""
    evidence: str = ""
    guidance: str = ""
    pk: None = None

    def __str__(self) -> str:
        return self.title


class TextWidget(Widget):
    """A cell as text, by the rules of our spreadsheets: no formulas, no error values."""

    def __init__(self, column: Column):
        super().__init__()
        self.column = column

    def clean(self, value: Cell, row=None, **kwargs) -> str:
        return (
            self.column.value_of(value.kind, value.text)
            if value.text or value.kind != "text"
            else ""
        )


class CodeWidget(TextWidget):
    """A number of order; Excel turns "1.1" into a date, which says so."""

    def clean(self, value: Cell, row=None, **kwargs) -> str:
        if value.kind == "date":
            raise ValueError(
                "Excel đã đổi số thứ tự thành ngày tháng. Hãy đổi định dạng ô thành Văn bản (Text) "
                "rồi gõ lại, ví dụ 1.1."
            )
        return super().clean(value, row, **kwargs)


class PointsWidget(Widget):
    """Points, also as "15 điểm"; None for an empty cell."""

    def clean(self, value: Cell, row=None, **kwargs) -> Decimal | None:
        return points_of(value) if value.text.strip() or value.kind != "text" else None


def _text(name: str, kind: str = "lines", length: int = 5000) -> Field:
    return Field(name, name, widget=TextWidget(Column(name, name, kind=kind, max_length=length)))


class TableResource(Resource):
    """Rows of a plain table."""

    code = Field("code", "code", widget=CodeWidget(Column("code", "code", max_length=400)))
    title = _text("title", "text", 400)
    points = Field("points", "points", widget=PointsWidget())
    scoring = _text("scoring")
    evidence = _text("evidence")
    guidance = _text("guidance")

    class Meta:
        import_id_fields = ()
        force_init_instance = True
        clean_model_instances = False
        skip_diff = True
        store_instance = True
        using_db = "default"
        instance_loader_class = BaseInstanceLoader

    def init_instance(self, row=None) -> TableRow:
        return TableRow(line=row["line"])

    def do_instance_save(self, instance: TableRow, is_create: bool) -> None:
        """Nothing is written row by row."""


def rows_of(
    lines: Sequence[Line], columns: Mapping[str, int]
) -> tuple[list[TableRow], list[Problem]]:
    """The lines as rows, and what is wrong with single cells."""
    if not lines:
        return [], []
    dataset = Dataset(headers=["line", *ROLES])
    for line in lines:
        dataset.append([line, *(line.cells.get(columns.get(role, 0), EMPTY) for role in ROLES)])
    result = TableResource().import_data(dataset, dry_run=False, use_transactions=False)
    rows, problems = [], []
    for line, row in zip(lines, result.rows, strict=True):
        if row.errors:
            raise row.errors[0].error
        if row.import_type == RowResult.IMPORT_TYPE_INVALID:
            problems += _problems(line, columns, row.validation_error)
        else:
            rows.append(row.instance)
    return rows, problems


def _problems(line: Line, columns: Mapping[str, int], error) -> list[Problem]:
    return [
        Problem(line.place(columns.get(name)), text)
        for name, texts in error.message_dict.items()
        for text in texts
    ]
