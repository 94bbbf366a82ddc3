"""Progress of registered models as a section of the quarterly report: page, hand-in, paper."""

from typing import Any

from assessments.models import QuarterlyReport
from assessments.reporting.sections import ReportSectionKind
from core.numbers import format_number
from organisation.models import User
from recognition.actions.progress import start_section
from recognition.forms.progress import ProgressForm
from recognition.permissions.registrations import can_report_progress
from recognition.progress import ProgressLine, progress_lines
from recognition.workflow import ProgressState

CODE = "models"
STATE_TONES = {
    "": "neutral",
    ProgressState.ON_TRACK: "success",
    ProgressState.BEHIND: "warning",
    ProgressState.STALLED: "danger",
    ProgressState.DONE: "success",
}


def values(report: QuarterlyReport, user: User) -> dict[str, Any]:
    """Every followed model: to be typed in while the unit has the report, to be read afterwards."""
    lines = progress_lines(report)
    may_edit = can_report_progress(user, report)
    return {
        "report": report,
        "may_edit": may_edit,
        "rows": [
            {"line": line, "tone": STATE_TONES[line.state],
             "form": ProgressForm(line=line) if may_edit else None}
            for line in lines
        ],
    }  # fmt: skip


def missing(report: QuarterlyReport) -> list[str]:
    """What keeps the report from being handed in: a model without a state, a target unsaid."""
    return [
        f"Mô hình “{line.model.name}”: {', '.join(line.faults)}."
        for line in progress_lines(report)
        if line.faults
    ]


def paper(report: QuarterlyReport) -> dict[str, Any]:
    """Plain values for the PDF of the report."""
    return {"models": [_printed(line) for line in progress_lines(report)]}


def _printed(line: ProgressLine) -> dict[str, Any]:
    return {
        "name": line.model.name,
        "field": line.model.get_field_display(),
        "state": line.state_words,
        "text": line.text,
        "targets": [
            {
                "text": row.target.text,
                "figure": _quantity(row.target.figure, row.target.unit_label),
                "value": _quantity(row.value, row.target.unit_label),
                "percent": row.percent,
            }
            for row in line.targets
        ],
    }


def _quantity(number, unit_label: str) -> str:
    return "" if number is None else f"{format_number(number)} {unit_label}".strip()


SECTION = ReportSectionKind(
    code=CODE,
    reading="recognition/report/reading.html",
    editing="recognition/report/editing.html",
    paper_template="recognition/report/paper.html",
    values=values,
    start=start_section,
    missing=missing,
    paper=paper,
    label="Mô hình",
)
