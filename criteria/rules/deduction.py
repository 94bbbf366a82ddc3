"""Deduction: the part's points less so many for each case, not below the floor.

A pure penalty has 0 points of its own and a negative floor.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from criteria.rules.base import (
    FactField,
    Facts,
    Method,
    Part,
    PartScore,
    figure_field,
    item_problems,
    listed,
)
from criteria.rules.figures import exact_decimal, number_text, points_text


def fields(part: Part) -> tuple[FactField, ...]:
    """One count for each kind of case; where a number is expected, at most that number."""
    return tuple(_field(item) for item in listed(part, "items"))


def _field(item: Mapping[str, Any]) -> FactField:
    bound = {"maximum": item["expected"]} if "expected" in item else {}
    return figure_field(item["name"], item["label"], **bound)


def floor(part: Part) -> Decimal:
    """The least points that the part can give: 0, or a negative figure for a penalty."""
    return Decimal(part.parameters.get("floor", 0))


def _cases(item: Mapping[str, Any], facts: Facts) -> Decimal:
    """How many times to deduct: the count itself, or what is short of the expected number."""
    counted: Decimal = facts[item["name"]]
    return Decimal(item["expected"]) - counted if "expected" in item else counted


def score(part: Part, facts: Facts) -> PartScore:
    """ "2,00 − 1 × 1,00 → 1,00"; "thiếu 1" where a number is expected."""
    items = listed(part, "items")
    terms = [(item, _cases(item, facts), Decimal(item["points_each"])) for item in items]
    left = part.max_points - sum((number * each for _, number, each in terms), Decimal(0))
    points = max(left, floor(part))
    text = " − ".join(
        f"{'thiếu ' if 'expected' in item else ''}{number_text(number)} × {points_text(each)}"
        for item, number, each in terms
    )
    limit = f" = {points_text(left)}, không dưới {points_text(points)}" if left < points else ""
    return PartScore(
        points, f"{points_text(part.max_points)} − {text}{limit} → {points_text(points)}"
    )


def problems(part: Part) -> list[str]:
    """Unfit items, or a floor that leaves nothing to deduct."""
    lowest = exact_decimal(part.parameters.get("floor", 0))
    found = item_problems(part)
    if lowest is None or lowest >= part.max_points:
        found.append("Điểm sàn phải là số và thấp hơn điểm tối đa.")
    return found


def describe(part: Part) -> str:
    """ "2,00 điểm; Số phản ánh đúng: mỗi trường hợp trừ 1,00; không dưới 0,00"."""
    steps = "; ".join(_step_text(item) for item in listed(part, "items"))
    start = f"{points_text(part.max_points)} điểm; " if part.max_points else ""
    return f"{start}{steps}; không dưới {points_text(floor(part))}"


def _step_text(item: Mapping[str, Any]) -> str:
    each = points_text(Decimal(item["points_each"]))
    if "expected" in item:
        expected = number_text(Decimal(item["expected"]))
        return f"{item['label']}: phải có {expected}, thiếu mỗi trường hợp trừ {each}"
    return f"{item['label']}: mỗi trường hợp trừ {each}"


DEDUCTION = Method(fields, score, problems, describe)
