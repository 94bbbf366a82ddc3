"""Quarterly figures of all units added up, in the database: one statement, however many units.

What counts: reports that were handed in. How it adds up is the indicator's nature:
- flow: the sum of quarters and units;
- stock: what the last report says, summed over units;
- rate: what the last report says, the average over units.
A unit that says that nothing occurred adds nothing and has no part in an average; where nobody says
anything else the figure is NOTHING, which is neither 0 nor "no report".

A unit that has merged into another by the quarter's deadline goes on in its heir: its flows stay
in the sum, but the last report is that of the whole family, so that no stock is counted twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection

from assessments.models import Indicator, Round
from assessments.workflow import IndicatorNature, ReportState
from core.numbers import NOTHING

HANDED_IN = (ReportState.SUBMITTED, ReportState.ACCEPTED)
QUARTERS = (1, 2, 3, 4)
CENT = Decimal("0.01")
NO_ROUND = 0  # stands for last year's where there was none

# `merged`: who goes on for a unit that is no more; `heir_id` of a report: who does so by now.
# The column with the quarter's deadline is named by the quarter: 1 to 4 and nothing else.
FAMILIES = """
WITH RECURSIVE step (round_id, unit_id, heir_id) AS (
  SELECT d.id, u.id, u.merged_into_id FROM organisation_unit u CROSS JOIN assessments_round d
  WHERE d.id IN (%(this)s, %(last)s) AND u.merged_into_id IS NOT NULL
    AND u.valid_to < d.report_{quarter}_due
  UNION
  SELECT s.round_id, s.unit_id, u.merged_into_id FROM step s
  JOIN organisation_unit u ON u.id = s.heir_id
  JOIN assessments_round d ON d.id = s.round_id
  WHERE u.merged_into_id IS NOT NULL AND u.valid_to < d.report_{quarter}_due
),
merged (round_id, unit_id, heir_id) AS (
  SELECT s.round_id, s.unit_id, s.heir_id FROM step s
  JOIN organisation_unit u ON u.id = s.heir_id
  JOIN assessments_round d ON d.id = s.round_id
  WHERE u.merged_into_id IS NULL OR u.valid_to >= d.report_{quarter}_due
),
report (id, round_id, unit_id, kind_id, quarter, heir_id, is_counted, is_last) AS (
  SELECT r.id, r.round_id, r.unit_id, u.kind_id, r.quarter, COALESCE(n.heir_id, r.unit_id),
    CASE WHEN r.quarter <= %(quarter)s THEN 1 ELSE 0 END,
    CASE WHEN r.quarter = MAX(CASE WHEN r.quarter <= %(quarter)s THEN r.quarter END)
      OVER (PARTITION BY r.round_id, COALESCE(m.heir_id, r.unit_id)) THEN 1 ELSE 0 END
  FROM assessments_quarterlyreport r
  JOIN organisation_unit u ON u.id = r.unit_id
  LEFT JOIN merged m ON m.round_id = r.round_id AND m.unit_id = r.unit_id
  LEFT JOIN merged n ON n.round_id = %(this)s AND n.unit_id = r.unit_id
  WHERE r.round_id IN (%(this)s, %(last)s) AND r.state IN (%(submitted)s, %(accepted)s)
    AND (r.round_id = %(last)s OR r.quarter <= %(quarter)s)
)
"""

OCCURRED = "CASE WHEN v.is_none THEN 0 ELSE 1 END"

# A cell is summed once; the lines of the report are sums of cells, of which there are few.
TOTALS = f"""{FAMILIES},
cell AS (
  SELECT v.indicator_id, r.kind_id, r.round_id, r.quarter, r.is_counted, r.is_last,
    SUM(v.value) AS amount, SUM({OCCURRED}) AS units
  FROM assessments_indicatorvalue v JOIN report r ON r.id = v.report_id
  GROUP BY v.indicator_id, r.kind_id, r.round_id, r.quarter, r.is_counted, r.is_last
)
SELECT indicator_id, round_id, kind_id, CAST(NULL AS integer), SUM(amount), SUM(units),
  SUM(CASE WHEN is_last = 1 THEN amount END), SUM(CASE WHEN is_last = 1 THEN units END)
