"""Bars of this and last year by quarter: where each stands in a drawing. Pure; drawn by templates.

One drawing serves page and paper; its numbers also stand in the table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.numbers import format_number

WIDTH, HEIGHT = 360, 190
BASE, TOP = 160, 34  # of the bars, from above
GROUP, BAR, GAP = 86, 34, 4
LEFT = 10
LONGEST = 100_000  # more digits do not fit above a bar
SCALES = ((1_000_000, "triệu"), (1_000, "nghìn"), (1, ""))
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Bar:
    """One bar with a short number above it; without a report there is a dash and no bar."""

    x: int
    y: int
    height: int
    middle: int
    text_y: int
    text: str
    exact: str


@dataclass(frozen=True)
class Group:
    """A quarter: last year's bar beside this year's."""

    label: str
    middle: int
    last: Bar
    this: Bar


@dataclass(frozen=True)
class Chart:
    """A drawing with its numbers."""

    key: int
    title: str
    unit_label: str
    year: int
    groups: tuple[Group, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    bar: int = BAR

    @property
    def last_year(self) -> int:
        """The year that is compared with."""
        return self.year - 1

    @property
    def summary(self) -> str:
        """What the drawing shows, for who cannot see it."""
        told = [f"quý {g.label}: {g.this.exact} (năm trước {g.last.exact})" for g in self.groups]
        return f"{self.title} ({self.unit_label}), {'; '.join(told)}"


def chart(
    key: int,
    title: str,
    unit_label: str,
    year: int,
    this: Sequence[Decimal | None],
    last: Sequence[Decimal | None],
) -> Chart:
    """The drawing of one indicator; large numbers are written in thousands or millions."""
    most = max((value for value in (*this, *last) if value), default=Decimal(1))
    size, word = next((step for step in SCALES if most >= step[0] * LONGEST), SCALES[-1])
    groups = tuple(
        _group(place, label, most, size, this[place], last[place])
        for place, label in enumerate(ROMAN)
    )
    return Chart(key, title, f"{word} {unit_label}".strip(), year, groups)


def _group(
    place: int, label: str, most: Decimal, size: int, this: Decimal | None, last: Decimal | None
) -> Group:
    first = LEFT + place * GROUP
    second = first + BAR + GAP
    middle = first + BAR + GAP // 2
    return Group(label, middle, _bar(first, last, most, size), _bar(second, this, most, size))


def _bar(x: int, value: Decimal | None, most: Decimal, size: int) -> Bar:
    height = max(int((BASE - TOP) * value / most), 1) if value else 0
    text = exact = "–"
    if value is not None:
        places = 2 if most < 100 * size else 0
        text, exact = format_number(value / size, places), format_number(value)
    return Bar(x, BASE - height, height, x + BAR // 2, BASE - height - 4, text, exact)
