"""Quarterly reports with their figures; written directly, as reporting has no actions yet."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.utils import timezone

from assessments.models import Indicator, IndicatorValue, QuarterlyReport, Round
from assessments.workflow import ReportState
from danvan.demo.clock import Agenda
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.figures import asked_of, figures
from danvan.demo.fixtures import read
from danvan.demo.plans import Plan, Trouble
from organisation.models import Unit

LATE_SHARE = 0.12
MISSING_QUARTERS = (2, 3)
SENT_BEFORE = 6  # days before the deadline, at most
LATE_BY = 2  # days


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
    values = figures(district, unit, round_.year, quarter)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(report=report, indicator=indicator, value=values[indicator.code])
        for indicator in asked_of(unit, indicators)
    )
