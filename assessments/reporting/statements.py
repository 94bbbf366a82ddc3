"""What is confirmed by handing a quarterly report in: its figures beside those of the records."""

from assessments.deadlines import due_on
from assessments.models import QuarterlyReport
from assessments.reporting.gaps import gaps
from assessments.reporting.rows import FigureRow, ReportFigures
from assessments.reporting.sections import sections
from assessments.workflow import REPORT_STEPS
from core.calendar import format_date, today
from core.confirmations import Said
from core.numbers import format_number

NOTHING = "–"


def report_statement(
    report: QuarterlyReport, figures: ReportFigures | None = None
) -> dict[str, Said]:
    """Deadline, what should be looked at, every figure, and what further sections say."""
    figures = figures or ReportFigures(report)
    found = {"Thời hạn": Said(_deadline(report))}
    found |= {gap.words: Said("cần xem lại") for gap in gaps(report, figures)}
    found |= {f"Số liệu “{row.indicator.name}”": Said(_figure(row)) for row in figures.rows}
    for kind in sections():
        found |= {about: Said(words) for about, words in kind.statement(report).items()}
    return found


def _deadline(report: QuarterlyReport) -> str:
    """Lateness is judged by the first hand-in; an extension may have come meanwhile."""
    if report.first_submitted_at:
        return "đã gửi lần đầu"
    day = due_on(report.round, report.unit_id, REPORT_STEPS[report.quarter - 1])
    return f"{format_date(day)}, {'đã quá hạn' if today() > day else 'còn trong hạn'}"


def _figure(row: FigureRow) -> str:
    shown = {"quý này": row.value, "từ đầu năm": row.cumulative,
             "cùng kỳ năm trước": row.last_cumulative}  # fmt: skip
    return ", ".join(
        f"{label} {NOTHING if value is None else format_number(value)}"
        for label, value in shown.items()
    )
