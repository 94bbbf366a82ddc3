"""A scoring part as a reader wants it: the rule in a line, and its levels as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from criteria.rules.base import listed
from criteria.scoring import Part, describe, levels, part_problems, points_text, rule_of

Level = tuple[str, str]  # what was reached, the points for it
ZERO = Decimal(0)


@dataclass(frozen=True)
class ReadablePart:
    """One scoring part: its rule in a line, and its levels as a table."""

    label: str
    max_points: Decimal
    rule: str
    levels: tuple[Level, ...]


def readable_part(part: Part) -> ReadablePart:
    """The part with its levels; an unfinished rule has none."""
    rule = rule_of(part)
    table = LEVELS.get(rule.method)
    steps = () if table is None or part_problems(part) else tuple(table(rule))
    return ReadablePart(part.label, part.max_points, describe(part), steps)


def _steps(rule: Part) -> list[Level]:
    return [(_capital(words), points_text(points)) for words, points in levels(rule)]


def _yes_no_levels(rule: Part) -> list[Level]:
    earned, none = points_text(rule.max_points), points_text(ZERO)
    earns_yes = rule.parameters.get("earns", "yes") == "yes"
    return [("Có", earned if earns_yes else none), ("Không", none if earns_yes else earned)]


def _proportional_levels(rule: Part) -> list[Level]:
    shares = (("Đạt 100 %", 1), ("Đạt 50 %", Decimal("0.5")), ("Đạt 0 %", 0))
    return [(label, points_text(rule.max_points * share)) for label, share in shares]


def _count_levels(rule: Part) -> list[Level]:
    each = [(f"Mỗi trường hợp: {i['label']}", _points(i["points_each"])) for i in _items(rule)]
    return [*each, ("Nhiều nhất", points_text(rule.max_points))]


def _deduction_levels(rule: Part) -> list[Level]:
    each = [(_deducted(item), f"−{_points(item['points_each'])}") for item in _items(rule)]
    start = ("Không bị trừ", points_text(rule.max_points))
    return [start, *each, ("Ít nhất", _points(rule.parameters.get("floor", 0)))]


def _deducted(item: Mapping[str, Any]) -> str:
    if "expected" in item:
        return f"Thiếu mỗi trường hợp so với {item['expected']}: {item['label']}"
    return f"Mỗi trường hợp: {item['label']}"


def _items(rule: Part) -> list[Mapping[str, Any]]:
    return listed(rule, "items")


def _points(value: Any) -> str:
    return points_text(Decimal(value))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


LEVELS = {
    "bands": _steps,
    "choice": _steps,
    "yes_no": _yes_no_levels,
    "proportional": _proportional_levels,
    "count": _count_levels,
    "deduction": _deduction_levels,
}