FROM cell WHERE is_counted = 1 GROUP BY indicator_id, round_id, kind_id
UNION ALL
SELECT indicator_id, round_id, NULL, CAST(NULL AS integer), SUM(amount), SUM(units),
  SUM(CASE WHEN is_last = 1 THEN amount END), SUM(CASE WHEN is_last = 1 THEN units END)
FROM cell WHERE is_counted = 1 GROUP BY indicator_id, round_id
UNION ALL
SELECT indicator_id, round_id, kind_id, quarter, SUM(amount), SUM(units), NULL, NULL
FROM cell WHERE quarter = %(quarter)s GROUP BY indicator_id, round_id, kind_id, quarter
UNION ALL
SELECT indicator_id, round_id, NULL, quarter, SUM(amount), SUM(units), NULL, NULL
FROM cell GROUP BY indicator_id, round_id, quarter
"""

# Of one indicator, or of all: each reporting unit, under its own name.
BY_UNIT = f"""{FAMILIES}
SELECT v.indicator_id, r.unit_id, r.round_id,
  MAX(CASE WHEN r.quarter = %(quarter)s THEN v.value END),
  SUM(v.value), MAX(CASE WHEN r.is_last = 1 THEN v.value END),
  MAX(CASE WHEN r.quarter = %(quarter)s THEN r.id END),
  MAX(CASE WHEN r.quarter = %(quarter)s THEN {OCCURRED} END), MAX({OCCURRED}),
  MAX(CASE WHEN r.is_last = 1 THEN {OCCURRED} END)
FROM assessments_indicatorvalue v JOIN report r ON r.id = v.report_id
WHERE r.is_counted = 1 AND (%(indicator)s = 0 OR v.indicator_id = %(indicator)s)
  AND (%(with_last)s = 1 OR r.round_id = %(this)s)
GROUP BY v.indicator_id, r.unit_id, r.round_id
"""


@dataclass(frozen=True)
class Sums:
    """What was reported in a quarter or up to it; `last`: in each family's last report.

    `units` counts values; those that say that nothing occurred are left out.
    """

    amount: Decimal | None = None
    units: int = 0
    last_amount: Decimal | None = None
    last_units: int = 0

    def of_quarter(self, nature: str) -> Decimal | None:
        """The figure of one quarter."""
        return _figure(nature, self.amount, self.units)

    def of_year(self, nature: str) -> Decimal | None:
        """The figure of the year up to the quarter."""
        if nature == IndicatorNature.FLOW:
            return _figure(nature, self.amount, self.units)
        return _figure(nature, self.last_amount, self.last_units)


@dataclass(frozen=True)
class Line:
    """One indicator: this quarter and this year, beside the same of last year.

    None: nobody reported; NOTHING: who did said that nothing occurred.
    """

    quarter: Decimal | None
    year: Decimal | None
    last_quarter: Decimal | None
    last_year: Decimal | None


@dataclass(frozen=True)
class Totals:
    """Everything that one statement found, by (indicator, round, kind or None, quarter or None)."""

    this: int
    last: int
    sums: dict[tuple[int, int, int | None, int | None], Sums] = field(default_factory=dict)

    def line(self, indicator: Indicator, quarter: int, kind: int | None = None) -> Line:
        """The figures of one indicator, of all units or of one kind."""
        return Line(*(
            figure
            for round_id in (self.this, self.last)
            for figure in (
                self._sums(indicator, round_id, kind, quarter).of_quarter(indicator.nature),
                self._sums(indicator, round_id, kind, None).of_year(indicator.nature),
            )
        ))  # fmt: skip

    def quarters(self, indicator: Indicator, *, last_year: bool) -> list[Decimal | None]:
        """The four quarters of one indicator, of all units."""
        round_id = self.last if last_year else self.this
        return [
            self._sums(indicator, round_id, None, quarter).of_quarter(indicator.nature)
            for quarter in QUARTERS
        ]

    def indicators(self) -> set[int]:
        """Keys of indicators that anybody has reported."""
        return {key[0] for key in self.sums}

    def kinds(self) -> set[int]:
        """Keys of the kinds of units that have reported anything this year."""
        return {key[2] for key in self.sums if key[2] is not None and key[1] == self.this}

    def _sums(self, indicator: Indicator, round_id: int, kind: int | None, quarter: int | None):
        return self.sums.get((indicator.pk, round_id, kind, quarter), Sums())


@dataclass(frozen=True)
class UnitFigures:
    """One unit's own values of one indicator in one year; `report`: that of the quarter.

    None: not reported; NOTHING: the unit said that nothing occurred.
    """

    quarter: Decimal | None = None
    year: Decimal | None = None
    report: int | None = None


def round_before(round_: Round) -> Round | None:
    """Last year's round of the same organiser."""
    return Round.objects.filter(organiser=round_.organiser_id, year=round_.year - 1).first()


