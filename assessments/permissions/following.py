"""May this person plan, see, answer or judge what follows a unit through its year?"""

from assessments.models import (
    Advice,
    Assessment,
    Finding,
    Inspection,
    NotebookEntry,
    OfficerAssignment,
    Round,
)
from assessments.permissions.files import is_appraiser, types_for
from assessments.workflow import (
    INSPECTION_WORKFLOW,
    UNIT_EDITABLE,
    AssessmentState,
    InspectionState,
    RemedyState,
    RoundState,
)
from core.calendar import today
from core.permissions import ALLOWED, Verdict, deny
from organisation.mergers import going_on
from organisation.models import User
from organisation.roles import Permission

P = Permission
NOT_BOARD = deny("Chỉ cán bộ Ban Dân vận được làm việc này.")
# The appraisal is still in the hands of the board.
ADVISING = frozenset({AssessmentState.SUBMITTED, AssessmentState.APPRAISED})


def is_follower(user: User, round_: Round, unit: int) -> Verdict:
    """The officer assigned to the unit (or to what it went into), or a board head.

    Never somebody of the unit itself.
    """
    if not user.has_permission(P.APPRAISE, unit=round_.organiser_id):
        return NOT_BOARD
    if user.has_permission(P.OWN_FILES_VIEW, unit=unit):
        return deny("Bạn thuộc đơn vị này nên không được theo dõi đơn vị.")
    if user.has_permission(P.SETTLE, unit=round_.organiser_id):
        return ALLOWED
    mine = OfficerAssignment.objects.filter(round=round_, unit__in=going_on(unit), officer=user)
    return ALLOWED if mine.exists() else deny("Đơn vị này được phân công cho chuyên viên khác.")


def can_view_inspection(user: User, inspection: Inspection) -> bool:
    """Object twin of InspectionQuerySet.visible_to."""
    organiser = inspection.round.organiser_id
    board = (P.SUBMITTED_FILES_VIEW, P.ALL_FILES_VIEW)
    if any(user.has_permission(held, unit=organiser) for held in board):
        return True
    return inspection.visited_on is not None and user.has_permission(
        P.OWN_FILES_VIEW, unit=inspection.unit_id
    )


def can_plan_inspections(user: User, round_: Round) -> Verdict:
    """Plan inspections of the units that the person follows, while the year is running."""
    if round_.state not in (RoundState.OPEN, RoundState.APPRAISING):
        return deny("Chỉ lập kế hoạch kiểm tra khi đợt đang mở.")
    if user.has_permission(P.APPRAISE, unit=round_.organiser_id):
        return ALLOWED
    return NOT_BOARD


def can_move_inspection(user: User, inspection: Inspection, move: str) -> Verdict:
    """Visit, conclude or cancel."""
    if not INSPECTION_WORKFLOW.allows(move, inspection.state):
        return deny(f"Cuộc kiểm tra đang ở bước “{inspection.get_state_display()}”.")
    return is_follower(user, inspection.round, inspection.unit_id)


def can_change_plan(user: User, inspection: Inspection) -> Verdict:
    """Change subject, team or day of what has not taken place."""
    return can_move_inspection(user, inspection, "cancel")


def can_record_visit(user: User, inspection: Inspection) -> Verdict:
    """Write what was seen, or put it right, until there is a conclusion."""
    move = "conclude" if inspection.state == InspectionState.VISITED else "visit"
    return can_move_inspection(user, inspection, move)


def can_write_findings(user: User, inspection: Inspection) -> Verdict:
    """Add, change or remove findings between the visit and the conclusion."""
    return can_move_inspection(user, inspection, "conclude")


def sees_findings(user: User, inspection: Inspection) -> bool:
    """The unit reads findings only once they are concluded."""
    if inspection.state == InspectionState.CONCLUDED:
        return True
    return not user.has_permission(P.OWN_FILES_VIEW, unit=inspection.unit_id)


