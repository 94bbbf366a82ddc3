"""Scoring bands that run but can never be reached, or that reward the wrong way round.

Gaps and overlaps are found by the rule itself (criteria.rules.bands).
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Any

from criteria.checks.base import Finding, PartPlace
from criteria.rules.bands import is_share, range_text
from criteria.rules.base import LARGEST_FIGURE, listed
from criteria.scoring import Part, number_text

HUNDRED = Decimal(100)


def findings(place: PartPlace, rule: Part) -> Iterator[Finding]:
    """Unreachable bands, points that go up and down, a denominator without values."""
    bands, most = listed(rule, "bands"), _most(rule)
    unit = " %" if is_share(rule) else f" {rule.parameters.get('unit', '')}".rstrip()
    for band in bands:
        if _is_empty(band, most, whole=rule.parameters.get("of") == "count"):
            yield place.fault(f"Mức “{range_text(band, unit)}” không bao giờ đạt tới.")
    if _goes_up_and_down(bands):
        yield place.advice("Điểm của các mức lúc tăng lúc giảm; hãy xem lại thứ tự.")
    if is_share(rule):
        yield from denominator(place, rule)


def denominator(place: PartPlace, rule: Part) -> Iterator[Finding]:
    """A denominator whose least value is above its greatest: nothing can be entered."""
    least = Decimal(rule.parameters.get("denominator_minimum", 0))
    most = Decimal(rule.parameters.get("denominator_maximum", LARGEST_FIGURE))
    if least > most:
        yield place.fault(
            f"Mẫu số phải từ {number_text(least)} trở lên mà không quá {number_text(most)}:"
            " không số nào nhập được."
        )


def _most(rule: Part) -> Decimal:
    """The greatest figure that can be entered, or the greatest share."""
    if is_share(rule):
        return LARGEST_FIGURE if rule.parameters.get("may_exceed") else HUNDRED
    return Decimal(rule.parameters.get("maximum", LARGEST_FIGURE))


def _is_empty(band: Mapping[str, Any], most: Decimal, *, whole: bool) -> bool:
    """Whether no figure from 0 to `most` lies in the band; `whole`: no whole one."""
    low, high = Decimal(band.get("from", band.get("above", 0))), most
    low_open, high_open = "above" in band, False
    if low < 0:
        low, low_open = Decimal(0), False
    if "below" in band or "to" in band:
        bound = Decimal(band.get("below", band.get("to")))
        if bound <= high:
            high, high_open = bound, "below" in band
    if whole:
        first = low.to_integral_value(ROUND_CEILING)
        last = high.to_integral_value(ROUND_FLOOR)
        first += low_open and first == low
        last -= high_open and last == high
        return first > last
    return low > high or (low == high and (low_open or high_open))


def _goes_up_and_down(bands: list[Mapping[str, Any]]) -> bool:
    def lower(band: Mapping[str, Any]) -> Decimal:
        return Decimal(band.get("from", band.get("above", "-Infinity")))

    points = [Decimal(band["points"]) for band in sorted(bands, key=lower)]
    steps = {(after > before) - (after < before) for before, after in pairwise(points)}
    return {1, -1} <= steps
