"""Bands: a ratio in percent, a count or a number falls into exactly one band of points.

A band has a lower bound (`from`: included, `above`: not) and an upper bound (`below`: not
included, `to`: included); the outermost bounds are left out.
"""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from criteria.rules import shares
from criteria.rules.base import (
    LARGEST_FIGURE,
    FactField,
    Facts,
    Method,
    Part,
    PartScore,
    figure_field,
    listed,
    missing_parameters,
    misused_parameters,
    no_conflicts,
)
from criteria.rules.figures import (
    HUNDRED,
    exact_decimal,
    number_text,
    percent_text,
    points_text,
)

Band = Mapping[str, Any]
BOUNDS = ("from", "above", "below", "to")


def is_share(part: Part) -> bool:
    """Whether the bands cut a ratio (in percent) rather than a single figure."""
    return part.parameters.get("of") == "share"


def fields(part: Part) -> tuple[FactField, ...]:
    """Numerator and denominator, or the one figure."""
    if is_share(part):
        return shares.fields(part)
    given = part.parameters
    bounds = {"unit": given.get("unit", ""), "maximum": given.get("maximum", LARGEST_FIGURE)}
    return (figure_field(given.get("name", "value"), given["question"], given["of"], **bounds),)


def conflicts(part: Part, facts: Facts) -> dict[str, str]:
    """Only ratios can contradict themselves."""
    return (shares.conflicts if is_share(part) else no_conflicts)(part, facts)


def holds(band: Band, amount: Decimal, whole: Decimal) -> bool:
    """Whether amount / whole lies in the band; multiplied out, so that nothing is rounded."""
    return (
        ("from" not in band or amount >= Decimal(band["from"]) * whole)
        and ("above" not in band or amount > Decimal(band["above"]) * whole)
        and ("below" not in band or amount < Decimal(band["below"]) * whole)
        and ("to" not in band or amount <= Decimal(band["to"]) * whole)
    )


def band_of(part: Part, amount: Decimal, whole: Decimal = Decimal(1)) -> Band:
    """The band that amount / whole falls into."""
    return next(band for band in listed(part, "bands") if holds(band, amount, whole))


def score(part: Part, facts: Facts) -> PartScore:
    """ "1.234/1.250 = 98,72 % → 4,00" or "3 lĩnh vực → 0,50"."""
    if is_share(part):
        return _share_score(part, *shares.figures(part, facts))
    value = facts[part.parameters.get("name", "value")]
    points = Decimal(band_of(part, value)["points"])
    shown = f"{number_text(value)} {part.parameters.get('unit', '')}".rstrip()
    return PartScore(points, f"{shown} → {points_text(points)}")


def _share_score(part: Part, reached: Decimal, whole: Decimal) -> PartScore:
    if not whole:
        return shares.without_denominator(part, reached)
    band = band_of(part, reached * HUNDRED, whole)
    percent = percent_text(reached, whole, lambda shown: holds(band, shown, Decimal(1)))
    points = Decimal(band["points"])
    ratio = f"{number_text(reached)}/{number_text(whole)}"
    return PartScore(points, f"{ratio} = {percent} → {points_text(points)}")


def problems(part: Part) -> list[str]:
    """Unfit bands: misshapen, with a gap or an overlap, above or below the part's points."""
    found = _figure_problems(part)
    bands = listed(part, "bands")
    if not bands or any(_is_misshapen(band) for band in bands):
        return [*found, "Mỗi mức cần có cận và điểm là số."]
    best = max(Decimal(band["points"]) for band in bands)
    if best != part.max_points:
        found.append(
            f"Mức cao nhất ({points_text(best)}) khác điểm tối đa ({points_text(part.max_points)})."
        )
    if min(Decimal(band["points"]) for band in bands) < 0:
        found.append("Điểm của một mức không được âm.")
    return found + _seam_problems(bands, whole=part.parameters.get("of") == "count")


def _figure_problems(part: Part) -> list[str]:
    if is_share(part):
        return shares.problems(part)
    if part.parameters.get("of") not in ("count", "number"):
        return ["Mức điểm phải tính theo tỷ lệ, số đếm hoặc số thập phân."]
    return missing_parameters(part, "question") + misused_parameters(
        part, figures=("maximum",), words=("name", "unit")
    )


