"""What the quarterly reports of a unit say together: values of two years, who came before.

A unit that took in others reports for them as well: their values of the year and of last year
count as its own, under their old names.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet

from assessments.figures import combined, cumulative, doubt
from assessments.models import Indicator, IndicatorValue, QuarterlyReport
from assessments.workflow import REPORT_SENT
from organisation.models import Unit

QUARTERS = (1, 2, 3, 4)
MONTHS = 3


def quarter_start(year: int, quarter: int) -> date:
    """The first day of a quarter."""
    return date(year, MONTHS * (quarter - 1) + 1, 1)


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    following = (year + 1, 1) if quarter == QUARTERS[-1] else (year, quarter + 1)
    return quarter_start(*following) - timedelta(days=1)


def existed_in(unit: Unit, year: int, quarter: int) -> bool:
    """Whether the unit existed on any day of the quarter; only then it may report for it."""
    begun = unit.valid_from <= quarter_end(year, quarter)
    return begun and (unit.valid_to is None or unit.valid_to >= quarter_start(year, quarter))


def is_asked_of(unit: Unit, year: int, quarter: int, due_on: date) -> bool:
    """Whether the unit owes the quarter's report: it was there, and has not merged before the day.

    Who merged before may still report; its successor reports for it otherwise.
    """
    return existed_in(unit, year, quarter) and (unit.valid_to is None or unit.valid_to >= due_on)


def family(unit: Unit) -> frozenset[int]:
    """The unit and every unit that was merged into it, over as many mergers as there were."""
    found, level = {unit.pk}, {unit.pk}
    while level:
        merged = Unit.objects.filter(merged_into__in=level).order_by()
        level = set(merged.values_list("pk", flat=True)) - found
        found |= level
    return frozenset(found)


def asked_of(unit: Unit) -> QuerySet[Indicator]:
    """Indicators that the unit's organiser asks of its kind now."""
    rows = Indicator.objects.filter(organiser=unit.parent_id, is_asked=True)
    return rows.filter(Q(unit_kind=None) | Q(unit_kind=unit.kind_id))


def earlier_report(report: QuarterlyReport) -> QuarterlyReport | None:
    """The unit's report of the quarter before, the last of the year before for quarter I."""
    rows = QuarterlyReport.objects.filter(unit=report.unit_id)
    if report.quarter > QUARTERS[0]:
        return rows.filter(round=report.round_id, quarter=report.quarter - 1).first()
    before = {"round__organiser": report.round.organiser_id, "round__year": report.round.year - 1}
    return rows.filter(**before, quarter=QUARTERS[-1]).first()


@dataclass(frozen=True)
class FigureRow:
    """One indicator of a report: this quarter, the year so far, last year beside it."""

    indicator: Indicator
    row: IndicatorValue | None
    this_year: Mapping[int, Decimal]  # by quarter, with this report's own value
    last_year: Mapping[int, Decimal]
    quarter: int

    @property
    def value(self) -> Decimal | None:
        """What the report says; None: nothing was given, which is not 0."""
        return self.row.value if self.row else None

    @property
    def is_confirmed(self) -> bool:
        return bool(self.row and self.row.is_confirmed)

    @cached_property
    def cumulative(self) -> Decimal | None:
        return cumulative(self.indicator.nature, self.this_year, self.quarter)

    @property
    def last_quarter(self) -> Decimal | None:
        """The same quarter last year."""
        return self.last_year.get(self.quarter)

    @cached_property
    def last_cumulative(self) -> Decimal | None:
        """Last year up to the same quarter."""
        return cumulative(self.indicator.nature, self.last_year, self.quarter)

    @cached_property
    def doubt(self):
        """Why the value seems absurd; None when it does not."""
        return self.doubt_about(self.value)

    def doubt_about(self, value: Decimal | None):
        """Why `value` would seem absurd in this report."""
        earlier = {q: known for q, known in self.this_year.items() if q < self.quarter}
        return doubt(value, self.last_quarter, earlier)

    @property
    def is_doubtful(self) -> bool:
        """The value seems absurd and nobody has confirmed it."""
        return bool(self.doubt) and not self.is_confirmed


@dataclass
class ReportFigures:
    """Every figure of a report beside the earlier ones: four queries however many there are."""

    report: QuarterlyReport
    rows: list[FigureRow] = field(init=False)

    def __post_init__(self) -> None:
        own = {row.indicator_id: row for row in self._own_values()}
        this_year, last_year = self._others()
        quarter = self.report.quarter
        for key, row in own.items():
            this_year[key][quarter].append(row.value)
        self.rows = [
            FigureRow(
                indicator, own.get(indicator.pk), _quarters(indicator, this_year),
                _quarters(indicator, last_year), quarter,
            )
            for indicator in self._indicators(own)
        ]  # fmt: skip

    def of(self, code: str) -> FigureRow | None:
        """The row of one indicator."""
        return next((row for row in self.rows if row.indicator.code == code), None)

    def _own_values(self) -> QuerySet[IndicatorValue]:
        return self.report.values.select_related("indicator")

    def _indicators(self, own: Mapping[int, IndicatorValue]) -> list[Indicator]:
        """What is asked now, and what this report has answered although it is asked no longer."""
        found = {indicator.pk: indicator for indicator in asked_of(self.report.unit)}
        found |= {key: row.indicator for key, row in own.items()}
        return sorted(found.values(), key=lambda indicator: (indicator.position, indicator.pk))

    def _others(self) -> tuple[dict, dict]:
        """Values of the other reports of the unit's family, of this year and of the last."""
        report, round_ = self.report, self.report.round
        years = (round_.year, round_.year - 1)
        rows = IndicatorValue.objects.filter(
            report__unit__in=family(report.unit), report__round__organiser=round_.organiser_id,
            report__round__year__in=years, report__state__in=REPORT_SENT,
        ).exclude(report=report.pk).order_by()  # fmt: skip
        found = {year: _by_indicator() for year in years}
        columns = ("report__round__year", "indicator", "report__quarter", "value")
        for year, indicator, quarter, value in rows.values_list(*columns):
            found[year][indicator][quarter].append(value)
        return found[years[0]], found[years[1]]


def _by_indicator() -> defaultdict:
    return defaultdict(lambda: defaultdict(list))


def _quarters(indicator: Indicator, values: Mapping) -> dict[int, Decimal]:
    by_quarter = values.get(indicator.pk, {})
    return {q: combined(indicator.nature, found) for q, found in sorted(by_quarter.items())}
