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


LOW, HIGH = tuple(BELOW_IT), tuple(ABOVE_IT)  # names of lower and of upper bounds


def band_rows(bands: list[Band]) -> list[Row]:
    """Stored bands as their boxes hold them; bounds that follow from the others stay empty.

    So that a bound stands in one box only, and moving it moves both bands.
    """
    if not all(is_sound(band) for band in bands):
        return [_row(band) for band in bands]
    implied = LOW if _is_rising(bands) else HIGH
    bare = [{name: value for name, value in band.items() if name not in implied} for band in bands]
    ladder = Ladder(tuple(bare))
    follows = all(
        same_band(ladder.completed(short), band) for short, band in zip(bare, bands, strict=True)
    )
    return [
        {**_row(band), **_row_text(short)} if follows else _row(band)
        for short, band in zip(bare, bands, strict=True)
    ]


def is_sound(band: Band) -> bool:
    """Whether every entry of a stored band is a figure."""
    return all(exact_decimal(value) is not None for value in band.values())


def same_band(one: Band, other: Band) -> bool:
    """Whether both have the same bounds and points, however they are written."""
    return one.keys() == other.keys() and all(
        exact_decimal(one[name]) == exact_decimal(other[name]) for name in one
    )


def _is_rising(bands: list[Band]) -> bool:
    """Whether the lowest band is worth more than the highest: "không quá 5: 1 điểm; …"."""
    lowest = [band for band in bands if not bound(band, LOW)]
    highest = [band for band in bands if not bound(band, HIGH)]
    if len(lowest) != 1 or len(highest) != 1:
        return False
    worth = [exact_decimal(band.get("points", 0)) for band in (*lowest, *highest)]
    return bool(worth[0] > worth[1])


def _row(band: Band) -> Row:
    as_ = {
        "low_as": "above" if "above" in band else "from",
        "high_as": "to" if "to" in band else "below",
    }
    return as_ | _row_text(band)


def _row_text(band: Band) -> Row:
    return {
        "low": _text(band, "above" if "above" in band else "from"),
        "high": _text(band, "to" if "to" in band else "below"),
        "points": _text(band, "points"),
    }


def _text(band: Band, name: str) -> str:
    return "" if band.get(name) is None else figure_text(band[name])


@dataclass(frozen=True)
class Ladder:
    """All bands of a rule as they were typed, bounds left empty included."""

    bands: tuple[dict[str, Any], ...]

    def completed(self, band: dict[str, Any]) -> dict[str, Any]:
        """The band with the bounds that the others leave to it."""
        others = [other for other in self.bands if other is not band]
        low, high = bound(band, LOW), bound(band, HIGH)
        lows = _bounds(others, LOW)
        highs = _bounds(others, HIGH)
        if low and not high:
            return band | _ending(min((b for b in lows if b > low), default=None))
        if high and not low:
            return band | _starting(max((b for b in highs if b < high), default=None))
        if low or high or not others:
            return band
        if len(lows) < len(others):  # another band already reaches down to the lowest value
            return band | _starting(max(highs, default=None))
        return band | _ending(min(lows))


def bound(band: Band, names: tuple[str, ...]) -> tuple[Decimal, str] | None:
    """(figure, name) of a band's bound of one side."""
    return next(((Decimal(band[name]), name) for name in names if name in band), None)


def _bounds(bands: list[dict[str, Any]], names: tuple[str, ...]) -> list[tuple[Decimal, str]]:
    return [found for band in bands if (found := bound(band, names))]


def _ending(next_low: tuple[Decimal, str] | None) -> dict[str, str]:
    return {BELOW_IT[next_low[1]]: f"{next_low[0]}"} if next_low else {}


def _starting(last_high: tuple[Decimal, str] | None) -> dict[str, str]:
    return {ABOVE_IT[last_high[1]]: f"{last_high[0]}"} if last_high else {}
