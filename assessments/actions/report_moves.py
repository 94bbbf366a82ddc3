"""A quarterly report is handed in, recalled, returned, accepted, reopened."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.actions.reports import locked, touch
from assessments.deadlines import due_on
from assessments.models import QuarterlyReport, Round
from assessments.notifications import reports as notifications
from assessments.permissions.reports import can_decide, can_recall, can_reopen, can_submit
from assessments.reporting.gaps import blocking, gaps
from assessments.reporting.rows import ReportFigures
from assessments.reporting.statements import report_statement
from assessments.workflow import REPORT_SENT, REPORT_STEPS, REPORT_WORKFLOW
from core import audit
from core.confirmations import Statement, require_shown
from core.permissions import require
from core.versions import require_version
from organisation.models import User

LEAST_REASON = 10  # characters
SENDING = ["state", "version", "entered_on_behalf", "key", "due_on", "submitted_at",
           "submitted_by", "first_submitted_at"]  # fmt: skip
NEEDS_REASON = "Cần viết ít nhất 10 ký tự để đơn vị biết phải sửa gì."


@transaction.atomic
def submit(
    report: QuarterlyReport,
    *,
    key: UUID,
    version: int | None = None,
    seen: Statement | None = None,
    by: User,
) -> QuarterlyReport:
    """Hand the report in. The same `key` gives the same answer again, and nothing happens twice.

    Lateness is judged by the first hand-in that the unit has not recalled itself. Raises
    PermissionDenied (somebody else was first), StaleVersion, OtherThanShown (the records say
    something else than the page that was confirmed), ValidationError (what is missing).
    """
    # One hand-in of a round after the other, so that exactly one of them is the last one.
    Round.objects.select_for_update(no_key=True).get(pk=report.round_id)
    report = locked(report, by)
    if report.state in REPORT_SENT and report.key == key:
        return report
    require(can_submit(by, report))
    require_version(report, version)
    figures = ReportFigures(report)
    if seen is not None:
        require_shown(report_statement(report, figures), seen)
    if missing := blocking(gaps(report, figures)):
        raise ValidationError([gap.words for gap in missing], code="missing")
    before, report.state = report.state, REPORT_WORKFLOW.target("submit", report.state)
    report.submitted_at, report.submitted_by, report.key = timezone.now(), by, key
    report.first_submitted_at = report.first_submitted_at or report.submitted_at
    report.due_on = due_on(report.round, report.unit_id, REPORT_STEPS[report.quarter - 1])
    touch(report, by)
    report.save(update_fields=SENDING)
    notifications.report_submitted(report)
    notifications.all_reports_in(report)
    _record("submitted", report, by, before)
    return report


@transaction.atomic
def recall(report: QuarterlyReport, *, by: User) -> QuarterlyReport:
    """Take the report back to the unit, until the board has decided about it.

    A first hand-in that is recalled was none: the next one decides whether the report is late.
    """
    report = locked(report, by)
    require(can_recall(by, report))
    move = "recall_mended" if report.decided_at else "recall"
    before, report.state = report.state, REPORT_WORKFLOW.target(move, report.state)
    if not report.decided_at:
        report.submitted_at = report.submitted_by = report.first_submitted_at = None
    touch(report, by)
    report.save(update_fields=SENDING)
    notifications.report_recalled(report)
    _record("recalled", report, by, before)
    return report


@transaction.atomic
def send_back(
    report: QuarterlyReport, *, reason: str, version: int | None = None, by: User
) -> QuarterlyReport:
    """Return the report to the unit, which reads the reason. It does not become late by that."""
    report = locked(report, by)
    require(can_decide(by, report))
    report = _decide(report, "return", reason, version, by)
    notifications.report_returned(report)
    _record("returned", report, by, "submitted", note=reason)
    return report


@transaction.atomic
def accept(
    report: QuarterlyReport, *, comment: str = "", version: int | None = None, by: User
) -> QuarterlyReport:
    """Accept the report, with a comment for the unit where there is something to say."""
    report = locked(report, by)
    require(can_decide(by, report))
    report = _decide(report, "accept", comment, version, by)
    notifications.report_accepted(report)
    _record("accepted", report, by, "submitted", note=comment)
    return report


@transaction.atomic
def reopen(
    report: QuarterlyReport, *, reason: str, version: int | None = None, by: User
) -> QuarterlyReport:
    """Give an accepted report back to the unit, which reads the reason."""
    report = locked(report, by)
    require(can_reopen(by, report))
    report = _decide(report, "reopen", reason, version, by)
    notifications.report_reopened(report)
    _record("reopened", report, by, "accepted", note=reason)
    return report


def _decide(
    report: QuarterlyReport, move: str, words: str, version: int | None, by: User
) -> QuarterlyReport:
    require_version(report, version)
    if move != "accept" and len(words.strip()) < LEAST_REASON:
        raise ValidationError({"reason": NEEDS_REASON})
    report.state = REPORT_WORKFLOW.target(move, report.state)
    report.officer_comment = words
    report.decided_at, report.decided_by = timezone.now(), by
    report.version += 1
    report.save(update_fields=["state", "officer_comment", "decided_at", "decided_by", "version"])
    return report


def _record(event: str, report: QuarterlyReport, by: User, before: str, note: str = "") -> None:
    audit.record(
        f"report.{event}", report, by=by, before=str(before), after=str(report.state), note=note,
        unit=report.unit,
    )  # fmt: skip
