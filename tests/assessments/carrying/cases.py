"""Parts and sets in memory, with what a unit entered."""

from dataclasses import dataclass, field
from decimal import Decimal

from assessments.carrying import Choice
from criteria.scoring import Part

KEEP, SCALE, CLEAR = Choice


@dataclass
class Entered:
    """A score without a database."""

    criterion_id: int
    facts: dict = field(default_factory=dict)
    points: Decimal | None = None
    working: list = field(default_factory=list)
    not_applicable: bool = False
    explanation: str = ""


def part(method="manual", most="20", key="p1", label="Nội dung", **parameters) -> Part:
    return Part(key, label, method, Decimal(most), parameters)


def counted(*names, most="20", each="5", **parameters) -> Part:
    items = [{"name": n, "label": f"Số {n}", "points_each": each} for n in names]
    return part("count", most, items=items, **parameters)
