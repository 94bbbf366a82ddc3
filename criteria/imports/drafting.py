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
    """Problems as they are found, and which rows have any."""

    def __init__(self, book: Book) -> None:
        self.problems: list[Problem] = []
        self._faulty = {(p.sheet, _row(p.cell)) for p in book.problems}

    def say(self, record: Record, name: str, message: str) -> None:
        """Something is wrong with the column `name` of the row."""
        self.problems.append(record.problem(name, message))
        self._faulty.add((record.sheet, record.row))

    def about(self, record: Record) -> bool:
        """Whether anything is wrong with the row."""
        return (record.sheet, record.row) in self._faulty

    def unused(self, record: Record, names, why: str) -> None:
        """Say of each of these columns that is filled in that it has no place here."""
        for name in names:
            if record.values.get(name) not in (None, ""):
                self.say(record, name, why)


def _row(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
