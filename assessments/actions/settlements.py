"""After the appraisal: the unit's word, a second look, settling and reopening."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.models import Assessment, Feedback
from assessments.models.appraisal import REASON_LENGTH
from assessments.notifications import files as notifications
from assessments.permissions.files import can_give_feedback, can_reconsider, can_reopen, can_settle
from assessments.workflow import ASSESSMENT_WORKFLOW
from core import audit
from core.permissions import require
from core.versions import require_version
from organisation.models import User

NEEDS_TEXT = f"Ghi rõ nội dung không thống nhất, ít nhất {REASON_LENGTH} ký tự."
NEEDS_REASON = f"Ghi lý do, ít nhất {REASON_LENGTH} ký tự."
NEEDS_NOTE = (
    f"Đơn vị không thống nhất: ghi kết luận của Ban Dân vận, ít nhất {REASON_LENGTH} ký tự."
)


@transaction.atomic
def give_feedback(
    assessment: Assessment,
    *,
    is_agreed: bool,
    text: str = "",
    version: int | None = None,
    by: User,
) -> Feedback:
    """The unit agrees or disagrees (then in writing) with the provisional result.

    It may say so again until its window closes or the result is settled; the last word counts.
    """
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_give_feedback(by, assessment))
    require_version(assessment, version)
    if not is_agreed and len(text) < REASON_LENGTH:
        raise ValidationError({"text": NEEDS_TEXT})
    feedback = Feedback.objects.create(
        assessment=assessment, is_agreed=is_agreed, text=text, given_at=timezone.now(), given_by=by
    )
    notifications.feedback_given(assessment, feedback)
    audit.record(
        "feedback.given", assessment, by=by, after={"is_agreed": is_agreed}, note=text,
        unit=assessment.unit,
    )  # fmt: skip
    return feedback


@transaction.atomic
def reconsider(
    assessment: Assessment, *, reason: str, version: int | None = None, by: User
) -> Assessment:
    """Take the appraisal up again; decisions stay, the provisional result is withdrawn."""
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_reconsider(by, assessment))
    return _take_up_again(assessment, "reconsider", "assessment.reconsidered", reason, version, by)


@transaction.atomic
def settle(
    assessment: Assessment, *, note: str = "", version: int | None = None, by: User
) -> Assessment:
    """Settle the result; a disagreement of the unit must be answered in the note."""
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_settle(by, assessment))
    require_version(assessment, version)
    if is_disputed(assessment) and len(note) < REASON_LENGTH:
        raise ValidationError({"note": NEEDS_NOTE})
    assessment.appraisal.settlement_note = note
    assessment.appraisal.save(update_fields=["settlement_note"])
    before = assessment.state
    assessment.state = ASSESSMENT_WORKFLOW.target("settle", before)
    assessment.settled_at, assessment.settled_by = timezone.now(), by
    _save(assessment, "state", "settled_at", "settled_by")
    notifications.assessment_settled(assessment)
    audit.record(
        "assessment.settled", assessment, by=by, before={"state": before},
        after={"state": assessment.state, "total": assessment.appraised_total}, note=note,
        unit=assessment.unit,
    )  # fmt: skip
    return assessment


@transaction.atomic
def reopen(
    assessment: Assessment, *, reason: str, version: int | None = None, by: User
) -> Assessment:
    """Open a settled file for appraisal again, with a written reason; decisions stay."""
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_reopen(by, assessment))
    return _take_up_again(assessment, "reopen", "assessment.reopened", reason, version, by)


def last_word(assessment: Assessment) -> Feedback | None:
    """The unit's latest feedback on the result as it stands now."""
    finished = assessment.appraisal.finished_at
    return assessment.feedback.filter(given_at__gte=finished).first() if finished else None


def is_disputed(assessment: Assessment) -> bool:
    """Whether the unit's last word was that it disagrees."""
    word = last_word(assessment)
    return word is not None and not word.is_agreed


def _take_up_again(
    assessment: Assessment, move: str, kind: str, reason: str, version: int | None, by: User
) -> Assessment:
    require_version(assessment, version)
    if len(reason) < REASON_LENGTH:
        raise ValidationError({"reason": NEEDS_REASON})
    before = {"state": assessment.state, "total": assessment.appraised_total}
    assessment.state = ASSESSMENT_WORKFLOW.target(move, assessment.state)
    assessment.settled_at = assessment.settled_by = assessment.feedback_due = None
    assessment.appraised_total, assessment.appraised_class = None, ""
    _save(
        assessment, "state", "settled_at", "settled_by", "feedback_due", "appraised_total",
        "appraised_class",
    )  # fmt: skip
    _withdraw_result(assessment)
    notifications.appraisal_taken_up(assessment, reason)
    audit.record(
        kind, assessment, by=by, before=before, after={"state": assessment.state}, note=reason,
        unit=assessment.unit,
    )  # fmt: skip
    return assessment


def _withdraw_result(assessment: Assessment) -> None:
    appraisal = assessment.appraisal
    appraisal.finished_at = appraisal.finished_by = None
    appraisal.save(update_fields=["finished_at", "finished_by"])


def _save(assessment: Assessment, *fields: str) -> None:
    assessment.version += 1
    assessment.save(update_fields=[*fields, "version"])
