"""The parts of a quarterly report that are typed, each with the mark of what it says.

Each part saves by itself: two people may work on one report at once, and only who changes what
somebody else has changed meanwhile is asked. The mark, kept in the form, tells that.
"""

import hashlib
from dataclasses import astuple, dataclass
from decimal import Decimal

from assessments.models import IndicatorValue, QuarterlyReport, ReportSection
from core.numbers import NOTHING

FIGURE, SECTION, WORDS = "so-lieu", "nhom", "noi-dung"
TEXTS = {"summary": "Đánh giá chung", "proposals": "Đề xuất, kiến nghị"}
SECTION_TEXTS = {
    "progress": "Kết quả đã làm",
    "difficulties": "Khó khăn, hạn chế và nguyên nhân",
    "plans": "Dự kiến quý sau",
}


@dataclass(frozen=True)
class Figure:
    """The value of one indicator; None: nothing is stated, which is not 0.

    `is_none`: the unit states that nothing of the kind occurred; the value is 0 then.
    """

    code: str
    value: Decimal | None = None
    is_confirmed: bool = False
    is_none: bool = False

    @property
    def figure(self) -> Decimal | None:
        """The value, as NOTHING where nothing occurred."""
        return NOTHING if self.is_none else self.value


@dataclass(frozen=True)
class Section:
    """What is said about one group of the criteria set."""

    key: str
    progress: str = ""
    difficulties: str = ""
    plans: str = ""


@dataclass(frozen=True)
class Words:
    """One of the two texts of the whole report."""

    name: str
    text: str = ""


Entry = Figure | Section | Words


def mark(entry: Entry) -> str:
    """Short mark of what a part says: the version that its form carries."""
    values = [
        format(value.normalize(), "f") if isinstance(value, Decimal) else value
        for value in astuple(entry)
    ]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:12]


def figure_entry(code: str, row: IndicatorValue | None) -> Figure:
    """The stored value of an indicator."""
    return Figure(code, row.value, row.is_confirmed, row.is_none) if row else Figure(code)


def section_entry(row: ReportSection) -> Section:
    """What is stored about a group."""
    return Section(row.group_key, row.progress, row.difficulties, row.plans)


def words_entry(report: QuarterlyReport, name: str) -> Words:
    """One stored text."""
    return Words(name, getattr(report, name))


def stored(report: QuarterlyReport, entry: Entry) -> Entry:
    """What the report says now where `entry` would go."""
    if isinstance(entry, Figure):
        row = report.values.filter(indicator__code=entry.code).first()
        return figure_entry(entry.code, row)
    if isinstance(entry, Section):
        return section_entry(report.sections.get(group_key=entry.key))
    return words_entry(report, entry.name)
