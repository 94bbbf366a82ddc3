"""What a file would do, and doing it: the same path, rolled back or not."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS
from import_export.results import RowResult

from core.spreadsheets import Column, Problem
from organisation.columns import person_columns, unit_columns
from organisation.imports.files import FileContent, FileRow
from organisation.imports.resources import ActionResource, Change, PersonResource, UnitResource
from organisation.models import User

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
OUTCOMES = {
    RowResult.IMPORT_TYPE_NEW: NEW,
    RowResult.IMPORT_TYPE_UPDATE: CHANGED,
    RowResult.IMPORT_TYPE_SKIP: UNCHANGED,
}


@dataclass(frozen=True)
class ImportKind:
    """One kind of file: its columns and the resource that saves its rows."""

    columns: Callable[[], list[Column]]
    resource: type[ActionResource]


UNITS = ImportKind(unit_columns, UnitResource)
PEOPLE = ImportKind(person_columns, PersonResource)


@dataclass(frozen=True)
class PreviewLine:
    """What one row of the file does."""

    number: int
    label: str
    outcome: str
    changes: list[Change]


@dataclass
class Outcome:
    """What the whole file does; nothing of it is kept while there are problems."""

    lines: list[PreviewLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    created: list[int] = field(default_factory=list)

    @property
    def counts(self) -> Counter:
        """How many rows are new, changed, unchanged."""
        return Counter(line.outcome for line in self.lines)


def preview(kind: ImportKind, content: FileContent, *, by: User) -> Outcome:
    """Carry the import out, note what happens, and roll everything back."""
    return _run(kind, content, by=by, dry_run=True)


def carry_out(kind: ImportKind, content: FileContent, *, by: User) -> Outcome:
    """Save every row, or none if any has a problem."""
    return _run(kind, content, by=by, dry_run=False)


def _run(kind: ImportKind, content: FileContent, *, by: User, dry_run: bool) -> Outcome:
    outcome = Outcome(problems=list(content.problems))
    if not content.rows:
        return outcome
    result = kind.resource(by).import_data(
        content.dataset(), dry_run=dry_run, use_transactions=True,
        rollback_on_validation_errors=True,
    )  # fmt: skip
    for error in result.base_errors:
        raise error.error
    for row, row_result in zip(content.rows, result.rows, strict=True):
        _note(outcome, content, row, row_result)
    outcome.problems.sort(
        key=lambda problem: int(problem.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    )
    return outcome


def _note(outcome: Outcome, content: FileContent, row: FileRow, result: RowResult) -> None:
    for error in result.errors:
        raise error.error
    if result.validation_error:
        outcome.problems += _problems(content, row, result.validation_error)
        return
    label = str(result.instance)
    outcome.lines.append(
        PreviewLine(row.number, label, OUTCOMES[result.import_type], result.changed)
    )
    if result.is_new():
        outcome.created.append(result.instance.pk)


def _problems(content: FileContent, row: FileRow, error) -> list[Problem]:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [
        Problem(content.sheet, row.cell("" if name == NON_FIELD_ERRORS else name), text)
        for name, texts in by_field.items()
        for text in texts
    ]
