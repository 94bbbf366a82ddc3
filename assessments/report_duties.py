"""Duties of the four quarterly reports, from their rows."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from assessments.duties import Duty, basis_of, void_after
from assessments.models import QuarterlyReport, Round
from assessments.workflow import REPORT_STEPS, ReportState, Step
from organisation.models import Unit

QUARTERS = dict(enumerate(REPORT_STEPS, start=1))


def report_duties(round_: Round, units: frozenset[int] | None) -> Iterator[Duty]:
    """One duty per unit and quarter; one query beside the shared ones."""
    basis = basis_of(round_, units)
    rows = round_.reports.order_by().defer("summary", "proposals", "officer_comment")
    if units is not None:
        rows = rows.filter(unit__in=units)
    reports = {(row.unit_id, row.quarter): row for row in rows}
    dates = round_.report_due_dates
    for file in basis.files:
        for quarter, step in QUARTERS.items():
            due_on = basis.due_on(file.unit_id, step, dates[quarter])
            yield _duty(
                file.unit, step, quarter, due_on, reports.get((file.unit_id, quarter)), round_.year
            )


def _duty(
    unit: Unit, step: Step, quarter: int, due_on: date, report: QuarterlyReport | None, year: int
) -> Duty:  # fmt: skip
    is_sent = report is not None and report.state in (ReportState.SUBMITTED, ReportState.ACCEPTED)
    return Duty(
        unit.pk, step, "unit", due_on,
        timezone.localdate(report.first_submitted_at) if is_sent else None,
        f"Gửi {step.label[0].lower()}{step.label[1:]}",
        report.get_absolute_url() if report else reverse("assessments:reports"),
        is_begun=report is not None, is_void=not is_sent and void_after(unit.valid_to, due_on),
        opens_on=date(year, 3 * quarter - 2, 1),
    )  # fmt: skip