def totals(round_: Round, quarter: int, last: Round | None) -> Totals:
    """All sums of a quarter of a round beside those of last year: one statement."""
    found = Totals(round_.pk, last.pk if last else NO_ROUND)
    for indicator, of_round, kind, of_quarter, *sums in rows(TOTALS, round_, quarter, last):
        amount, units, last_amount, last_units = sums
        found.sums[indicator, of_round, kind, of_quarter] = Sums(
            exact(amount), int(units or 0), exact(last_amount), int(last_units or 0)
        )
    return found


def unit_figures(
    round_: Round,
    quarter: int,
    last: Round | None,
    natures: dict[int, str],
    *,
    indicator: int = 0,
    with_last: bool = True,
) -> dict[tuple[int, int, int], UnitFigures]:
    """(indicator, unit, round) → the unit's own values, of one indicator or of all (0).

    The values of the year add up to the total: a merged unit's stock that its heir reports by
    now is left out (None).
    """
    found = {}
    more = {"indicator": indicator, "with_last": int(with_last)}
    for row in rows(BY_UNIT, round_, quarter, last, **more):
        key, unit, of_round, of_quarter, flow, stock, report, *occurred = row
        in_quarter, in_year, at_last = occurred
        is_flow = natures.get(key) == IndicatorNature.FLOW
        year = _own(flow, in_year) if is_flow else _own(stock, at_last)
        found[key, unit, of_round] = UnitFigures(_own(of_quarter, in_quarter), year, report)
    return found


def rows(
    sql: str, round_: Round, quarter: int, last: Round | None, **more: Any
) -> Sequence[tuple[Any, ...]]:
    """The rows of one of the statements that begin with FAMILIES."""
    if quarter not in QUARTERS:
        raise ValueError("a quarter is 1, 2, 3 or 4")
    parameters = {
        "this": round_.pk, "last": last.pk if last else NO_ROUND, "quarter": quarter,
        "submitted": HANDED_IN[0].value, "accepted": HANDED_IN[1].value, **more,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{quarter}", str(quarter)), parameters)
        return cursor.fetchall()


def exact(value: Any) -> Decimal | None:
    """A sum with its two decimals; SQLite adds up floating numbers."""
    return None if value is None else Decimal(str(value)).quantize(CENT)


def _own(value: Any, occurred: int | None) -> Decimal | None:
    return NOTHING if occurred == 0 else exact(value)


def _figure(nature: str, amount: Decimal | None, units: int) -> Decimal | None:
    if amount is not None and not units:
        return NOTHING
    if amount is None or nature != IndicatorNature.RATE:
        return amount
    return (amount / units).quantize(CENT, ROUND_HALF_UP)
