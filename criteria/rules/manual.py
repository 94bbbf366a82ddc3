"""Manual: points given by judgement between 0 and the maximum, where the text states no rule."""

from decimal import Decimal

from criteria.rules.base import FactField, Facts, Method, Part, PartScore
from criteria.rules.figures import points_text, round_points


def fields(part: Part) -> tuple[FactField, ...]:
    """The points themselves."""
    return (FactField("points", part.label, "points", minimum=Decimal(0), maximum=part.max_points),)


def score(part: Part, facts: Facts) -> PartScore:
    """ "Chấm 1,50 trên 2,00"."""
    points = round_points(facts["points"])
    return PartScore(points, f"Chấm {points_text(points)} trên {points_text(part.max_points)}")


def problems(part: Part) -> list[str]:
    """Nothing to give."""
    return [] if part.max_points > 0 else ["Điểm tối đa phải lớn hơn 0."]


def describe(part: Part) -> str:
    """The range."""
    return f"Chấm theo đánh giá, từ 0 đến {points_text(part.max_points)} điểm"


MANUAL = Method(fields, score, problems, describe)