def can_report_remedies(user: User, inspection: Inspection) -> Verdict:
    """The unit (or the one that absorbed it) says what it did about the shortcomings."""
    if not user.has_permission(P.ASSESSMENT_FILL, unit=inspection.unit_id):
        return deny("Chỉ người của đơn vị được báo cáo khắc phục.")
    return _is_concluded(inspection)


def can_report_remedy(user: User, finding: Finding) -> Verdict:
    """The same for one finding: a shortcoming that is not confirmed as mended."""
    if not finding.is_shortcoming:
        return deny("Nội dung này không phải hạn chế nên không phải khắc phục.")
    if finding.remedy_state == RemedyState.DONE:
        return deny("Hạn chế này đã được xác nhận khắc phục xong.")
    return can_report_remedies(user, finding.inspection)


def can_confirm_remedies(user: User, inspection: Inspection) -> Verdict:
    """The board judges what became of the shortcomings."""
    allowed = _is_concluded(inspection)
    return is_follower(user, inspection.round, inspection.unit_id) if allowed else allowed


def can_confirm_remedy(user: User, finding: Finding) -> Verdict:
    """The same for one finding."""
    if not finding.is_shortcoming:
        return deny("Nội dung này không phải hạn chế nên không phải khắc phục.")
    return can_confirm_remedies(user, finding.inspection)


def can_read_notebook(user: User, round_: Round, unit: int) -> bool:
    """The board's own people and the auditor; never somebody of the unit."""
    if user.has_permission(P.OWN_FILES_VIEW, unit=unit):
        return False
    readers = (P.APPRAISE, P.ALL_FILES_VIEW)
    return any(user.has_permission(held, unit=round_.organiser_id) for held in readers)


def can_write_notebook(user: User, round_: Round, unit: int) -> Verdict:
    """Who follows the unit, until the year is closed."""
    if round_.state == RoundState.CLOSED:
        return deny("Đợt đã kết thúc nên sổ theo dõi chỉ để đọc.")
    return is_follower(user, round_, unit)


def can_correct_entry(user: User, entry: NotebookEntry) -> Verdict:
    """One's own words only: what somebody else noted stays as it is."""
    if entry.written_by_id != user.pk:
        return deny("Chỉ người ghi được sửa ghi chép này.")
    return can_write_notebook(user, entry.round, entry.unit_id)


def can_advise(user: User, assessment: Assessment) -> Verdict:
    """Ask the unit to mend something: from opening the file until its result is settled."""
    if assessment.state not in ADVISING or not assessment.opened_at:
        return deny("Chỉ ghi đề nghị khắc phục từ lúc mở hồ sơ đến trước khi chốt kết quả.")
    return is_appraiser(user, assessment)


def can_answer_advice(user: User, assessment: Assessment) -> Verdict:
    """Say in this year's file what was done about earlier advice: who may type for the unit."""
    if not types_for(user, assessment):
        return deny("Chỉ người của đơn vị, hoặc người được giao nhập thay, được trả lời.")
    if assessment.state not in UNIT_EDITABLE:
        return deny("Hồ sơ đã nộp nên không sửa câu trả lời được nữa.")
    if today() > assessment.due_on:
        return deny(f"Đã hết hạn nộp hồ sơ ngày {assessment.due_on:%d/%m/%Y}.")
    return ALLOWED


def can_judge_advice(user: User, assessment: Assessment, advice: Advice | None = None) -> Verdict:
    """Judge what became of earlier advice: all year long once answered, until settling."""
    if assessment.state in (AssessmentState.SETTLED, AssessmentState.PROPOSED,
                            AssessmentState.CLOSED):  # fmt: skip
        return deny("Kết quả của hồ sơ đã chốt.")
    if advice is not None and advice.state == RemedyState.OPEN:
        return deny("Đơn vị chưa trả lời việc này.")
    return is_appraiser(user, assessment)


def _is_concluded(inspection: Inspection) -> Verdict:
    if inspection.state == InspectionState.CONCLUDED:
        return ALLOWED
    return deny("Cuộc kiểm tra chưa có kết luận.")
