"""The years of a unit as a table and as a small chart of totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.numbers import format_points
from recognition.histories import YearLine

WIDTH, HEIGHT, TOP, BOTTOM, LEFT = 640, 240, 20, 200, 44
MARKS = (50, 70, 80, 90, 100)  # where the classes begin
LEAST, MOST = 40, 100


@dataclass(frozen=True)
class Point:
    """One year in the chart."""

    x: int
    y: int
    year: int
    label: str


@dataclass(frozen=True)
class Chart:
    """Settled totals of the unit's own years from left to right; drawn by the template."""

    points: tuple[Point, ...]
    line: str
    marks: tuple[tuple[int, int], ...]
    description: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - 20
    bottom: int = BOTTOM


def chart(lines: Sequence[YearLine]) -> Chart | None:
    """None while fewer than two years have a total: there is nothing to compare."""
    known = [line for line in reversed(lines) if line.total is not None and not line.merged_on]
    if len(known) < 2:
        return None
    step = (WIDTH - LEFT - 60) // (len(known) - 1)
    points = tuple(
        Point(LEFT + 20 + place * step, _height(line.total), line.year, format_points(line.total))
        for place, line in enumerate(known)
    )
    told = "; ".join(f"năm {point.year}: {point.label}" for point in points)
    return Chart(
        points, " ".join(f"{point.x},{point.y}" for point in points),
        tuple((mark, _height(mark)) for mark in MARKS), f"Điểm thẩm định qua các năm: {told}.",
    )  # fmt: skip


def _height(total) -> int:
    share = (min(max(float(total), LEAST), MOST) - LEAST) / (MOST - LEAST)
    return round(BOTTOM - share * (BOTTOM - TOP))
