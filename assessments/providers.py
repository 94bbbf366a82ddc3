"""Measures that this app's own records answer; registered in AssessmentsConfig.ready()."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from assessments.appraisal_rows import AppraisalSheet
from assessments.deadlines import DueDates, due_dates, due_on
from assessments.models import Assessment, QuarterlyReport
from assessments.workflow import REPORT_STEPS, Step
from core.calendar import today, working_days_between

LATE_DAYS = 3  # working days; later than that a report counts as not sent (criterion VII.2)
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Period:
    """One report that is due: until when, and when it came in (None: not yet)."""

    due_on: date
    sent_on: date | None

    @property
    def is_missing(self) -> bool:
        """Its day has passed and nothing came in."""
        return self.sent_on is None and today() > self.due_on

    @property
    def is_on_time(self) -> bool:
        """Came in by the end of its day; one that is not due yet counts for now ("tạm tính")."""
        return self.sent_on <= self.due_on if self.sent_on else not self.is_missing

    @property
    def is_late(self) -> bool:
        """Came in at most LATE_DAYS working days after its day."""
        if self.sent_on is None or self.is_on_time:
            return False
        return working_days_between(self.due_on, self.sent_on) <= LATE_DAYS


def reports_on_time(assessment: Assessment) -> Mapping[str, int]:
    """How many of the five reports of the year were on time, and how many a little late."""
    due = due_dates(assessment.round, [assessment.unit_id])
    periods = [*quarterly_periods(assessment, due), annual_period(assessment, due)]
    return {
        "on_time": sum(period.is_on_time for period in periods),
        "late": sum(period.is_late for period in periods),
    }


def quarterly_periods(assessment: Assessment, due: DueDates | None = None) -> list[Period]:
    """The four quarterly reports of the unit; a report's own due date goes before all.

    `due`: the unit's deadlines, for somebody who has asked for them already.
    """
    reports = QuarterlyReport.objects.filter(round=assessment.round_id, unit=assessment.unit_id)
    known = {row.quarter: Period(row.due_on, _day(row.first_submitted_at)) for row in reports}
    if due is None:
        due = due_dates(assessment.round, [assessment.unit_id])
    return [
        known.get(quarter) or Period(due[assessment.unit_id, REPORT_STEPS[quarter - 1]], None)
        for quarter in QUARTERS
    ]


def annual_period(assessment: Assessment, due: DueDates | None = None) -> Period:
    """The annual report, which goes with the first hand-in of the self-assessment that stood."""
    first = assessment.submissions.filter(recalled_at=None).order_by("number").first()
    if due is None:
        due = due_dates(assessment.round, [assessment.unit_id])
    # The round's date or the latest extension; never that of a supplement.
    return Period(due[assessment.unit_id, Step.SELF_ASSESSMENT], _day(first and first.submitted_at))


def registration_due(assessment: Assessment) -> date:
    """Until when the unit had to register: the round's date or the latest extension."""
    return due_on(assessment.round, assessment.unit_id, Step.REGISTRATION)


def appraisal_gap(assessment: Assessment) -> Mapping[str, str] | None:
    """Points between what the unit claimed and what stands; None until all that is decided."""
    if not hasattr(assessment, "appraisal"):
        return None
    gap = AppraisalSheet.of(assessment).gap()
    return None if gap is None else {"gap": str(gap)}


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
