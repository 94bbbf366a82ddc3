"""Bands as a ladder: two bounds in boxes, and a bound left empty follows from the next band."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from criteria.forms.rules.boxes import figure_text
from criteria.rules.figures import exact_decimal

Row = dict[str, str]
Band = Mapping[str, Any]
# What begins where another band ends, and the other way round.
ABOVE_IT = {"below": "from", "to": "above"}
BELOW_IT = {"from": "below", "above": "to"}


def band_row(band: Band) -> Row:
    """A stored band as its five boxes hold it."""
    low_as = "above" if "above" in band else "from"
    high_as = "to" if "to" in band else "below"
    return {
        "low_as": low_as,
        "low": _text(band, low_as),
        "high_as": high_as,
        "high": _text(band, high_as),
        "points": _text(band, "points"),
    }


def is_sound(band: Band) -> bool:
    """Whether every entry of a stored band is a figure."""
    return all(exact_decimal(value) is not None for value in band.values())


def _text(band: Band, name: str) -> str:
    return "" if band.get(name) is None else figure_text(band[name])


@dataclass(frozen=True)
class Ladder:
    """All bands of a rule as they were typed, bounds left empty included."""

    bands: tuple[dict[str, Any], ...]

    def completed(self, band: dict[str, Any]) -> dict[str, Any]:
        """The band with the bounds that the others leave to it."""
        others = [other for other in self.bands if other is not band]
        low, high = bound(band, ABOVE_IT.values()), bound(band, BELOW_IT.values())
        lows = _bounds(others, ABOVE_IT.values())
        highs = _bounds(others, BELOW_IT.values())
        if low and not high:
            return band | _ending(min((b for b in lows if b > low), default=None))
        if high and not low:
            return band | _starting(max((b for b in highs if b < high), default=None))
        if low or high or not others:
            return band
        if len(lows) < len(others):  # another band already reaches down to the lowest value
            return band | _starting(max(highs, default=None))
        return band | _ending(min(lows))


def bound(band: Band, names: Any) -> tuple[Decimal, str] | None:
    """(figure, name) of a band's bound of one side."""
    return next(((Decimal(band[name]), name) for name in names if name in band), None)


def _bounds(bands: list[dict[str, Any]], names: Any) -> list[tuple[Decimal, str]]:
    return [found for band in bands if (found := bound(band, names))]


def _ending(next_low: tuple[Decimal, str] | None) -> dict[str, str]:
    return {BELOW_IT[next_low[1]]: f"{next_low[0]}"} if next_low else {}


def _starting(last_high: tuple[Decimal, str] | None) -> dict[str, str]:
    return {ABOVE_IT[last_high[1]]: f"{last_high[0]}"} if last_high else {}