def _is_misshapen(band: Band) -> bool:
    given = [band[name] for name in (*BOUNDS, "points") if name in band]
    twice = {"from", "above"} <= band.keys() or {"below", "to"} <= band.keys()
    return twice or "points" not in band or any(exact_decimal(value) is None for value in given)


def _lower(band: Band) -> Decimal | None:
    value = band.get("from", band.get("above"))
    return None if value is None else Decimal(value)


def _upper(band: Band) -> Decimal | None:
    value = band.get("below", band.get("to"))
    return None if value is None else Decimal(value)


def _seam_problems(bands: list[Band], *, whole: bool) -> list[str]:
    """Walk upwards: every upper bound must be the next lower bound, included exactly once.

    Of `whole` figures only, "to 5" and "from 6" leave nothing out.
    """
    ordered = sorted(
        bands, key=lambda band: (_lower(band) is not None, _lower(band) or 0, "above" in band)
    )
    found = []
    if _lower(ordered[0]) not in (None, 0) or "above" in ordered[0]:
        found.append("Còn khoảng trống dưới mức thấp nhất.")
    if _upper(ordered[-1]) is not None:
        found.append("Còn khoảng trống trên mức cao nhất.")
    for low, high in zip(ordered, ordered[1:], strict=False):
        found += _seam_problem(low, high, whole)
    return found


def _seam_problem(low: Band, high: Band, whole: bool) -> list[str]:
    end, start = _upper(low), _lower(high)
    both, neither = {"to", "from"}, {"below", "above"}
    bounds = (low.keys() & {"to", "below"}) | (high.keys() & {"from", "above"})
    if end is None or start is None or start < end or (start == end and bounds == both):
        return ["Hai mức chồng lên nhau."]
    if (start > end or bounds == neither) and not (whole and _leaves_none(low, high, end, start)):
        return ["Còn khoảng trống giữa hai mức."]
    return []


def _leaves_none(low: Band, high: Band, end: Decimal, start: Decimal) -> bool:
    """Whether no whole figure lies between the two bands."""
    first = math.floor(end) + 1 if "to" in low else math.ceil(end)
    last = math.ceil(start) - 1 if "from" in high else math.floor(start)
    return first > last


def describe(part: Part) -> str:
    """ "Đúng hạn / Tổng số: từ 98 % trở lên: 4,00; từ 95 % đến dưới 98 %: 3,00; …"."""
    subject = shares.ratio_text(part) if is_share(part) else part.parameters["question"]
    steps = (f"{text}: {points_text(points)}" for text, points in levels(part))
    return f"{subject}: {'; '.join(steps)}{shares.zero_text(part) if is_share(part) else ''}"


def levels(part: Part) -> list[tuple[str, Decimal]]:
    """("từ 95 % đến dưới 98 %", 3) for each band, as the definition orders them."""
    unit = " %" if is_share(part) else f" {part.parameters.get('unit', '')}".rstrip()
    return [(range_text(band, unit), Decimal(band["points"])) for band in listed(part, "bands")]


def level(part: Part, facts: Facts) -> int | None:
    """Which band the facts fall into; none where there is nothing to divide by."""
    if is_share(part):
        reached, whole = shares.figures(part, facts)
        amount = reached * HUNDRED
    else:
        amount, whole = facts[part.parameters.get("name", "value")], Decimal(1)
    return listed(part, "bands").index(band_of(part, amount, whole)) if whole else None


def range_text(band: Band, unit: str) -> str:
    """ "từ 95 % đến dưới 98 %", "không quá 5 điểm"."""
    words = {"from": "từ", "above": "trên", "below": "dưới", "to": "đến"}
    ends = [
        f"{words[name]} {number_text(Decimal(band[name]))}{unit}" for name in BOUNDS if name in band
    ]
    if len(ends) == 2:
        return " ".join(ends).replace(" dưới ", " đến dưới ")
    if "from" in band:
        return f"{ends[0]} trở lên"
    return ends[0].replace("đến", "không quá") if ends else "mọi giá trị"


BANDS = Method(fields, score, problems, describe, conflicts, levels, level)
