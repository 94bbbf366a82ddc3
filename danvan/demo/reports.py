"""Quarterly reports with their figures; written directly, as reporting has no actions yet."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial

from django.utils import timezone

from assessments.models import Indicator, IndicatorValue, QuarterlyReport, Round
from assessments.workflow import ReportState
from danvan.demo.clock import Agenda
from danvan.demo.dice import dice
from danvan.demo.district import District, Size
from danvan.demo.fixtures import read
from danvan.demo.plans import Plan, Trouble
from organisation.models import Unit

AGENCY_HOUSEHOLDS = 260  # agencies report what they gave to their sponsored hamlets
LATE_SHARE = 0.12
MISSING_QUARTERS = (2, 3)
SENT_BEFORE = 6  # days before the deadline, at most
LATE_BY = 2  # days


def lay_indicators(district: District) -> list[Indicator]:
    """The ten figures of the movement."""
    return Indicator.objects.bulk_create(
        Indicator(
            organiser=district.organiser, code=row["code"], name=row["name"],
            unit_label=row["unit"], position=position, nature=row.get("nature", "flow"),
            decimal_places=row.get("places", 0),
        )
        for position, row in enumerate(read("demo_models")["indicators"])
    )  # fmt: skip


def schedule(
    agenda: Agenda, district: District, round_: Round, plans: dict[int, Plan],
    indicators: Sequence[Indicator],
) -> None:  # fmt: skip
    """Plan a report of each unit for every quarter that ends before today."""
    for quarter, due_on in round_.report_due_dates.items():
        for unit in district.units:
            random = dice(district.seed, "report", unit.short_name, round_.year, quarter)
            is_missing = (
                plans[unit.pk].trouble == Trouble.REPORTS_MISSING and quarter in MISSING_QUARTERS
            )
            is_late = random.random() < LATE_SHARE
            days = LATE_BY if is_late else -random.randint(0, SENT_BEFORE)
            if not is_missing:
                agenda.add(
                    due_on + timedelta(days=days), random.uniform(8, 16.5),
                    partial(_report, district, round_, unit, quarter, indicators),
                )  # fmt: skip


def _report(
    district: District, round_: Round, unit: Unit, quarter: int, indicators: Sequence[Indicator]
) -> None:
    words = read("demo_words")
    random = dice(district.seed, "words", unit.short_name, round_.year, quarter)
    report = QuarterlyReport.objects.create(
        round=round_, unit=unit, unit_name=unit.name, quarter=quarter, state=ReportState.ACCEPTED,
        due_on=round_.report_due_dates[quarter], summary=words["report_results"],
        proposals=random.choice(words["report_difficulties"]),
        officer_comment=random.choice(words["officer_comments"]),
        first_submitted_at=timezone.now(), submitted_at=timezone.now(),
        submitted_by=district.head(unit),
        decided_at=timezone.now(), decided_by=district.officer(unit),
    )  # fmt: skip
    IndicatorValue.objects.bulk_create(
        IndicatorValue(report=report, indicator=indicator, value=value)
        for indicator, value in zip(
            indicators, _figures(district, unit, round_.year, quarter), strict=True
        )
    )


def _figures(district: District, unit: Unit, year: int, quarter: int) -> list[Decimal]:
    size = district.sizes[unit.pk]
    return [
        _figure(row, size, district.seed, unit.short_name, year, quarter)
        for row in read("demo_models")["indicators"]
    ]


def _figure(row: dict, size: Size, seed: int, name: str, year: int, quarter: int) -> Decimal:
    random = dice(seed, "figure", row["code"], name, year, quarter)
    if "count" in row:
        return Decimal(random.randint(*row["count"]))
    if "share" in row:
        low, high = row["share"]
        start = dice(seed, "poverty", name).uniform(low, high)
        return Decimal(str(round(max(start - 0.15 * (quarter + 4 * (year % 3)), 0.4), 2)))
    amount = (size.households or AGENCY_HOUSEHOLDS) * row["rate"] * random.uniform(0.2, 1.9)
    return Decimal(str(round(amount, row.get("places", 0))))
