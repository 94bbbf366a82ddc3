"""What adding up a quarter costs: 700 units, 40 indicators, four quarters of two years.

The sums of the consolidated report (this quarter, this year, last year, by kind, series for the
charts) against the barest aggregate over the same rows. On PostgreSQL also the time that the
database itself takes, as EXPLAIN ANALYZE tells it: at most 300 ms.
"""

import re
from statistics import median
from time import perf_counter

from django.db import connection
from django.utils import timezone

from assessments.consolidating.notable_rows import NATURES, NOTABLE
from assessments.consolidating.sums import TOTALS, rows, totals
from assessments.models import Indicator, IndicatorValue, QuarterlyReport, Round
from bench.sheet import queries
from organisation.models import Unit
from tests import factories
from tests.assessments.consolidated_cases import make_rounds

UNITS, INDICATORS, QUARTERS = 700, 40, (1, 2, 3, 4)
BARE = "SELECT indicator_id, SUM(value), COUNT(*) FROM assessments_indicatorvalue GROUP BY 1"
RATIO, DATABASE_MS, QUERIES = 6.0, 300.0, 1
REPEATS = 7
MOMENT = timezone.now()


def measurements() -> list[tuple[str, float, float]]:
    """(name, measured, budget): ratios of time, milliseconds of the database, statements."""
    this, last = make_rounds()
    lay_rows(this, last)
    analyse()
    ours, bare = median(_seconds(lambda: totals(this, 4, last))), median(_seconds(_bare))
    lines = [
        ("consolidate 700 × 40, times a bare aggregate", ours / bare, RATIO),
        ("consolidate 700 × 40, queries", queries(lambda: totals(this, 4, last)), QUERIES),
    ]
    if connection.vendor == "postgresql":
        lines += [
            ("consolidate 700 × 40, ms of the database", database_ms(TOTALS, this, last),
             DATABASE_MS),
            ("notable units of 700 × 40, ms of the database", database_ms(NOTABLE, this, last),
             DATABASE_MS),
        ]  # fmt: skip
    return lines


def lay_rows(this: Round, last: Round) -> None:
    """Every unit reports every indicator in every quarter of both years."""
    kinds = [factories.make_kind(code) for code in ("commune", "agency")]
    units = Unit.objects.bulk_create(
        Unit(kind=kinds[n % 2], name=f"Đơn vị {n}", short_name=str(n), parent=this.organiser,
             valid_from=factories.LONG_AGO, search_key=str(n), sort_key=str(n))
        for n in range(UNITS)
    )  # fmt: skip
    natures = ("flow", "flow", "stock", "rate")
    indicators = Indicator.objects.bulk_create(
        Indicator(organiser=this.organiser, code=f"so-{n}", name=f"Chỉ tiêu {n}",
                  unit_label="cuộc", nature=natures[n % 4], position=n)
        for n in range(INDICATORS)
    )  # fmt: skip
    sender, due = factories.make_person(), this.report_due_dates
    for round_ in (this, last):
        reports = QuarterlyReport.objects.bulk_create(
            QuarterlyReport(round=round_, unit=unit, unit_name=unit.name, quarter=quarter,
                            state="accepted", due_on=due[quarter], first_submitted_at=MOMENT,
                            submitted_at=MOMENT, submitted_by=sender)
            for unit in units for quarter in QUARTERS
        )  # fmt: skip
        IndicatorValue.objects.bulk_create(
            (
                IndicatorValue(report=report, indicator=indicator, value=(7 * n + m) % 997)
                for n, report in enumerate(reports)
                for m, indicator in enumerate(indicators)
            ),
            batch_size=2000,
        )


def analyse() -> None:
    """What autovacuum would have done by now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def database_ms(sql: str, this: Round, last: Round) -> float:
    """The least execution time of three runs, by the database's own clock."""
    times = []
    for _ in range(3):
        plan = rows(f"EXPLAIN (ANALYZE, TIMING OFF) {sql}", this, 4, last, **NATURES)
        said = re.search(r"Execution Time: ([\d.]+) ms", "\n".join(line for (line,) in plan))
        times.append(float(said[1]))
    return min(times)


def _bare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        cursor.fetchall()


def _seconds(call) -> list[float]:
    call()
    times = []
    for _ in range(REPEATS):
        started = perf_counter()
        call()
        times.append(perf_counter() - started)
    return times
