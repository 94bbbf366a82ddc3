"""Small charts of a report: plain numbers for an SVG; the table beside it says the same."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.figures import QUARTER_NAMES
from assessments.reporting.rows import FigureRow
from core.numbers import format_number

CHART = {"width": 168, "height": 52, "base": 38, "tallest": 36, "bar": 15, "step": 42}


def chart(row: FigureRow) -> dict[str, Any]:
    """Bars of the four quarters, last year's beside this year's, as numbers for an SVG."""
    values = [*row.this_year.values(), *row.last_year.values()]
    top = max(values, default=Decimal(0)) or Decimal(1)
    bars = []
    for place, quarter in enumerate(QUARTER_NAMES):
        left = place * CHART["step"] + 2
        bars.append(_bar(row.last_year.get(quarter), top, left, "last"))
        bars.append(_bar(row.this_year.get(quarter), top, left + CHART["bar"] + 1, "this"))
    return {
        **CHART,
        "bars": [bar for bar in bars if bar],
        "labels": [
            {"x": place * CHART["step"] + CHART["bar"] + 2, "text": name}
            for place, name in enumerate(QUARTER_NAMES.values())
        ],
        "label": f"{row.indicator.name} theo quý: năm nay "
        + _spoken(row.this_year) + "; năm trước " + _spoken(row.last_year),
    }  # fmt: skip


def _bar(value: Decimal | None, top: Decimal, left: int, which: str) -> dict[str, Any] | None:
    if value is None:
        return None
    height = max(round(float(value / top) * CHART["tallest"], 1), 1)
    return {"x": left, "y": round(CHART["base"] - height, 1), "height": height,
            "width": CHART["bar"], "which": which}  # fmt: skip


def _spoken(quarters: Mapping[int, Decimal]) -> str:
    said = [f"quý {QUARTER_NAMES[q]} {format_number(v)}" for q, v in sorted(quarters.items())]
    return ", ".join(said) or "chưa có"
