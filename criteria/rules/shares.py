"""Numerator and denominator: what ratio rules have in common."""

from decimal import Decimal

from criteria.rules.base import (
    LARGEST_FIGURE,
    FactField,
    Facts,
    Part,
    PartScore,
    figure_field,
    missing_parameters,
    misused_parameters,
)
from criteria.rules.figures import ZERO, number_text, points_text

# What a denominator of 0 gives: nothing until asked, the full points, or no points.
WHEN_ZERO = ("ask", "full", "zero")


def names(part: Part) -> tuple[str, str]:
    """The names under which numerator and denominator are stored among the facts."""
    return (
        part.parameters.get("numerator_name", "numerator"),
        part.parameters.get("denominator_name", "denominator"),
    )


def figures(part: Part, facts: Facts) -> tuple[Decimal, Decimal]:
    """Numerator and denominator out of checked facts."""
    numerator, denominator = names(part)
    return facts[numerator], facts[denominator]


def fields(part: Part) -> tuple[FactField, ...]:
    """The two figures to enter, with the bounds that the parameters give."""
    given, (numerator, denominator) = part.parameters, names(part)
    kind, unit = given.get("kind", "count"), given.get("unit", "")
    return (
        figure_field(numerator, given["numerator"], kind, unit=unit),
        figure_field(
            denominator,
            given["denominator"],
            kind,
            unit=unit,
            minimum=given.get("denominator_minimum", 0),
            maximum=given.get("denominator_maximum", LARGEST_FIGURE),
        ),
    )


def conflicts(part: Part, facts: Facts) -> dict[str, str]:
    """A share cannot pass 100 % unless the rule measures against a target."""
    (numerator, denominator), given = names(part), part.parameters
    if given.get("may_exceed") or not {numerator, denominator} <= facts.keys():
        return {}
    if facts[numerator] <= facts[denominator]:
        return {}
    return {numerator: f"“{given['numerator']}” không thể lớn hơn “{given['denominator']}”."}


def without_denominator(part: Part, numerator: Decimal) -> PartScore:
    """The score when the denominator is 0, as the rule says; by default it asks."""
    label, answer = part.parameters["denominator"], part.parameters.get("when_zero", "ask")
    if answer == "ask":
        return PartScore(
            None,
            f"“{label}” bằng 0 nên chưa tính được tỷ lệ: nhập số thực tế, hoặc đánh dấu"
            " “Không phát sinh” nếu tiêu chí cho phép.",
        )
    points = part.max_points if answer == "full" else ZERO
    return PartScore(points, f"“{label}” bằng 0 → {points_text(points)}")


def problems(part: Part) -> list[str]:
    """What is wrong with the two figures of a ratio rule."""
    found = missing_parameters(part, "numerator", "denominator") + misused_parameters(
        part,
        figures=("denominator_minimum", "denominator_maximum"),
        words=("numerator_name", "denominator_name", "unit"),
    )
    if part.parameters.get("when_zero", "ask") not in WHEN_ZERO:
        found.append("Cách tính khi mẫu số bằng 0 không hợp lệ.")
    if part.parameters.get("kind", "count") not in ("count", "number"):
        found.append("Loại số liệu phải là số đếm hoặc số thập phân.")
    return found


def ratio_text(part: Part) -> str:
    """The ratio in words: "Số hồ sơ đúng hạn / Tổng số hồ sơ"."""
    given = part.parameters
    least = given.get("denominator_minimum")
    suffix = f" (từ {number_text(Decimal(least))} trở lên)" if least else ""
    return f"{given['numerator']} / {given['denominator']}{suffix}"


def zero_text(part: Part) -> str:
    """What the rule says about a denominator of 0, to be added to its description."""
    points = {"full": part.max_points, "zero": ZERO}.get(part.parameters.get("when_zero", "ask"))
    if points is None:
        return ""
    return f"; “{part.parameters['denominator']}” bằng 0: {points_text(points)}"
