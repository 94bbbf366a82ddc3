"""The four reports of a unit's year as duties; registered in AssessmentsConfig.ready()."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from assessments.deadlines import resend_due
from assessments.duties.base import Duty, basis_of
from assessments.figures import QUARTER_NAMES
from assessments.models import Assessment, QuarterlyReport, Round
from assessments.reporting.rows import is_asked_of, quarter_start
from assessments.workflow import REPORT_EDITABLE, REPORT_SENT, REPORT_STEPS, ReportState

S = ReportState
SHOWN = ("pk", "unit", "quarter", "state", "first_submitted_at", "decided_at")
NOT_BEGUN = "Gửi báo cáo quý {quarter}"
# They stand alone in lists of work, reminders and minutes: each names the report.
WORDS = {
    S.DRAFT: "Gửi báo cáo quý {quarter} (đang soạn)",
    S.SUBMITTED: "Đã gửi báo cáo quý {quarter}, chờ tiếp nhận",
    S.RETURNED: "Sửa và gửi lại báo cáo quý {quarter}",
    S.ACCEPTED: "Báo cáo quý {quarter} đã được tiếp nhận",
}


def report_duties(round_: Round, units: frozenset[int] | None) -> Iterator[Duty]:
    """One duty per unit and quarter; one query beside the shared ones."""
    basis = basis_of(round_, units)
    reports = QuarterlyReport.objects.filter(round=round_).only(*SHOWN)
    if units is not None:
        reports = reports.filter(unit__in=units)
    known = {(report.unit_id, report.quarter): report for report in reports.order_by()}
    for file in basis.files:
        for quarter, step in enumerate(REPORT_STEPS, start=1):
            due_on = basis.due_dates[file.unit_id, step]
            report = known.get((file.unit_id, quarter))
            is_asked = is_asked_of(file.unit, round_.year, quarter, due_on)
            if report:
                yield _of_report(report, due_on, is_asked=is_asked)
            else:
                yield _not_begun(round_, file, quarter, due_on, is_asked=is_asked)


def _of_report(report: QuarterlyReport, due_on: date, *, is_asked: bool) -> Duty:
    """Done once it was sent; what the board returns has a day of its own to be sent again.

    A draft of a unit that merged before the day is nobody's duty: the successor reports for it.
    """
    is_sent, is_back = report.state in REPORT_SENT, report.state == S.RETURNED
    page = "assessments:report-edit" if report.state in REPORT_EDITABLE else "assessments:report"
    return Duty(
        report.unit_id, REPORT_STEPS[report.quarter - 1], holder="unit",
        due_on=resend_due(report.decided_at, due_on) if is_back else due_on,
        done_on=timezone.localdate(report.first_submitted_at) if is_sent else None,
        words=WORDS[report.state].format(quarter=QUARTER_NAMES[report.quarter]),
        url=reverse(page, args=[report.pk]), is_begun=True,
        is_void=report.state == S.DRAFT and not is_asked,
        since=timezone.localdate(report.decided_at) if is_back else None,
    )  # fmt: skip


def _not_begun(
    round_: Round, file: Assessment, quarter: int, due_on: date, *, is_asked: bool
) -> Duty:
    """It leads to the list, where the report of a quarter is begun with a button."""
    return Duty(
        file.unit_id, REPORT_STEPS[quarter - 1], holder="unit", due_on=due_on,
        words=NOT_BEGUN.format(quarter=QUARTER_NAMES[quarter]),
        url=f"{reverse('assessments:reports')}?round={round_.pk}&quarter={quarter}",
        is_void=not is_asked,
        opens_on=quarter_start(round_.year, quarter),
    )  # fmt: skip
