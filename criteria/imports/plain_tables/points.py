"""Points as offices write them: 15, "1,5", "10 điểm", "(15 điểm)" behind a heading."""

import re
from decimal import Decimal

from core.spreadsheets import Column
from criteria.imports.plain_tables.grid import Cell

_COLUMN = Column("points", "Điểm", kind="points")
_UNIT = re.compile(r"\s*(?:điểm|đ)\.?\s*$", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?P<title>.+?)\s*[(\[]\s*(?:tối đa\s*)?(?P<points>[0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*"
    r"(?:điểm|đ)\s*[)\]]\s*:?",
    re.IGNORECASE,
)


def points_of(cell: Cell) -> Decimal:
    """The points in a cell; raises ValueError with a message for people."""
    text = _UNIT.sub("", cell.line) if cell.kind == "text" else cell.text
    return _COLUMN.value_of(cell.kind, text)


def points_behind(title: str) -> tuple[str, Decimal | None]:
    """ "Lãnh đạo, chỉ đạo (15 điểm)" as the heading and its points."""
    match = _BEHIND.fullmatch(title)
    if not match:
        return title, None
    return match["title"], Decimal(match["points"].replace(",", "."))
