"""How sheets and quarterly reports follow the deadlines of their round; called by other actions."""

from collections.abc import Collection

from assessments.deadlines import DueDates
from assessments.models import Assessment, QuarterlyReport, Round
from assessments.workflow import (
    REPORT_STEPS,
    UNIT_EDITABLE,
    AssessmentState,
    ReportState,
    Step,
)

WITH_UNIT = (ReportState.DRAFT, ReportState.RETURNED)
NOT_JUDGED = (AssessmentState.DRAFT, AssessmentState.SUBMITTED)


def sheet_handed_in(round_: Round, unit_pk: int, step: Step) -> bool:
    """The unit's sheet is no longer with it."""
    files = Assessment.objects.filter(round=round_, unit=unit_pk)
    return files.exclude(state__in=UNIT_EDITABLE).exists()


def report_handed_in(round_: Round, unit_pk: int, step: Step) -> bool:
    """The quarter's report is no longer with the unit."""
    reports = QuarterlyReport.objects.filter(round=round_, unit=unit_pk, quarter=quarter_of(step))
    return reports.exclude(state__in=WITH_UNIT).exists()


def move_sheets(
    round_: Round, step: Step, dates: DueDates, units: Collection[int] | None = None
) -> None:
    """Sheets get their new day; the day of a supplement is its own affair and stays."""
    files = Assessment.objects.filter(round=round_, state__in=NOT_JUDGED)
    files = files.filter(supplement_requests__isnull=True)
    _move(files, step, dates, units)


def move_reports(
    round_: Round, step: Step, dates: DueDates, units: Collection[int] | None = None
) -> None:
    """Reports of the quarter get their new day, handed in or not: one deadline for everybody."""
    reports = QuarterlyReport.objects.filter(round=round_, quarter=quarter_of(step))
    _move(reports, step, dates, units)


def quarter_of(step: Step) -> int:
    """1 to 4."""
    return REPORT_STEPS.index(step) + 1


def _move(rows, step: Step, dates: DueDates, units: Collection[int] | None) -> None:
    if units is not None:
        rows = rows.filter(unit__in=units)
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    changed = [row for row in found if row.due_on != dates[row.unit_id, step]]
    for row in changed:
        row.due_on, row.version = dates[row.unit_id, step], row.version + 1
    rows.model.objects.bulk_update(changed, ["due_on", "version"])
