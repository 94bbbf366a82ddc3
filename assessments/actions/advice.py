"""Advice: given while appraising, answered by the unit a year later, judged by the appraiser."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.actions.findings import require_verdict
from assessments.actions.reports import is_on_behalf
from assessments.advices import advice_due, suggested, unanswered
from assessments.inspections import criteria_of
from assessments.models import Advice, Assessment
from assessments.notifications import following as notices
from assessments.permissions.following import can_advise, can_answer_advice, can_judge_advice
from assessments.workflow import RESULT_OUT, RemedyState
from core import audit
from core.permissions import require
from core.versions import require_version
from organisation.models import User

OTHER_SET = "Tiêu chí này không thuộc bộ tiêu chí của đơn vị."
ALREADY_JUDGED = "Việc này đã được đánh giá."
NOT_SUGGESTED = "Tiêu chí này không mất điểm kèm lý do, hoặc đã có đề nghị."


@transaction.atomic
def give(assessment: Assessment, *, text: str, criterion_key: str = "", by: User) -> Advice:
    """Ask the unit to mend something; the same words at the same place are asked once."""
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_advise(by, assessment))
    return _give(assessment, text, criterion_key, by)


@transaction.atomic
def take_reason(assessment: Assessment, criterion_pk: int, *, by: User) -> Advice:
    """Make advice of the reason for which a criterion lost points."""
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_advise(by, assessment))
    offered = suggested(assessment, assessment.advice.all())
    row = next((row for row in offered if row.criterion_id == criterion_pk), None)
    if row is None:
        raise ValidationError(NOT_SUGGESTED)
    return _give(assessment, row.reason, row.criterion.key, by)


@transaction.atomic
def change(
    advice: Advice, *, text: str, criterion_key: str = "", version: int | None = None, by: User
) -> Advice:
    """Put advice right before the result is settled."""
    assessment, advice = _locked_with_its_file(advice)
    require(can_advise(by, assessment))
    require_version(advice, version)
    _require_criterion(assessment, criterion_key)
    before = {"text": advice.text, "criterion_key": advice.criterion_key}
    advice.text, advice.criterion_key = text, criterion_key
    _save(advice, "text", "criterion_key")
    after = {"text": text, "criterion_key": criterion_key}
    audit.record("advice.changed", advice, by=by, before=before, after=after, unit=assessment.unit)
    return advice


@transaction.atomic
def withdraw(advice: Advice, *, version: int | None = None, by: User) -> None:
    """Take advice back before the result is settled; the audit trail keeps it."""
    assessment, advice = _locked_with_its_file(advice)
    require(can_advise(by, assessment))
    require_version(advice, version)
    key, before = advice.pk, {"text": advice.text, "criterion_key": advice.criterion_key}
    advice.delete()
    advice.pk = key
    audit.record("advice.withdrawn", advice, by=by, before=before, unit=assessment.unit)


@transaction.atomic
def answer(
    assessment: Assessment, advice: Advice, *, text: str, version: int | None = None, by: User
) -> Advice:
    """The unit says in this year's file what it did; may be said anew until it is judged."""
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_answer_advice(by, assessment))
    advice = locked_due(assessment, advice)
    require_version(advice, version)
    if advice.judged_at:
        raise ValidationError(ALREADY_JUDGED)
    before = {"state": advice.state, "answer": advice.answer}
    advice.answer, advice.state = text, RemedyState.REPORTED
    advice.answered_at, advice.answered_by = timezone.now(), by
    advice.entered_on_behalf = is_on_behalf(by, assessment.unit_id)
    _save(advice, "answer", "state", "answered_at", "answered_by", "entered_on_behalf")
    notices.advice_answered(assessment, advice)
    audit.record(
        "advice.answered", advice, by=by, before=before,
        after={"state": advice.state, "answer": text}, unit=assessment.unit,
    )  # fmt: skip
    return advice


@transaction.atomic
def judge(
    assessment: Assessment,
    advice: Advice,
    *,
    verdict: str,
    note: str = "",
    version: int | None = None,
    by: User,
) -> Advice:
    """The appraiser of this year's file judges what became of earlier advice."""
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    advice = locked_due(assessment, advice)
    require(can_judge_advice(by, assessment, advice))
    require_version(advice, version)
    require_verdict(verdict, note)
    before = {"state": advice.state}
    advice.state, advice.verdict_note = verdict, note
    advice.judged_at, advice.judged_by = timezone.now(), by
    _save(advice, "state", "verdict_note", "judged_at", "judged_by")
    notices.advice_judged(assessment, advice)
    audit.record(
        "advice.judged", advice, by=by, before=before, after={"state": verdict}, note=note,
        unit=assessment.unit,
    )  # fmt: skip
    return advice


def require_answers(assessment: Assessment) -> None:
    """Raise ValidationError while earlier advice waits for the unit's word."""
    if count := len(unanswered(advice_due(assessment))):
        raise ValidationError(
            f"Còn {count} việc Ban Dân vận đề nghị khắc phục mà đơn vị chưa trả lời. "
            "Hãy trả lời từng việc (đã làm gì, hoặc vì sao chưa làm) rồi nộp."
        )


def _give(assessment: Assessment, text: str, criterion_key: str, by: User) -> Advice:
    _require_criterion(assessment, criterion_key)
    advice, is_new = Advice.objects.get_or_create(
        assessment=assessment, criterion_key=criterion_key, text=text, defaults={"given_by": by}
    )
    if not is_new:
        return advice
    if assessment.state in RESULT_OUT:
        notices.advice_given(assessment, advice)
    audit.record(
        "advice.given", advice, by=by, after={"text": text, "criterion_key": criterion_key},
        unit=assessment.unit,
    )  # fmt: skip
    return advice


def _require_criterion(assessment: Assessment, key: str) -> None:
    if key and key not in criteria_of(assessment):
        raise ValidationError({"criterion_key": OTHER_SET})


def _locked_with_its_file(advice: Advice) -> tuple[Assessment, Advice]:
    assessment = Assessment.objects.locked().get(pk=advice.assessment_id)
    return assessment, assessment.advice.select_for_update().get(pk=advice.pk)


def locked_due(assessment: Assessment, advice: Advice) -> Advice:
    """The row, if this year's file has to answer it; Advice.DoesNotExist otherwise."""
    due = {row.pk for row in advice_due(assessment)} & {advice.pk}
    row = Advice.objects.select_for_update().filter(pk__in=due).first()
    if row is None:
        raise Advice.DoesNotExist
    return row


def _save(advice: Advice, *fields: str) -> None:
    advice.version += 1
    advice.save(update_fields=[*fields, "version"])
