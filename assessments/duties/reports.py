"""The four reports of a unit's year as duties; registered in AssessmentsConfig.ready()."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from assessments.duties.base import Duty
from assessments.models import Assessment, QuarterlyReport, Round
from assessments.reporting.rows import QUARTERS, due_dates, existed_in, quarter_start
from assessments.workflow import REPORT_EDITABLE, REPORT_SENT, REPORT_STEPS, ReportState
from core.calendar import today

S = ReportState
SHOWN = ("pk", "unit", "quarter", "state", "due_on", "first_submitted_at")
WORDS = {
    S.DRAFT: "Đang soạn",
    S.SUBMITTED: "Đã gửi, chờ tiếp nhận",
    S.RETURNED: "Bị trả lại: sửa rồi gửi lại",
    S.ACCEPTED: "Đã tiếp nhận",
}


def report_duties(round_: Round, units: frozenset[int] | None) -> Iterator[Duty]:
    """One duty per unit and quarter; three queries however many units there are."""
    files = Assessment.objects.filter(round=round_).select_related("unit").only("unit", "round")
    reports = QuarterlyReport.objects.filter(round=round_).only(*SHOWN)
    if units is not None:
        files, reports = files.filter(unit__in=units), reports.filter(unit__in=units)
    known = {(report.unit_id, report.quarter): report for report in reports.order_by()}
    granted = due_dates(round_, units)
    for file in files.order_by():
        for quarter in QUARTERS:
            day = granted.get((file.unit_id, quarter), round_.report_due_dates[quarter])
            report = known.get((file.unit_id, quarter))
            if report:
                yield _of_report(report, day)
            else:
                yield _not_begun(round_, file, quarter, day)


def _of_report(report: QuarterlyReport, due_on: date) -> Duty:
    """Done once it was sent; what the board returns has to be sent again, but is not late by it."""
    is_sent, is_back = report.state in REPORT_SENT, report.state == S.RETURNED
    page = "assessments:report-edit" if report.state in REPORT_EDITABLE else "assessments:report"
    return Duty(
        report.unit_id, REPORT_STEPS[report.quarter - 1],
        holder="board" if report.state == S.SUBMITTED else "unit",
        due_on=None if is_back else due_on,
        done_on=timezone.localdate(report.first_submitted_at) if is_sent else None,
        words=WORDS[report.state], url=reverse(page, args=[report.pk]), is_begun=True,
    )  # fmt: skip


def _not_begun(round_: Round, file: Assessment, quarter: int, due_on: date) -> Duty:
    begins = quarter_start(round_.year, quarter)
    return Duty(
        file.unit_id, REPORT_STEPS[quarter - 1], holder="unit", due_on=due_on,
        words="Chưa lập" if today() >= begins else f"Bắt đầu từ {begins:%d/%m/%Y}",
        url=f"{reverse('assessments:reports')}?round={round_.pk}&quarter={quarter}",
        is_void=not existed_in(file.unit, round_.year, quarter),
    )  # fmt: skip
