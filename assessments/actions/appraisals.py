"""Moves of a file in appraisal: opened, sent back for supplement, finished."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments import openings
from assessments.appraisal_rows import AppraisalSheet
from assessments.findings import is_waiting
from assessments.models import Appraisal, Assessment, SupplementRequest
from assessments.models.appraisal import REASON_LENGTH
from assessments.notifications import files as notifications
from assessments.permissions.files import can_appraise, can_open_file, can_send_back
from assessments.sheets import score, working_lines
from assessments.workflow import ASSESSMENT_WORKFLOW
from core import audit
from core.calendar import add_working_days, today
from core.permissions import require
from core.versions import require_version
from organisation.models import User

MEASURED = ("facts", "points", "working", "decided_at", "decided_by", "version")
NEEDS_REASON = f"Ghi lý do, ít nhất {REASON_LENGTH} ký tự."
FUTURE_DATE = "Hạn bổ sung phải sau ngày hôm nay."
CHOOSE_CRITERIA = "Chọn ít nhất một tiêu chí, hoặc chọn trả lại toàn bộ hồ sơ."


@transaction.atomic
def open_file(assessment: Assessment, *, version: int | None = None, by: User) -> Appraisal:
    """Begin to appraise a handed-in file; from now on the unit cannot recall it.

    Copies the unit's rows for the appraiser. After a supplement only the rows that the unit
    changed are copied afresh; other decisions stay. Opening an open file again changes nothing.
    """
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_open_file(by, assessment))
    if assessment.opened_at:
        return assessment.appraisal
    require_version(assessment, version)
    appraisal, refreshed = openings.prepare(assessment, by)
    assessment.opened_at, assessment.opened_by = timezone.now(), by
    _save(assessment, "opened_at", "opened_by")
    audit.record(
        "assessment.opened", assessment, by=by, after={"refreshed": refreshed},
        unit=assessment.unit,
    )  # fmt: skip
    return appraisal


@transaction.atomic
def send_back(
    assessment: Assessment,
    *,
    reason: str,
    criteria: Iterable[int] | None = None,
    due_on: date | None = None,
    version: int | None = None,
    by: User,
) -> SupplementRequest:
    """Return the file for supplement: the whole (`criteria` None) or single criteria (keys).

    The others stay locked for the unit. `due_on` is the supplement's own deadline; without it
    the round's number of working days counts from today. The officer must open the file anew.
    """
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_send_back(by, assessment))
    require_version(assessment, version)
    asked = None if criteria is None else sorted(set(criteria))
    due_on = due_on or supplement_due(assessment)
    _require_sound(reason, asked, due_on)
    request = _request_supplement(assessment, reason, asked, due_on, by)
    before, assessment.state = assessment.state, _target("send_back", assessment)
    assessment.due_on, assessment.opened_at, assessment.opened_by = due_on, None, None
    _save(assessment, "state", "due_on", "opened_at", "opened_by")
    notifications.sent_back(assessment, request)
    audit.record(
        "assessment.sent_back", assessment, by=by, before={"state": before},
        after={"state": assessment.state, "due_on": due_on, "criteria": asked},
        note=reason, unit=assessment.unit,
    )  # fmt: skip
    return request


@transaction.atomic
def finish(
    assessment: Assessment, *, conclusion: str = "", version: int | None = None, by: User
) -> Assessment:
    """Conclude the appraisal: the unit sees the provisional result and may answer it.

    Freezes total and class, and opens the feedback window (round.feedback_days working days).
    Raises ValidationError naming what is still undecided.
    """
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_appraise(by, assessment))
    require_version(assessment, version)
    sheet = AppraisalSheet.of(assessment)
    _require_decided(sheet)
    _decide_automatic(sheet, by)
    result = sheet.result()
    openings.settle_computed_vetoes(assessment, result.totals, by)
    _close_appraisal(assessment.appraisal, conclusion, by)
    before, assessment.state = assessment.state, _target("appraise", assessment)
    assessment.appraised_total = result.totals.total
    assessment.appraised_class = result.class_name
    assessment.feedback_due = add_working_days(today(), assessment.round.feedback_days)
    _save(assessment, "state", "appraised_total", "appraised_class", "feedback_due")
    notifications.appraisal_finished(assessment)
    audit.record(
        "assessment.appraised", assessment, by=by, before={"state": before},
        after={"state": assessment.state, "total": result.totals.total, "class": result.class_name},
        note=conclusion, unit=assessment.unit,
    )  # fmt: skip
    return assessment


def supplement_due(assessment: Assessment) -> date:
    """The usual deadline of a supplement asked for today."""
    return add_working_days(today(), assessment.round.supplement_days)


def _require_sound(reason: str, criteria: list[int] | None, due_on: date) -> None:
    problems = {}
    if len(reason) < REASON_LENGTH:
        problems["reason"] = NEEDS_REASON
    if criteria == []:
        problems["criteria"] = CHOOSE_CRITERIA
    if due_on <= today():
        problems["due_on"] = FUTURE_DATE
    if problems:
        raise ValidationError(problems)


def _request_supplement(
    assessment: Assessment, reason: str, criteria: list[int] | None, due_on: date, by: User
) -> SupplementRequest:
    request = SupplementRequest.objects.create(
        assessment=assessment,
        submission=assessment.submissions.filter(recalled_at=None).latest("number"),
        reason=reason,
        due_on=due_on,
        is_whole=criteria is None,
        requested_at=timezone.now(),
        requested_by=by,
    )
    request.criteria.set(criteria or [])
    return request


def _require_decided(sheet: AppraisalSheet) -> None:
    waiting = [sheet.definition.criteria[row.criterion_id].code for row in sheet.waiting()]
    vetoes = [
        finding.veto.code
        for finding in sheet.assessment.appraisal.veto_findings.select_related("veto")
        if is_waiting(finding)
    ]
    problems = []
    if vetoes:
        problems.append(f"Chưa xem xét điều kiện loại trừ: {', '.join(vetoes)}.")
    if waiting:
        problems.append(f"Còn {len(waiting)} tiêu chí chưa thẩm định: {', '.join(waiting)}.")
    if problems:
        raise ValidationError(problems)


def _decide_automatic(sheet: AppraisalSheet, by: User) -> None:
    """Write the points that our records alone give, now that the rest is decided."""
    for pk, facts in sheet.automatic.items():
        row, criterion = sheet.rows[pk], sheet.definition.criteria[pk]
        scored = score(criterion, facts)
        row.facts, row.points = facts, scored.points
        row.working = working_lines(criterion, scored)
        row.decided_at, row.decided_by = timezone.now(), by
        row.version += 1
        row.save(update_fields=MEASURED)


def _close_appraisal(appraisal: Appraisal, conclusion: str, by: User) -> None:
    appraisal.conclusion = conclusion
    appraisal.finished_at, appraisal.finished_by = timezone.now(), by
    appraisal.save(update_fields=["conclusion", "finished_at", "finished_by"])


def _target(move: str, assessment: Assessment) -> str:
    return ASSESSMENT_WORKFLOW.target(move, assessment.state)


def _save(assessment: Assessment, *fields: str) -> None:
    assessment.version += 1
    assessment.save(update_fields=[*fields, "version"])
