"""Exact decimals: the one rounding rule, and figures written the Vietnamese way."""

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

ZERO = Decimal(0)
HUNDRED = Decimal(100)
FINEST_PLACES = 8
# Parameters of rules and vetoes that hold a figure.
FIGURE_PARAMETERS = frozenset({
    "denominator_minimum", "denominator_maximum", "maximum", "at_most", "floor", "from", "above",
    "below", "to", "points", "points_each", "expected", "minimum_share", "missing_from",
})  # fmt: skip
PLAIN_FIGURE = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


def round_points(value: Decimal, places: int = 2) -> Decimal:
    """`value` rounded half up; points have two places. The only rounding in the program."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def exact_decimal(value: Any) -> Decimal | None:
    """`value` as a finite decimal, or None; binary floats and booleans are refused.

    Text must be a plain figure with a point ("1250", "-0.5"): forms translate what people type.
    """
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return Decimal(value) if PLAIN_FIGURE.fullmatch(str(value)) else None


def stored_figure(number: Decimal | int) -> str:
    """A figure as rules and documents keep it: plain text with a point and no idle zeros."""
    return f"{Decimal(number).normalize():f}"


def with_stored_figures(value: Any, name: str = "") -> Any:
    """Parameters with every figure written alike: 3, "3" and "3.0" are one; scraps stay."""
    if isinstance(value, Mapping):
        return {key: with_stored_figures(inner, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [with_stored_figures(inner) for inner in value]
    figure = exact_decimal(value) if name in FIGURE_PARAMETERS else None
    return value if figure is None else stored_figure(figure)


def vietnamese(text: str) -> str:
    """Swap the separators of an English figure: 1,234.50 becomes 1.234,50."""
    return text.translate(str.maketrans(",.-", ".,−"))


def points_text(points: Decimal) -> str:
    """Points as printed: always two places, comma, "7,50"."""
    return vietnamese(f"{round_points(points):,f}")


def number_text(value: Decimal) -> str:
    """A figure without idle zeros: 1250 is "1.250", 2.50 is "2,5"."""
    text = f"{value:,f}"
    return vietnamese(text.rstrip("0").rstrip(".") if "." in text else text)


def percent_text(
    amount: Decimal, whole: Decimal, stays: Callable[[Decimal], bool] = lambda shown: True
) -> str:
    """amount / whole as "98,72 %", with more places when two would misstate the result.

    `stays(shown)` tells whether the rounded percentage still leads to the same conclusion:
    97,996 % must not be shown as "98,00 %" beside the points of the band below 98 %.
    """
    exact = amount * HUNDRED / whole
    fitting = (places for places in range(2, FINEST_PLACES) if stays(round_points(exact, places)))
    return f"{vietnamese(f'{round_points(exact, next(fitting, FINEST_PLACES)):,f}')} %"
