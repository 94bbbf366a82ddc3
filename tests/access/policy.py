"""Reads the policy: who may do what, with which file, when. The program never reads it.

The tables are agreed with the officials, in their words, and are the second opinion against
which permissions.py and querysets.py are held. What they do not allow is refused.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.access.world import ALWAYS, DISABLED, ELSEWHERE, GUEST, NOTHING

PLACE = Path(__file__).parent / "policy"
# How a refusal looks where it is neither 404 (not seen) nor 403 with the reason (seen): as if the
# thing did not exist; another page; one closed door for everything behind it, seen or not.
DOES_NOT_EXIST, ELSEWHERE_PAGE, CLOSED_DOOR = "như không có", "chuyển trang", "đóng cửa"


@dataclass(frozen=True)
class Line:
    """One line of the table of addresses."""

    route: str
    method: str
    deed: str
    noun: str
    states: frozenset[str]
    allowed: frozenset[str]
    refusal: str

    def covers(self, method: str, state: str) -> bool:
        """Whether the line speaks of this call in this state."""
        return self.method == method and bool(self.states & {state, ALWAYS})


def words(cell: str) -> list[str]:
    """The entries of a cell."""
    return [word.strip() for word in cell.split(";") if word.strip()]


@cache
def groups() -> dict[str, frozenset[str]]:
    """Group → the people in it, groups within groups opened up."""
    found: dict[str, frozenset[str]] = {}
    for row in _rows("nhom.csv"):
        members = [found.get(word, frozenset({word})) for word in words(row["gồm"])]
        found[row["nhóm"]] = frozenset().union(*members)
    return found


def people(cell: str) -> frozenset[str]:
    """Everybody whom a cell names, by themselves or by a group."""
    return frozenset().union(*(groups().get(word, {word}) for word in words(cell)))


@cache
def lines() -> tuple[Line, ...]:
    """The table of addresses."""
    return tuple(
        Line(
            row["địa chỉ"], row["cách gọi"], row["việc"], row["đối tượng"],
            frozenset(words(row["khi nào"])), people(row["ai được"]), row["khi từ chối"],
        )
        for row in _rows("viec.csv")
    )  # fmt: skip


@cache
def viewers() -> dict[tuple[str, str], frozenset[str]]:
    """(noun, state) → who sees it at all."""
    return {
        (row["đối tượng"], state): people(row["ai nhìn thấy"])
        for row in _rows("nhin-thay.csv")
        for state in words(row["khi nào"])
    }


def lines_of(route: str) -> tuple[Line, ...]:
    """What the policy says about one address."""
    return tuple(line for line in lines() if line.route == route)


def noun_of(route: str) -> str:
    """What the address is about."""
    return next((line.noun for line in lines_of(route)), NOTHING)


def line_for(route: str, method: str, state: str) -> Line | None:
    """The line that speaks of this call, if any."""
    return next((line for line in lines_of(route) if line.covers(method, state)), None)


def offers(route: str, method: str) -> bool:
    """Whether the address is there for this method at all."""
    return any(line.method == method for line in lines_of(route))


def same_here(person: str) -> str:
    """The one of this district who is what `person` is in the other district."""
    name = person.removesuffix(f" {ELSEWHERE}")
    return f"{name} đơn vị" if name in ("cán bộ", "người đứng đầu") else name


def may(person: str, line: Line) -> bool:
    """Whether the line allows it; where no file is named, both districts are alike."""
    name = same_here(person) if line.noun == NOTHING else person
    return name in line.allowed


def sees(person: str, noun: str, state: str) -> bool:
    """Whether the thing exists for this person."""
    if person in (GUEST, DISABLED):
        return False
    if noun == NOTHING:
        return True
    seen = viewers()
    return person in (seen[noun, ALWAYS] if (noun, ALWAYS) in seen else seen[noun, state])


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (PLACE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
