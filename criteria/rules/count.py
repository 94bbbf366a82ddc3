"""Count: so many points for each case, at most the part's points."""

from decimal import Decimal

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
    """One count for each kind of case."""
    return tuple(figure_field(item["name"], item["label"]) for item in listed(part, "items"))


def conflicts(part: Part, facts: Facts) -> dict[str, str]:
    """Together the counts cannot pass `at_most`, where the rule gives it."""
    items, most = listed(part, "items"), part.parameters.get("at_most")
    counted = sum((facts.get(item["name"], Decimal(0)) for item in items), Decimal(0))
    if most is None or counted <= Decimal(most):
        return {}
    return {items[0]["name"]: f"Tổng cộng không thể quá {number_text(Decimal(most))}."}


def score(part: Part, facts: Facts) -> PartScore:
    """ "2 × 1,00 + 1 × 2,00 = 4,00, tối đa 3,00 → 3,00"."""
    items = listed(part, "items")
    terms = [(facts[item["name"]], Decimal(item["points_each"])) for item in items]
    earned = sum((number * each for number, each in terms), Decimal(0))
    points = min(earned, part.max_points)
    text = " + ".join(f"{number_text(number)} × {points_text(each)}" for number, each in terms)
    cap = f" = {points_text(earned)}, tối đa {points_text(points)}" if earned > points else ""
    return PartScore(points, f"{text}{cap} → {points_text(points)}")


def problems(part: Part) -> list[str]:
    """Unfit items, or a case worth more than the whole part."""
    found = item_problems(part)
    if any(
        (exact_decimal(item.get("points_each")) or 0) > part.max_points
        for item in listed(part, "items")
    ):
        found.append("Điểm cho một trường hợp lớn hơn điểm tối đa.")
    most = part.parameters.get("at_most")
    if most is not None and not (exact_decimal(most) or 0) > 0:
        found.append("Tổng số tối đa (“at_most”) phải lớn hơn 0.")
    return found


def describe(part: Part) -> str:
    """ "Số sáng kiến: 1,00 điểm mỗi trường hợp; tối đa 2,00"."""
    each = (
        f"{item['label']}: {points_text(Decimal(item['points_each']))} điểm mỗi trường hợp"
        for item in listed(part, "items")
    )
    return f"{'; '.join(each)}; tối đa {points_text(part.max_points)} điểm"


COUNT = Method(fields, score, problems, describe, conflicts)
