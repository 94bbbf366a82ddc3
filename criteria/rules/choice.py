"""Choice: one of several steps, each with its points."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from criteria.rules.base import (
    FactField,
    Facts,
    Method,
    Part,
    PartScore,
    is_text,
    listed,
    missing_parameters,
)
from criteria.rules.figures import exact_decimal, points_text


def fields(part: Part) -> tuple[FactField, ...]:
    """One choice among the options."""
    choices = tuple((option["key"], option["label"]) for option in listed(part, "options"))
    return (FactField("choice", part.parameters["question"], "choice", choices),)


def score(part: Part, facts: Facts) -> PartScore:
    """ "Ban hành trong quý I → 2,00"."""
    options = {option["key"]: option for option in listed(part, "options")}
    chosen = options[facts["choice"]]
    points = Decimal(chosen["points"])
    return PartScore(points, f"{chosen['label']} → {points_text(points)}")


def problems(part: Part) -> list[str]:
    """Too few options, repeated keys, or points that do not reach or that pass the maximum."""
    options, found = listed(part, "options"), missing_parameters(part, "question")
    if len({str(option.get("key")) for option in options}) < max(len(options), 2):
        found.append("Cần ít nhất hai lựa chọn có mã khác nhau.")
    if any(_is_misshapen(option) for option in options):
        return [*found, "Mỗi lựa chọn cần mã, nhãn và điểm không âm."]
    if options and max(Decimal(option["points"]) for option in options) != part.max_points:
        found.append("Lựa chọn cao nhất phải bằng điểm tối đa.")
    return found


def _is_misshapen(option: Mapping[str, Any]) -> bool:
    points = exact_decimal(option.get("points"))
    texts = is_text(option.get("key")) and is_text(option.get("label"))
    return points is None or points < 0 or not texts


def describe(part: Part) -> str:
    """ "Đăng ký: đúng hạn: 1,50; chậm không quá 15 ngày: 0,50; không: 0,00"."""
    steps = (f"{text}: {points_text(points)}" for text, points in levels(part))
    return f"{part.parameters['question']}: {'; '.join(steps)}"


def levels(part: Part) -> list[tuple[str, Decimal]]:
    """Each option with its points."""
    return [(option["label"], Decimal(option["points"])) for option in listed(part, "options")]


def level(part: Part, facts: Facts) -> int | None:
    """Which option was chosen."""
    keys = [option["key"] for option in listed(part, "options")]
    return keys.index(facts["choice"])


CHOICE = Method(fields, score, problems, describe, levels=levels, level=level)
