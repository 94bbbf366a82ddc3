"""Handing the self-assessment in, and taking it back while nobody has opened it."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions.advice import require_answers
from assessments.confirmations import sheet_statement
from assessments.contents import content_hash, content_of
from assessments.models import Assessment, Score, Submission, SupplementRequest
from assessments.notifications import files as notifications
from assessments.permissions.files import can_recall, can_submit, locked_criteria
from assessments.score_rows import COMPUTED, refresh, score_rows
from assessments.workflow import ASSESSMENT_WORKFLOW, AssessmentState
from core import audit
from core.confirmations import Statement, require_shown
from core.permissions import require
from core.versions import require_version
from criteria.definitions import definition_of
from organisation.models import User
from organisation.roles import Permission


@transaction.atomic
def submit(
    assessment: Assessment,
    *,
    key: UUID,
    version: int | None,
    seen: Statement | None = None,
    by: User,
) -> Submission:
    """Hand the sheet in: the unit can no longer edit it, its content is frozen with a receipt.

    What our own records know is brought up to date first; where that says something else than the
    page that was confirmed (`seen`), nothing happens. An open supplement request is answered.
    The same `key`, or a second hand-in of a file that is already in, gives the same receipt.
    Raises PermissionDenied, StaleVersion, OtherThanShown, ValidationError (earlier advice without
    an answer).
    """
    assessment = _locked(assessment)
    if receipt := _given_receipt(assessment, key, by):
        return receipt
    require(can_submit(by, assessment))
    require_version(assessment, version)
    require_answers(assessment)
    before = assessment.state
    submission = _freeze(assessment, key, seen, by)
    assessment.supplement_requests.filter(answered_at=None).update(
        answered_at=submission.submitted_at
    )
    assessment.state = ASSESSMENT_WORKFLOW.target("submit", before)
    assessment.submitted_at, assessment.submitted_by = submission.submitted_at, by
    assessment.self_total, assessment.self_class = submission.total, submission.class_name
    assessment.opened_at = assessment.opened_by = None
    assessment.version += 1
    assessment.save(update_fields=["state", "submitted_at", "submitted_by", "self_total",
                                   "self_class", "opened_at", "opened_by", "version"])  # fmt: skip
    notifications.assessment_submitted(assessment, submission)
    audit.record(
        "assessment.submitted", assessment, by=by, before=before, unit=assessment.unit,
        after={"receipt": submission.receipt_number, "hash": submission.content_hash,
               "total": submission.total, "class": submission.class_name},
    )  # fmt: skip
    return submission


@transaction.atomic
def recall(assessment: Assessment, *, by: User) -> Assessment:
    """Take the file back to edit it, until an officer has opened it; the receipt stays readable.

    A supplement that was answered by it is open again, with the deadline it had.
    """
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_recall(by, assessment))
    submission = assessment.submissions.filter(recalled_at=None).first()
    submission.recalled_at = timezone.now()
    submission.save(update_fields=["recalled_at"])
    before = assessment.state
    assessment.state = ASSESSMENT_WORKFLOW.target(_recall_move(submission), before)
    if assessment.state == AssessmentState.DRAFT:
        assessment.submitted_at = assessment.submitted_by = None
    assessment.self_total, assessment.self_class = None, ""
    assessment.version += 1
    assessment.save(update_fields=["state", "submitted_at", "submitted_by", "self_total",
                                   "self_class", "version"])  # fmt: skip
    notifications.assessment_recalled(assessment, submission)
    audit.record(
        "assessment.recalled", assessment, by=by, before=before, after=assessment.state,
        note=submission.receipt_number, unit=assessment.unit,
    )  # fmt: skip
    return assessment


def _locked(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.locked().select_related("round__organiser")
    return rows.get(pk=assessment.pk)


def _given_receipt(assessment: Assessment, key: UUID, by: User) -> Submission | None:
    """The receipt that this hand-in has produced already: two tabs, two clicks, a lost answer."""
    if not by.has_permission(Permission.ASSESSMENT_SUBMIT, unit=assessment.unit_id):
        return None
    standing = assessment.submissions.filter(recalled_at=None)
    if assessment.state == AssessmentState.SUBMITTED:
        return standing.first()
    return standing.filter(key=key).first()


def _freeze(assessment: Assessment, key: UUID, seen: Statement | None, by: User) -> Submission:
    rows = score_rows(assessment)
    definition, locked = definition_of(assessment.criteria_set), locked_criteria(assessment)
    changed = refresh(rows, definition, assessment, locked=locked)
    require_shown(sheet_statement(assessment, definition, rows), seen)
    Score.objects.bulk_update(changed, COMPUTED)
    content = content_of(assessment, rows, by)
    number = assessment.submissions.count() + 1
    return Submission.objects.create(
        assessment=assessment,
        number=number,
        receipt_number=f"TCD-{assessment.round.year}-{assessment.pk:04d}-{number}",
        key=key,
        submitted_at=timezone.now(),
        submitted_by=by,
        total=Decimal(content["total"]),
        class_name=content["class"],
        content=content,
        content_hash=content_hash(content),
    )


def _recall_move(submission: Submission) -> str:
    """Back to the draft, or back to the supplement that this submission had answered."""
    answered = SupplementRequest.objects.filter(
        assessment=submission.assessment_id, answered_at=submission.submitted_at
    )
    return "recall_supplement" if answered.update(answered_at=None) else "recall"
