"""The provisional or settled result beside the unit's own: differences with their reasons."""

from typing import Any

from assessments.actions.settlements import last_word
from assessments.appraisal_rows import AppraisalSheet
from assessments.forms.settlements import FeedbackForm, SettleForm
from assessments.models import Assessment
from assessments.permissions.files import can_give_feedback, can_settle
from assessments.presenters.appraisal_page import findings_of
from assessments.presenters.appraisal_row import ABSENT, gap_of, signed
from assessments.presenters.sheet_page import TONES
from criteria.models import Scorer
from criteria.scoring import points_text
from organisation.models import User


def feedback_page(assessment: Assessment, user: User, form: FeedbackForm) -> dict[str, Any]:
    """Context of templates/assessments/feedback.html."""
    return result_values(assessment) | {
        "form": form,
        "may_answer": can_give_feedback(user, assessment),
        "settle": can_settle(user, assessment),
    }


def settle_page(assessment: Assessment, form: SettleForm) -> dict[str, Any]:
    """Context of templates/assessments/settle.html."""
    return result_values(assessment) | {"form": form}


def result_values(assessment: Assessment) -> dict[str, Any]:
    """Both totals, every criterion that differs, the vetoes found, the unit's last word."""
    sheet = AppraisalSheet.of(assessment)
    return {
        "assessment": assessment,
        "tone": TONES[assessment.state],
        "gap": signed(sheet.compared_result().totals.total - assessment.self_total),
        "differences": differences(sheet),
        "same_count": len(sheet.rows) - len(differences(sheet)),
        "groups": _groups(sheet),
        "found": [row for row in findings_of(assessment) if row.found],
        "word": last_word(assessment),
    }


def differences(sheet: AppraisalSheet) -> list[dict[str, Any]]:
    """Criteria whose appraised figures are not the unit's, in reading order."""
    return [
        {
            "pk": pk,
            "code": criterion.code,
            "title": criterion.title,
            "stated": _shown(sheet.rows[pk].self_points, sheet.rows[pk].unit_not_applicable),
            "points": _shown(sheet.rows[pk].points, sheet.rows[pk].not_applicable),
            "gap": signed(gap) if (gap := gap_of(sheet.rows[pk])) is not None else ABSENT,
            "reason": sheet.rows[pk].reason,
            "by_appraiser": criterion.scored_by == Scorer.APPRAISER,
        }
        for pk, criterion in sheet.definition.criteria.items()
        if sheet.rows[pk].is_changed or criterion.scored_by == Scorer.APPRAISER
    ]


def _groups(sheet: AppraisalSheet) -> list[dict[str, str]]:
    ours, theirs = sheet.result().totals, sheet.stated_result().totals
    compared = {group.code: group.points for group in sheet.compared_result().totals.groups}
    titles = {group.code: group.title for group in sheet.definition.groups}
    return [
        {
            "code": own.code,
            "title": titles[own.code],
            "stated": points_text(stated.points),
            "points": points_text(own.points),
            "max": points_text(own.max),
            "gap": signed(compared[own.code] - stated.points),
        }
        for own, stated in zip(ours.groups, theirs.groups, strict=True)
    ]


def _shown(points: Any, not_applicable: bool) -> str:
    if not_applicable:
        return "KPS"
    return ABSENT if points is None else points_text(points)
