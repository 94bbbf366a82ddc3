"""Quarterly reports of closed years: complete, accepted, and written directly."""

from collections.abc import Sequence
from functools import partial

from django.utils import timezone

from assessments.models import (
    Indicator,
    IndicatorValue,
    QuarterlyReport,
    ReportSection,
    Round,
)
from assessments.workflow import ReportState
from danvan.demo.clock import Agenda
from danvan.demo.district import District
from danvan.demo.fixtures import read
from danvan.demo.plans import Plan, Trouble
from danvan.demo.report_words import proposals_of, section_of, summary_of
from danvan.demo.reports import Work, did_not_occur

MISSING_QUARTERS = (2, 3)


def schedule(
    agenda: Agenda, district: District, round_: Round, plans: dict[int, Plan],
    indicators: Sequence[Indicator],
) -> None:  # fmt: skip
    """Plan a report of each unit for every quarter; one unit may miss two of them."""
    for quarter, due_on in round_.report_due_dates.items():
        for unit in district.units:
            trouble = plans[unit.pk].trouble
            if trouble != Trouble.REPORTS_MISSING or quarter not in MISSING_QUARTERS:
                work = Work(district, round_, unit, quarter, indicators)
                agenda.add(work.sent_on(due_on), work.hour, partial(_lay, work))


def _lay(work: Work) -> None:
    now, district, random = timezone.now(), work.district, work.dice("words")
    report = QuarterlyReport(
        round=work.round, unit=work.unit, unit_name=work.unit.name, quarter=work.quarter,
        state=ReportState.ACCEPTED, due_on=work.round.report_due_dates[work.quarter],
        officer_comment=work.dice("comment").choice(read("demo_words")["officer_comments"]),
        first_submitted_at=now, submitted_at=now, submitted_by=district.head(work.unit),
        decided_at=now, decided_by=district.officer(work.unit),
    )  # fmt: skip
    report.summary, report.proposals = summary_of(report, random), proposals_of(random)
    report.save()
    ReportSection.objects.bulk_create(
        ReportSection(
            report=report, group_key=group.key, title=group.title, position=position,
            **section_of(report, group.key, random),
        )
        for position, group in enumerate(work.groups())
    )  # fmt: skip
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            report=report,
            indicator=indicator,
            value=value,
            is_none=did_not_occur(indicator, value),
        )
        for indicator, value in work.figures()
    )
