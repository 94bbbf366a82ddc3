"""Things of a set while they are being put together out of rows."""

from dataclasses import dataclass, field

from core.spreadsheets import Book, Problem, Record
from criteria.scoring import Part


@dataclass
class DraftPart:
    """A scoring part: its row, the number it is referred to by, the rows of its steps."""

    record: Record
    number: int
    key: str
    steps: list[Record] = field(default_factory=list)
    part: Part | None = None


@dataclass
class DraftCriterion:
    """A criterion: its row and its parts in order."""

    record: Record
    key: str
    parts: list[DraftPart] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Its code as other rows name it."""
        return self.record.values.get("code") or ""


@dataclass
class DraftGroup:
    """A group: its row and its criteria in order."""

    record: Record
    key: str
    criteria: list[DraftCriterion] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Its code as criteria name it."""
        return self.record.values.get("code") or ""


class Complaints:
    """Problems as they are found, which rows have any, and which sums they spoil.

    `incomplete`: kinds of things that may lack rows, because some row named none of them.
    """

    def __init__(self, book: Book) -> None:
        self.problems: list[Problem] = []
        self.incomplete: set[str] = set()
        self._cells = {(p.sheet, p.cell) for p in book.problems}
        self._rows = {(p.sheet, _row(p.cell)) for p in book.problems}

    def say(self, record: Record, name: str, message: str, lost_to: tuple[str, ...] = ()) -> None:
        """Something is wrong with the column `name`; the row is `lost_to` things of these kinds."""
        problem = record.problem(name, message)
        self.problems.append(problem)
        self.incomplete.update(lost_to)
        self._cells.add((problem.sheet, problem.cell))
        self._rows.add((record.sheet, record.row))

    def have_said(self, problem: Problem) -> bool:
        """Whether something was said of the same cell."""
        return (problem.sheet, problem.cell) in self._cells

    def about(self, record: Record) -> bool:
        """Whether anything is wrong with the row."""
        return (record.sheet, record.row) in self._rows

    def unused(self, record: Record, names, why: str) -> None:
        """Say of each of these columns that is filled in that it has no place here."""
        for name in names:
            if record.values.get(name) not in (None, ""):
                self.say(record, name, why)


def _row(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
