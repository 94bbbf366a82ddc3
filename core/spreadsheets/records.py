"""What a sheet held: records with cell addresses, and what is wrong where."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place; `cell` is an address such as "B7".

    A file without sheets names the place as it can, with `sheet` empty.
    """

    sheet: str
    cell: str
    message: str

    @property
    def place(self) -> str:
        """The place as people look for it: "Đơn vị!B7"."""
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True)
class ProblemGroup:
    """Problems of one kind: the first place and how many there are."""

    message: str
    first: str
    count: int


@dataclass(frozen=True)
class Record:
    """One filled row: values by column name, None where a cell is empty."""

    sheet: str
    row: int
    values: dict[str, object]
    cells: dict[str, str]

    def problem(self, name: str, message: str) -> Problem:
        """A later checker's complaint about the column `name` of this row."""
        return Problem(self.sheet, self.cells.get(name, f"A{self.row}"), message)


@dataclass
class Reading:
    """What a sheet holds. Write its records only if there are no problems."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Book:
    """What a file of several sheets holds: a reading for each, and remarks that stop nothing.

    A sheet that could not be used at all has no records, only problems.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """Everything wrong, sheet by sheet."""
        return [problem for reading in self.readings.values() for problem in reading.problems]

    def records(self, title: str) -> list[Record]:
        """The rows of one sheet."""
        return self.readings[title].records


def grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """One line per kind of problem, in the order in which the kinds first appear."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.message, []).append(problem.place)
    return [ProblemGroup(message, found[0], len(found)) for message, found in places.items()]
