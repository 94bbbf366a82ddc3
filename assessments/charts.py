"""Bars of this and last year by quarter: where each stands in a drawing. Pure; drawn by templates.

One drawing serves page and paper; its numbers also stand in the table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.numbers import format_number

WIDTH, HEIGHT = 360, 190
BASE, TOP = 160, 34  # of the bars, from above
GROUP, BAR, GAP = 86, 30, 4
LEFT = 12
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
    """The drawing of one indicator."""
    most = max((value for value in (*this, *last) if value), default=Decimal(1))
    groups = tuple(
        _group(place, label, most, this[place], last[place]) for place, label in enumerate(ROMAN)
    )
    return Chart(key, title, unit_label, year, groups)


def short_number(value: Decimal) -> str:
    """Short enough to stand above a bar: "12,5 nghìn", "1,2 triệu" from ten thousand on."""
    for size, word in ((Decimal(10) ** 9, "tỷ"), (Decimal(10) ** 6, "triệu")):
        if value >= size:
            return f"{format_number(value / size, 1)} {word}"
    if value >= 100_000:
        return f"{format_number(value / 1000, 0)} nghìn"
    return format_number(value, 2 if value < 100 else 0)


def _group(
    place: int, label: str, most: Decimal, this: Decimal | None, last: Decimal | None
) -> Group:
    left = LEFT + place * GROUP
    first, second = left + 8, left + 8 + BAR + GAP
    return Group(
        label, left + 8 + BAR + GAP // 2, _bar(first, last, most), _bar(second, this, most)
    )


def _bar(x: int, value: Decimal | None, most: Decimal) -> Bar:
    height = int((BASE - TOP) * value / most) if value else 0
    height = max(height, 1) if value else height
    text = "–" if value is None else short_number(value)
    exact = "–" if value is None else format_number(value)
    return Bar(x, BASE - height, height, x + BAR // 2, BASE - height - 4, text, exact)
