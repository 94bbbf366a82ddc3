"""What surrounds the sheet: who may edit, what to do next, whom to ask."""

from typing import Any

from assessments.actions.scores import SavedSheet, refresh_measures
from assessments.mandates import mandates_for
from assessments.models import Assessment, OfficerAssignment, SupplementRequest
from assessments.permissions.files import can_fill, can_recall, can_submit
from assessments.presenters.following import advice_banner, beside
from assessments.presenters.sheet import Sheet, evidence_by_criterion, offered_evidence
from assessments.presenters.version_notice import version_notices
from assessments.score_rows import refresh, score_rows
from assessments.sourced_facts import ask
from assessments.workflow import UNIT_EDITABLE, AssessmentState
from core.permissions import Verdict
from organisation.models import User
from organisation.roles import Permission

S = AssessmentState
NOT_ASKED = "Tiêu chí này không nằm trong yêu cầu bổ sung nên đang được khoá."
RESULT_SHOWN = frozenset({S.APPRAISED, S.SETTLED, S.PROPOSED, S.CLOSED})
TONES = {
    S.DRAFT: "neutral", S.SUBMITTED: "info", S.RETURNED: "warning", S.APPRAISED: "info",
    S.SETTLED: "success", S.PROPOSED: "info", S.CLOSED: "success",
}  # fmt: skip
NEXT_STEPS = {
    S.DRAFT: "Nhập số liệu, đính kèm minh chứng; sau đó Bí thư hoặc thủ trưởng nộp hồ sơ.",
    S.RETURNED: "Bổ sung những tiêu chí được yêu cầu rồi nộp lại.",
    S.SUBMITTED: "Hồ sơ đang chờ thẩm định. Chưa phải làm gì thêm.",
    S.APPRAISED: "Xem kết quả dự kiến bên dưới và phản hồi trong thời hạn.",
    S.SETTLED: "Kết quả đã chốt, đang chuẩn bị trình Ban Thường vụ.",
    S.PROPOSED: "Hồ sơ đã trình Ban Thường vụ, đang chờ kết luận.",
    S.CLOSED: "Ban Thường vụ đã kết luận.",
}


def load_sheet(assessment: Assessment, user: User) -> Sheet:
    """The sheet with everything that its rows show, points of our own records up to date."""
    allowed = can_fill(user, assessment)
    request, asked = open_request(assessment), asked_criteria(assessment)
    sheet = Sheet(
        assessment,
        score_rows(assessment),
        evidence=evidence_by_criterion(assessment),
        lock_all=allowed.reason,
        asked=asked,
        appraised=_appraised(assessment),
        beside=beside(assessment, user),
    )
    locked: frozenset[int] = frozenset()
    if request and not request.is_whole:
        locked = frozenset(sheet.rows) - sheet.open_for_supplement
    if allowed:
        sheet.locks = dict.fromkeys(locked, NOT_ASKED)
        sheet.offered = offered_evidence(assessment, sheet.definition, sheet.evidence)
    _refresh(sheet, allowed, user, locked)
    return sheet


def saved_sheet(saved: SavedSheet, user: User) -> Sheet:
    """The sheet as far as the answer to a save shows it: whole only where rows are drawn anew."""
    assessment = saved.assessment
    sheet = Sheet(assessment, saved.rows, asked=asked_criteria(assessment))
    if saved.followed:
        sheet.evidence = evidence_by_criterion(assessment)
        sheet.beside = beside(assessment, user)
    return sheet


def sheet_page(sheet: Sheet, user: User, token: str) -> dict[str, Any]:
    """Context of templates/assessments/sheet.html."""
    assessment = sheet.assessment
    return {
        "assessment": assessment,
        "sheet_groups": sheet.groups(token),
        "totals": sheet.totals_values(),
        "banner": banner(assessment, user),
        "prefilled": sheet.prefilled(),
        "advice": advice_banner(assessment, sheet.beside.advice, user),
        "version_notices": version_notices(sheet),
        "mandates": mandates_for(assessment.round_id, assessment.unit_id),
        "is_editable": not sheet.lock_all,
        "asked": [c for pk, c in sheet.definition.criteria.items() if pk in sheet.asked],
        "is_unit": is_of_unit(user, assessment),
        "shows_result": assessment.state in RESULT_SHOWN and bool(sheet.appraised),
    }


def banner(assessment: Assessment, user: User) -> dict[str, Any]:
    """State, deadline, what to do, the reviewer's words, whom to call."""
    is_editable = assessment.state in UNIT_EDITABLE
    return {
        "label": assessment.get_state_display(),
        "tone": TONES[assessment.state],
        "next_step": NEXT_STEPS[assessment.state],
        "due_on": assessment.due_on if is_editable else None,
        "feedback_due": assessment.feedback_due if assessment.state == S.APPRAISED else None,
        "request": open_request(assessment),
        "submissions": _submissions(assessment),
        "officer": officer_of(assessment),
        "fill": can_fill(user, assessment),
        "submit": can_submit(user, assessment),
        "recall": can_recall(user, assessment) if assessment.state == S.SUBMITTED else None,
    }


def is_of_unit(user: User, assessment: Assessment) -> bool:
    """Whether the person belongs to the assessed unit."""
    return user.has_permission(Permission.OWN_FILES_VIEW, unit=assessment.unit_id)


def open_request(assessment: Assessment) -> SupplementRequest | None:
    """The supplement that the unit is asked for now; asked once per page."""
    if assessment.state != S.RETURNED:
        return None
    if not hasattr(assessment, "_open_request"):
        requests = assessment.supplement_requests.filter(answered_at=None)
        assessment._open_request = (
            requests.select_related("requested_by").prefetch_related("criteria").first()
        )
    return assessment._open_request


def asked_criteria(assessment: Assessment) -> frozenset[int]:
    """Keys of the single criteria that the unit is asked to supplement now."""
    request = open_request(assessment)
    return frozenset(c.pk for c in request.criteria.all()) if request else frozenset()


def officer_of(assessment: Assessment) -> User | None:
    """The officer who follows the unit: whom to call for help."""
    row = OfficerAssignment.objects.filter(
        round=assessment.round_id, unit=assessment.unit_id
    ).select_related("officer").first()  # fmt: skip
    return row.officer if row else None


def _submissions(assessment: Assessment) -> list[dict[str, Any]]:
    """Earlier hand-ins, newest first."""
    return list(assessment.submissions.values("number", "submitted_at", "recalled_at"))


def _appraised(assessment: Assessment) -> dict:
    """Appraised scores by criterion, once they may be seen; a reopened appraisal hides them."""
    appraisal = getattr(assessment, "appraisal", None)
    if assessment.state not in RESULT_SHOWN or appraisal is None:
        return {}
    return {row.criterion_id: row for row in appraisal.scores.order_by()}


def _refresh(sheet: Sheet, allowed: Verdict, user: User, locked: frozenset[int]) -> None:
    """A file still with the unit shows what our own records say today; a frozen one does not."""
    if sheet.assessment.state not in UNIT_EDITABLE:
        return
    answers = ask(sheet.assessment, sheet.definition)
    if refresh(sheet.rows, sheet.definition, sheet.assessment, answers, locked) and allowed:
        refresh_measures(sheet.assessment, by=user, answers=answers)
