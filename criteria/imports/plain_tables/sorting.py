"""Lines that are no content: repeated headers, column numbers, totals, notes, signatures."""

import re
from dataclasses import dataclass, field

from core.text import fold
from criteria.imports.plain_tables.codes import code_of
from criteria.imports.plain_tables.grid import EMPTY, Cell, Line
from criteria.imports.plain_tables.headers import Header

_TOTAL = re.compile(
    r"(?:tong(?: cong| diem| so diem| so| cong diem)?|cong)(?: (?:diem|toan bang|chung|cac nhom|"
    r"toan bo))*(?: \(.*\)| [ivx]+(?:[ +,ivx]*))?:?"
)
_SUBTOTAL = re.compile(r"(?:tong )?cong (?:diem )?(?:nhom|muc|phan) .*")
_NOTE = re.compile(
    r"(?:ghi chu|luu y|\(\*\)|\*|noi nhan|nguoi lap|thu truong|t/m|tm\.|xac nhan|chu thich).*"
)


@dataclass
class Sorted:
    """The lines of the table, those that state the total, and those that are passed over."""

    lines: list[Line] = field(default_factory=list)
    totals: list[Line] = field(default_factory=list)
    ignored: list[Line] = field(default_factory=list)


def sorted_lines(header: Header) -> Sorted:
    """Every line below the header to its kind."""
    found = Sorted(ignored=list(header.above))
    ended = False
    for line in header.below:
        words = _words(line, header)
        if _TOTAL.fullmatch(words):
            found.totals.append(line)
            ended = True
        elif _is_idle(line, header) or _SUBTOTAL.fullmatch(words) or _NOTE.fullmatch(words):
            found.ignored.append(line)
            ended = ended or bool(_NOTE.fullmatch(words))
        elif ended and not _is_content(line, header):
            found.ignored.append(line)
        else:
            found.lines.append(line)
    return found


def cell_of(line: Line, header: Header, role: str) -> Cell:
    """The cell of a role in a line; empty if either is missing."""
    return line.cells.get(header.columns.get(role, 0), EMPTY)


def _words(line: Line, header: Header) -> str:
    """What the row says in the columns of code and contents, folded."""
    texts = (cell_of(line, header, role) for role in ("code", "title"))
    return " ".join(cell.folded for cell in texts if cell.kind == "text" and cell.folded)


def _is_content(line: Line, header: Header) -> bool:
    """Behind the total or a note only a row with a number of order and points is still content."""
    code = code_of(cell_of(line, header, "code").line)
    points = cell_of(line, header, "points")
    return code is not None and code.kind != "none" and bool(points.text or points.kind != "text")


def _is_idle(line: Line, header: Header) -> bool:
    """The header again at the head of a page, column numbers, or nothing in our columns."""
    texts = {place: cell.folded for place, cell in line.cells.items()}
    if all(texts.get(place) == fold(name) for place, name in header.names.items()):
        return True
    numbers = [text.strip("() ") for text in texts.values() if text]
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    if len(numbers) > 2 and numbers == counted and set(texts) == set(header.names):
        return True
    return not set(line.cells) & set(header.columns.values())
